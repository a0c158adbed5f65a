"""My delegations: all that one gave or offered, each with what can be done about it, and how much one carries."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Self

import discord

from bot.rules.chain import ChainEnd
from bot.rules.circle import Actor
from bot.rules.delegation import Scope
from bot.rules.ids import CommunityId
from bot.services import delegation, mandate, preview
from bot.services.delegation import Given
from bot.services.values import Command
from bot.ui.chain import outlook, stands
from bot.ui.community import CommunityMenu, switch
from bot.ui.delegation.screen import ChangeButton, TakeBackButton, whom
from bot.ui.delegation.words import place
from bot.ui.desk import ID, desk, kind
from bot.ui.mandate import RenewButton, mandate_row
from bot.ui.people import Called, called, spoken_in
from bot.ui.plan import EVERYWHERE, Plan, of
from bot.ui.screen import Part, put, screen
from bot.ui.unspoken import Unspoken
from bot.ui.words import moment

PAGE = 4
"""Delegations on one screen: each takes up to some 800 of the 4,000 characters that Discord takes."""


async def show_given(interaction: discord.Interaction, actor: Actor, page: int = 0) -> None:
    """Show the actor's delegations in their community, and offer to hand over a vote."""
    about = delegation.AboutReach(actor=actor, now=interaction.created_at, reach=EVERYWHERE)
    mine = await desk(interaction).ask(delegation.my_delegations, about)
    carried = await desk(interaction).ask(mandate.my_mandate, Command(actor=actor, now=interaction.created_at))
    people = await desk(interaction).ask(preview.people, about)
    who, community_id = called(interaction, actor.community_id), actor.community_id
    parts = [*listed(mine, who, community_id, page), *carrying(carried, community_id)]
    ways = [*whom(interaction, Plan(community_id), people), switch(interaction, DelegationsIn, community_id)]
    await put(interaction, screen(f"## My delegations{spoken_in(interaction, community_id)}", *parts, *ways))


def listed(mine: Sequence[Given], who: Called, community_id: CommunityId, page: int) -> Iterator[Part]:
    """Yield a page of delegations, each with what can be done about it."""
    shown = mine[page * PAGE : (page + 1) * PAGE]
    if not shown:
        yield "You have handed your vote to nobody."
    for one in shown:
        yield _told(one, who)
        yield _acts(one)
    if len(mine) > (page + 1) * PAGE:
        yield [MoreButton(community_id, page + 1)]


def carrying(carried: mandate.Mandate, community_id: CommunityId) -> Iterator[Part]:
    """Yield how many votes one carries, and the button with which one carries none."""
    yield carries(carried)
    yield mandate_row(carried, community_id)


def carries(carried: mandate.Mandate) -> str:
    """Return how many votes one carries; whose they are is not told."""
    if carried.declines:
        return "You carry no votes of others, as you chose."
    number = {0: "Nobody hands", 1: "One person hands"}.get(carried.carried, f"{carried.carried:,} people hand")
    return f"{number} you their vote directly."


def _told(one: Given, who: Called) -> str:
    """Return a delegation, and where the vote goes from there if it does not stay."""
    given = one.delegation
    where = place(given.scope, one.place)
    whom = "nobody" if given.trustee_id is None else who(given.trustee_id)
    until = f", until {moment(given.until, 'D')}" if given.until else ""
    also = f" (then {', '.join(map(who, given.backups))})" if given.backups else ""
    head = f"{where[0].upper()}{where[1:]}: {whom}{also}{until}."
    if given.accepted_at is None:
        return f"{head}\n-# Offered: it counts as soon as they accept."
    stays = len(one.chain.members) <= 2 and one.chain.end in {ChainEnd.NO_DELEGATE, ChainEnd.NOBODY}
    goes = "" if stays else (stands if given.scope is Scope.PROPOSAL else outlook)(one.chain, who)
    return "\n".join(filter(None, [head, goes and f"-# {goes}"]))


def _acts(one: Given) -> list[discord.ui.Item[Any]]:
    """Return what can be done about a delegation; one that ends with its decision needs no renewal."""
    given, plan = one.delegation, of(one.delegation)
    renews = given.until is not None and given.accepted_at is not None
    keep = [RenewButton(given.id, "Renew")] if renews else []
    return [ChangeButton(plan), *keep, TakeBackButton(plan)]


class MoreButton(
    Unspoken, discord.ui.DynamicItem[discord.ui.Button[Any]], template=rf"accord:my_more:{ID}:(?P<page>[0-9]{{1,3}})"
):
    """Shows further delegations."""

    def __init__(self, community_id: int, page: int) -> None:
        self.community_id, self.page = CommunityId(community_id), page
        super().__init__(discord.ui.Button(label="More", custom_id=f"accord:my_more:{community_id}:{page}"))

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: discord.ui.Item[Any], match: re.Match[str], /) -> Self:
        """Rebuild the button from the community and the page in its id."""
        return cls(int(match["id"]), int(match["page"]))

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show them."""
        await show_given(interaction, await desk(interaction).actor(interaction, self.community_id), self.page)


class DelegationsIn(CommunityMenu, act="my_delegations_in"):
    """Chooses the community, and shows one's delegations there."""

    async def go_on(self, interaction: discord.Interaction, actor: Actor) -> None:
        """Show them."""
        await show_given(interaction, actor)


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (MoreButton, DelegationsIn)
