"""The buttons with which somebody reads on: one on the card opens a page for them alone, and there one turns it."""

import asyncio
import re
from typing import Any

import discord

from bot.rules.ids import ProposalId
from bot.services import proceeding as proceedings
from bot.services.proceeding import ProceedingView
from bot.services.proposal import AboutProposal
from bot.ui.buttons import of_proposal
from bot.ui.desk import ID, NO_MENTIONS, answer, desk, kind
from bot.ui.faces import FACES
from bot.ui.pages import pages
from bot.ui.reading import LABELS, Book, Spot, What, ways_on
from bot.ui.unspoken import Unspoken

KINDS = "|".join(What)


async def book_of(interaction: discord.Interaction, proposal_id: ProposalId) -> Book:
    """Return what a person can read of a proposal. Raises NoSuchProposal or NotInCommunity."""
    wish = AboutProposal(proposal_id=proposal_id, **await of_proposal(interaction, proposal_id))
    view = await desk(interaction).ask(proceedings.show, wish)
    if not isinstance(view, ProceedingView):
        return Book(view.title, (view.decision.text,))
    found = view.proceeding
    item = found.item(max(interaction.created_at, found.heard_until))
    return Book(found.title, item.texts, pages(FACES[found.process.key].said(item)))


async def read(interaction: discord.Interaction, proposal_id: ProposalId, spot: Spot, *, turning: bool) -> None:
    """Show a page to the person alone, in the place of the one they have where they are `turning` it."""
    book = await book_of(interaction, proposal_id)
    page = await asyncio.to_thread(book.page, spot)
    view = discord.ui.View(timeout=None)
    for label, there in ways_on(page, len(book.texts)):
        view.add_item(PageButton(proposal_id, there, label))
    if not turning:
        await answer(interaction, page.text, view if view.children else None)
        return
    view.stop()
    await interaction.response.edit_message(content=page.text, view=view, allowed_mentions=NO_MENTIONS)


class ReadButton(
    Unspoken, discord.ui.DynamicItem[discord.ui.Button[Any]], template=rf"accord:read:{ID}:(?P<what>{KINDS})"
):
    """Opens the first page."""

    def __init__(self, proposal_id: int, what: What) -> None:
        self.proposal_id, self.what = ProposalId(proposal_id), what
        super().__init__(discord.ui.Button(label=LABELS[what], custom_id=f"accord:read:{proposal_id}:{what.value}"))

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "ReadButton":
        """Rebuild the button from what is in it."""
        return cls(int(match["id"]), What(match["what"]))

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show it."""
        await read(interaction, self.proposal_id, Spot(self.what), turning=False)


class PageButton(
    Unspoken,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=rf"accord:page:{ID}:(?P<what>{KINDS}):(?P<version>[0-9]{{1,6}}):(?P<page>[0-9]{{1,4}})",
):
    """Turns to another page in the same message."""

    def __init__(self, proposal_id: int, spot: Spot, label: str = "…") -> None:
        self.proposal_id, self.spot = ProposalId(proposal_id), spot
        custom_id = f"accord:page:{proposal_id}:{spot.what.value}:{spot.version}:{spot.page}"
        super().__init__(discord.ui.Button(label=label, custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "PageButton":
        """Rebuild the button from what is in it."""
        return cls(int(match["id"]), Spot(What(match["what"]), int(match["version"]), int(match["page"])))

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Turn to it."""
        await read(interaction, self.proposal_id, self.spot, turning=True)


def reading_row(proposal_id: int, *kinds: What) -> discord.ui.ActionRow[Any]:
    """Return a row of buttons with which one reads on."""
    return discord.ui.ActionRow(*(ReadButton(proposal_id, what) for what in kinds))


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (ReadButton, PageButton)
