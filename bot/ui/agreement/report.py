"""A minority report: the form in which it is written, and what its thread hears of it."""

from typing import Any

import discord

from bot.rules.agreement import Agreement
from bot.rules.agreement.past import Report
from bot.rules.ids import AgreementId, MemberId
from bot.rules.process.item import SAYING_LIMIT
from bot.services import agreement as agreements
from bot.services.agreement import AgreementView
from bot.ui.agreed import number_of
from bot.ui.clean import clean, clean_block
from bot.ui.desk import answer, desk, kind

ROOM = 1_700
"""Letters of a report with its escapes, in a message that holds 2,000."""


class ReportForm(discord.ui.Modal, title="A minority report"):
    """One field, with the report that stands there already."""

    def __init__(self, view: AgreementView, member: MemberId) -> None:
        super().__init__(timeout=None)
        self._agreement_id: AgreementId = view.agreement.id
        mine = [one.text for one in view.reports if (one.by, one.version) == (member, view.agreement.version)]
        self.report = discord.ui.TextInput[Any](
            custom_id="report",
            style=discord.TextStyle.paragraph,
            max_length=SAYING_LIMIT,
            default=mine[0] if mine else None,
        )
        hint = "It goes into the record under your name, and comes back at the review"
        self.add_item(discord.ui.Label(text="What should be remembered?", description=hint, component=self.report))

    @kind
    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Write it down."""
        wish = agreements.WriteReport(
            actor=await desk(interaction).actor(interaction),
            now=interaction.created_at,
            key=str(interaction.id),
            agreement_id=self._agreement_id,
            text=self.report.value,
        )
        await desk(interaction).act(agreements.write_report, wish)
        await answer(interaction, "Your report is in the record and in the thread. You can better it until the review.")


def told(agreement: Agreement, report: Report) -> str:
    """Return what the thread hears of a report."""
    head = f"◇ Minority report of <@{report.by}> on {number_of(agreement.id)} **{clean(agreement.title, 100)}**:"
    return f"{head}\n{clean_block(report.text, ROOM)}"
