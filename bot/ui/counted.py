"""“How was this counted?”: each step of a count in plain words, page by page, and in full as files to recount it by."""

import json
import re
from io import BytesIO
from typing import Any

import discord

from bot.rules.errors import NoSuchProposal
from bot.rules.ids import ProposalId
from bot.rules.poll import method_of
from bot.services import poll
from bot.services.poll import Counted
from bot.services.proposal import AboutProposal
from bot.ui.buttons import of_proposal
from bot.ui.counting import explained, full, table
from bot.ui.desk import ID, NO_MENTIONS, desk, kind
from bot.ui.lot import full as full_lot
from bot.ui.lot import published
from bot.ui.numbered import ProposalButton
from bot.ui.reason import pages as reason_pages
from bot.ui.unspoken import Unspoken


def names_of(counted: Counted) -> dict[str, str]:
    """Return the words of each option by the number that the count calls it."""
    return {str(option.number): option.text for option in counted.options}


def page_of(counted: Counted, page: int) -> tuple[str, int]:
    """Return one page of the explanation and how many there are. Raises NoSuchProposal for what was not counted."""
    rules = counted.decision.rules.poll
    if rules is None or counted.count is None:
        raise NoSuchProposal
    pages = explained(counted.count, method_of(rules), names_of(counted))
    told = [*(page.text for page in pages), *reason_pages(counted.reasons)]
    if counted.drawing and counted.decision.result:
        told.append(published(counted.drawing, counted.decision.result.outcome))
    return told[min(page, len(told) - 1)], len(told)


class PageButton(
    Unspoken, discord.ui.DynamicItem[discord.ui.Button[Any]], template=rf"accord:counted:{ID}:(?P<page>[0-9]{{1,3}})"
):
    """Turns to a page of the explanation."""

    def __init__(self, proposal_id: int, page: int, label: str = "…") -> None:
        self.proposal_id, self.page = ProposalId(proposal_id), page
        super().__init__(discord.ui.Button(label=label, custom_id=f"accord:counted:{proposal_id}:{page}"))

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "PageButton":
        """Rebuild the button from the ids in it."""
        return cls(int(match["id"]), int(match["page"]))

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show the page in place of the one before."""
        text, view = await _page(interaction, self.proposal_id, self.page)
        await interaction.response.edit_message(content=text, view=view, allowed_mentions=NO_MENTIONS)


class CountedButton(ProposalButton, act="how"):
    """Opens the explanation."""

    label = "How was this counted?"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show its first page."""
        text, view = await _page(interaction, self.proposal_id, 0)
        await interaction.response.send_message(text, view=view, ephemeral=True, allowed_mentions=NO_MENTIONS)


class FileButton(ProposalButton, act="whole"):
    """Hands out the whole count, as a table for people and in full for programs."""

    label = "All numbers as files"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Send both, to the person alone."""
        counted = await _ask(interaction, self.proposal_id)
        files = [
            discord.File(BytesIO(whole.encode()), filename=f"count-{self.proposal_id}.{ending}")
            for ending, whole in written(counted).items()
        ]
        await interaction.response.send_message(files=files, ephemeral=True, allowed_mentions=NO_MENTIONS)


def written(counted: Counted) -> dict[str, str]:
    """Return the count as CSV and as JSON, without the ballots. Raises NoSuchProposal for what was not counted."""
    decision, rules = counted.decision, counted.decision.rules.poll
    if rules is None or counted.count is None:
        raise NoSuchProposal
    asked = {
        "proposal": decision.id,
        "title": decision.title,
        "options": names_of(counted),
        "method": rules.method,
        "settings": dict(rules.settings),
        "seats": rules.seats,
        "quorum": decision.rules.quorum,
        "ties": rules.ties.value,
        "lot": counted.drawing and full_lot(counted.drawing),
        "reasons": list(counted.reasons),
        "closed": decision.closes_at.isoformat(),
        "software": decision.rules.software,
    }
    whole = json.dumps(full(counted.count, asked), ensure_ascii=False, indent=1)
    return {"csv": table(counted.count, names_of(counted), counted.drawing, counted.reasons), "json": whole}


async def _ask(interaction: discord.Interaction, proposal_id: ProposalId) -> Counted:
    wish = AboutProposal(proposal_id=proposal_id, **await of_proposal(interaction, proposal_id))
    return await desk(interaction).ask(poll.how_counted, wish)


async def _page(interaction: discord.Interaction, proposal_id: ProposalId, page: int) -> tuple[str, discord.ui.View]:
    counted = await _ask(interaction, proposal_id)
    text, pages = page_of(counted, page)
    view = discord.ui.View(timeout=None)
    if page:
        view.add_item(PageButton(proposal_id, page - 1, "◀ Back"))
    if page + 1 < pages:
        view.add_item(PageButton(proposal_id, page + 1, "Next ▶"))
    view.add_item(FileButton(proposal_id))
    view.stop()
    return f"{text}\n-# Page {page + 1} of {pages}" if pages > 1 else text, view


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (CountedButton, PageButton, FileButton)

__all__ = ["ALL", "CountedButton", "names_of"]
