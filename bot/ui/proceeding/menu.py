"""The menu "What can I do?": what the rules would allow a person at this moment, and what only they are shown."""

from datetime import datetime
from typing import Any

import discord

from bot.rules.ids import MemberId
from bot.rules.process.proceeding import Proceeding
from bot.ui.ballot import fitting
from bot.ui.buttons import HowButton
from bot.ui.desk import answer, kind
from bot.ui.faces import FACES
from bot.ui.numbered import ProposalButton
from bot.ui.people import spelled
from bot.ui.proceeding.buttons import ActButton, possible, seen
from bot.ui.proceeding.doubt.buttons import DoubtButton

PRIVATE_ROOM = 1_800
"""Letters of what only one member is shown, above their menu."""

SOMETHING = "This is what you can do now:"
NOTHING = "There is nothing for you to do here now. The card says what comes next."

MENU_LIMIT = 20
"""Buttons in one menu: more than anybody reads."""


class MenuButton(ProposalButton, act="can"):
    """Shows what the person can do at this moment."""

    label = "What can I do?"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show it."""
        proceeding, now = await seen(interaction, self.proposal_id), interaction.created_at
        me = MemberId(interaction.user.id)
        item = proceeding.item(max(now, proceeding.heard_until))
        found = FACES[proceeding.process.key].private(item, me)
        private = [_in_place(interaction, proceeding, line) for line in fitting(found, PRIVATE_ROOM)]
        view = _menu(proceeding, me, now)
        something = len(view.children) > 1
        await answer(interaction, "\n".join([*private, SOMETHING if something else NOTHING]), view)


def _in_place(interaction: discord.Interaction, proceeding: Proceeding, line: str) -> str:
    """Return a line as it is shown here: by name in direct messages, where a mention may be a bare number."""
    direct = interaction.guild_id is None
    return spelled(line, interaction.client.get_guild(proceeding.community_id) if direct else None)


def _menu(proceeding: Proceeding, member: MemberId, now: datetime) -> discord.ui.View:
    """Return the buttons of what the member could do now; who could object is offered help with it.

    The last one says how it is decided, and is always there.
    """
    view, helper = discord.ui.View(timeout=None), FACES[proceeding.process.key].helper
    found = list(possible(proceeding, member, now))[:MENU_LIMIT]
    for action, about, words in found:
        view.add_item(ActButton(proceeding.id, action, action.key, about, words))
    if helper and any(action.key == helper.heavy for action, *_ in found):
        view.add_item(DoubtButton(proceeding.id))
    view.add_item(HowButton(proceeding.id))
    return view


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (MenuButton,)
