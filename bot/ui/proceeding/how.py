"""How a proceeding is decided, on request: the choices that were frozen onto it when it was opened."""

import re
from typing import Any

import discord

from bot.rules.ids import ProposalId
from bot.ui.buttons import ID
from bot.ui.desk import answer, kind
from bot.ui.knobs import page
from bot.ui.proceeding.buttons import seen


class HowButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=rf"accord:knobs:{ID}"):
    """Shows how it is decided."""

    def __init__(self, proposal_id: int) -> None:
        self.proposal_id = ProposalId(proposal_id)
        super().__init__(discord.ui.Button(label="How is this decided?", custom_id=f"accord:knobs:{proposal_id}"))

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "HowButton":
        """Rebuild the button from the id in it."""
        return cls(int(match["id"]))

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show it."""
        proceeding = await seen(interaction, self.proposal_id)
        usual = proceeding.process.knobs(proceeding.process.settings())
        await answer(interaction, page(proceeding.title, proceeding.knobs, usual))


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (HowButton,)
