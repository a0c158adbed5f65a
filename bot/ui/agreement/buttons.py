"""The buttons of agreements: the record, its history, a minority report, a change."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import discord

from bot.rules.agreement import Agreement, Status
from bot.rules.agreement.errors import BeforeJury, NoSuchAgreement, NotInForce, NotInMinority
from bot.rules.errors import NotInCircle
from bot.rules.ids import AgreementId, MemberId, ProposalId
from bot.rules.processes import PROCESSES
from bot.services import agreement as agreements
from bot.services import circle as circles
from bot.services.agreement import AgreementView
from bot.services.legality import UNQUESTIONED, Legality
from bot.ui.agreed import number_of
from bot.ui.agreement.pages import HistoryPage, seen, show_history
from bot.ui.agreement.record import shown
from bot.ui.agreement.report import ReportForm
from bot.ui.challenge.buttons import challenging
from bot.ui.desk import NO_MENTIONS, desk, kind
from bot.ui.numbered import AgreementButton, ProposalButton
from bot.ui.proceeding.form import ProceedingForm

Row = discord.ui.ActionRow[Any]


class RecordButton(AgreementButton, act="agreed"):
    """Shows the record."""

    label = "The record"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show it."""
        await show(interaction, self.agreement_id)


class HistoryButton(AgreementButton, act="history"):
    """Shows the history."""

    label = "History"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show its last page, where the newest is."""
        await show_history(interaction, self.agreement_id)


class ReportButton(AgreementButton, act="minority"):
    """Opens the form of a minority report."""

    label = "Add a minority report"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Ask for it, from those who may write one."""
        view, member = await seen(interaction, self.agreement_id), MemberId(interaction.user.id)
        if member not in view.agreement.record.minority:
            raise NotInMinority
        await interaction.response.send_modal(ReportForm(view, member))


class ChangeButton(AgreementButton, act="change"):
    """Opens the form of a consent round, filled with the text, in the circle that agreed on it."""

    label = "Propose a change"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Open it, for those who may change it. Raises BeforeJury, NotInForce or NotInCircle."""
        agreement = (await seen(interaction, self.agreement_id)).agreement
        if agreement.status is Status.SUSPENDED:
            raise BeforeJury
        if not agreement.in_force:
            raise NotInForce
        actor = await desk(interaction).actor(interaction)
        about = circles.AboutCircle(actor=actor, now=interaction.created_at, circle_id=agreement.circle_id)
        found = await desk(interaction).ask(circles.show_circle, about)
        if not found.is_member:
            raise NotInCircle(found.circle.name)
        form = ProceedingForm(PROCESSES["consent"], [found.circle], found.circle, agreement)
        await interaction.response.send_modal(form)


class AdoptedButton(ProposalButton, act="adopted"):
    """Shows the record of what a vote has adopted."""

    label = "The agreement"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show it. Raises NoSuchAgreement."""
        found = await desk(interaction).ask(agreements.adopted_by, self.proposal_id)
        if found is None:
            raise NoSuchAgreement
        await show(interaction, found)


async def show(interaction: discord.Interaction, agreement_id: AgreementId) -> None:
    """Show the record of an agreement to the person alone."""
    view = await seen(interaction, agreement_id)
    drawn = shown(view, interaction.created_at, record_row(view, interaction.created_at))
    await interaction.response.send_message(view=drawn, ephemeral=True, allowed_mentions=NO_MENTIONS)


def record_row(view: AgreementView, now: datetime) -> Row:
    """Return the buttons below a record."""
    agreement = view.agreement
    buttons: list[discord.ui.Item[Any]] = [HistoryButton(agreement.id)]
    if agreement.record.minority and agreement.status is Status.IN_FORCE:
        buttons.append(ReportButton(agreement.id))
    if agreement.in_force:
        buttons.append(ChangeButton(agreement.id))
    buttons += challenging(view.legality, view.decided_by, now)
    return discord.ui.ActionRow(*buttons)


def adopted_rows(
    agreement: Agreement | None, proposal_id: ProposalId, now: datetime, law: Legality = UNQUESTIONED
) -> list[Row]:
    """Return the buttons below a proposal that has brought an agreement, is to change one, or reviews one."""
    buttons = [*(_adopted(agreement, proposal_id) if agreement else ()), *challenging(law, proposal_id, now)]
    return [discord.ui.ActionRow(*buttons)] if buttons else []


def adopted_view(agreement: Agreement, proposal_id: ProposalId) -> discord.ui.View:
    """Return the same buttons below a message in the thread."""
    view = discord.ui.View(timeout=None)
    for button in _adopted(agreement, proposal_id):
        view.add_item(button)
    view.stop()
    return view


def _adopted(agreement: Agreement, proposal_id: ProposalId) -> Iterator[AgreementButton]:
    yield RecordButton(agreement.id, f"Agreement {number_of(agreement.id)}")
    if agreement.record.minority and agreement.adopted_by == proposal_id:
        yield ReportButton(agreement.id)


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (
    RecordButton, HistoryButton, ReportButton, ChangeButton, AdoptedButton, HistoryPage,
)  # fmt: skip
