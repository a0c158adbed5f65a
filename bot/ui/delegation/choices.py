"""What the menus of the screen offer: within what, until when, and whom."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

import discord

from bot.rules.delegation import Scope
from bot.rules.ids import MemberId
from bot.rules.liquid import Liquid
from bot.services.within import Reach, Within
from bot.ui.clean import plain
from bot.ui.delegation.words import label, longest
from bot.ui.people import Called
from bot.ui.plan import LONGEST, Plan, days
from bot.ui.planned import MENU

LABEL = 100
"""Characters of a line in a menu (Discord)."""

_SHORTER = (30, 7)
"""Days that are offered besides the longest."""

NOBODY = "0"
"""The value of the choice that nobody votes for one."""


def reaches(places: Sequence[Within], plan: Plan) -> list[discord.SelectOption]:
    """Return within what one can delegate to the person; what is chosen is among them, however many there are."""
    chosen = [one for one in places if one.reach == plan.reach]
    left = [one for one in places if one.reach != plan.reach][: MENU - len(chosen)]
    shown = [one for one in places if one in chosen or one in left]
    return [
        discord.SelectOption(
            label=label(one),
            value=value_of(one.reach),
            default=one.reach == plan.reach,
        )
        for one in shown
    ]


def value_of(reach: Reach) -> str:
    """Return how a reach is written in a menu, and how a command takes it."""
    return f"{reach.scope.value}:{reach.id}"


def ends(plan: Plan, rules: Liquid) -> list[discord.SelectOption]:
    """Return until when it can be; a date that was typed stays among them. None for one decision, which ends it."""
    if plan.reach.scope is Scope.PROPOSAL:
        return []
    offered = {LONGEST: longest(rules)}
    offered |= {days(count): f"{count} days" for count in _SHORTER if timedelta(days=count) < rules.longest}
    if plan.ends not in offered:
        offered[plan.ends] = "As it stands above"
    return [
        discord.SelectOption(label=words, value=value, default=value == plan.ends) for value, words in offered.items()
    ]


def members(people: Iterable[MemberId], name: Called, chosen: MemberId | None = None) -> list[discord.SelectOption]:
    """Return people by name, as many as fit beside one further choice."""
    return [
        discord.SelectOption(label=plain(name(one), LABEL) or str(one), value=str(one), default=one == chosen)
        for one in [*people][: MENU - 1]
    ]
