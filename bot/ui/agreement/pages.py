"""The history of an agreement, page by page."""

import re
from typing import Any

import discord

from bot.rules.ids import AgreementId
from bot.services import agreement as agreements
from bot.services.agreement import AgreementView
from bot.ui.agreement import history
from bot.ui.desk import ID, NO_MENTIONS, answer, desk, kind
from bot.ui.unspoken import Unspoken


async def seen(interaction: discord.Interaction, agreement_id: AgreementId) -> AgreementView:
    """Return an agreement as the person may see it. Raises NoSuchAgreement or NotInCommunity."""
    actor = await desk(interaction).actor(interaction)
    about = agreements.AboutAgreement(actor=actor, now=interaction.created_at, agreement_id=agreement_id)
    return await desk(interaction).ask(agreements.show_agreement, about)


class HistoryPage(
    Unspoken, discord.ui.DynamicItem[discord.ui.Button[Any]], template=rf"accord:past:{ID}:(?P<page>[0-9]{{1,4}})"
):
    """Turns to a page of the history."""

    def __init__(self, agreement_id: int, page: int, label: str = "…") -> None:
        self.agreement_id, self.page = AgreementId(agreement_id), page
        super().__init__(discord.ui.Button(label=label, custom_id=f"accord:past:{agreement_id}:{page}"))

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "HistoryPage":
        """Rebuild the button from what is in it."""
        return cls(int(match["id"]), int(match["page"]))

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show the page in place of the one before."""
        text, view = await _page(interaction, self.agreement_id, self.page)
        await interaction.response.edit_message(content=text, view=view, allowed_mentions=NO_MENTIONS)


async def show_history(interaction: discord.Interaction, agreement_id: AgreementId) -> None:
    """Show the last page of the history, where the newest is."""
    await answer(interaction, *await _page(interaction, agreement_id, None))


async def _page(
    interaction: discord.Interaction, agreement_id: AgreementId, page: int | None
) -> tuple[str, discord.ui.View]:
    pages = history.pages(await seen(interaction, agreement_id))
    at = len(pages) - 1 if page is None else min(page, len(pages) - 1)
    view = discord.ui.View(timeout=None)
    if at:
        view.add_item(HistoryPage(agreement_id, at - 1, "◀ Earlier"))
    if at + 1 < len(pages):
        view.add_item(HistoryPage(agreement_id, at + 1, "Later ▶"))
    view.stop()
    return pages[at], view
