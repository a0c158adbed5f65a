"""Buttons carry only ids; each is registered before the bot connects, so that it outlives a restart."""

import re
from typing import Any

import discord

from bot.rules.decision import Choice
from bot.rules.errors import ReasonMissing
from bot.rules.ids import ProposalId
from bot.services import proceeding, proposal, vote
from bot.ui.clean import clean
from bot.ui.desk import ID, answer, desk, kind
from bot.ui.knobs import how
from bot.ui.numbered import ProposalButton
from bot.ui.reason import ReasonForm, quoted
from bot.ui.stub import IN_THE_OPEN, stub_line
from bot.ui.unspoken import Unspoken
from bot.ui.words import moment

BALLOTS = {
    Choice.YES: ("✓", "Yes", discord.ButtonStyle.success),
    Choice.NO: ("✗", "No", discord.ButtonStyle.danger),
    Choice.ABSTAIN: ("◯", "Abstain", discord.ButtonStyle.secondary),
}
ROOM = 1_600
"""Characters of a ballot beside what is said around it (Discord takes 2,000)."""


async def of_proposal(interaction: discord.Interaction, proposal_id: ProposalId) -> dict[str, Any]:
    """Return actor, moment and key of a wish about a proposal. Raises NoSuchProposal or NotInCommunity.

    In a server it is that server's proposal, or the use case finds that there is no such one; only for a
    direct message it must be asked whose it is.
    """
    community_id = None if interaction.guild_id else await desk(interaction).ask(proceeding.community_of, proposal_id)
    actor = await desk(interaction).actor(interaction, community_id)
    return {"actor": actor, "now": interaction.created_at, "key": str(interaction.id)}


async def cast(
    interaction: discord.Interaction, proposal_id: ProposalId, choice: Choice, reason: str | None = None
) -> None:
    """Cast a ballot and answer with its receipt, after the commit; a veto without its reason opens the form for it."""
    who = await of_proposal(interaction, proposal_id)
    wish = vote.CastBallot(proposal_id=proposal_id, choice=choice, reason=reason, **who)
    try:
        receipt = await desk(interaction).act(vote.cast_ballot, wish)
    except ReasonMissing:
        mine = await desk(interaction).ask(vote.my_vote, proposal.AboutProposal(proposal_id=proposal_id, **who))
        await interaction.response.send_modal(ReasonForm(mine, cast))
        return
    view = discord.ui.View(timeout=None)
    view.add_item(WithdrawButton(proposal_id))
    if receipt.carries:
        view.add_item(SpeakButton(proposal_id))
    stub = await stub_line(interaction, receipt, {"proposal_id": proposal_id, **who})
    await answer(interaction, _received(receipt, choice, reason) + stub, view)


def _received(receipt: vote.Receipt, choice: Choice, reason: str | None) -> str:
    """Return what became of a ballot, and of its reason."""
    symbol, word, _ = BALLOTS[choice]
    verb = "changed to" if receipt.changed else "in:"
    lines = [
        f"Your ballot on **{clean(receipt.title)}** is {verb} {symbol} **{word}**. Receipt `{receipt.code}`.",
        f"You can change it or take it back until {moment(receipt.closes_at, 'F')}.",
    ]
    if reason is not None:
        lines.append(f"Your reason: {quoted(reason)}. It is published when the vote closes, without your name.")
    elif receipt.veto:
        lines.append("⚠ Here every no is a veto. Say in the thread of this vote what would have to change.")
    return "\n".join(lines)


class VoteButton(
    Unspoken, discord.ui.DynamicItem[discord.ui.Button[Any]], template=rf"accord:vote:{ID}:(?P<choice>yes|no|abstain)"
):
    """Casts a ballot in one press."""

    def __init__(self, proposal_id: int, choice: Choice) -> None:
        self.proposal_id, self.choice = ProposalId(proposal_id), choice
        symbol, word, style = BALLOTS[choice]
        super().__init__(
            discord.ui.Button(
                label=f"{symbol} {word}", style=style, custom_id=f"accord:vote:{proposal_id}:{choice.value}"
            )
        )

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "VoteButton":
        """Rebuild the button from the id and the choice in it."""
        return cls(int(match["id"]), Choice(match["choice"]))

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Cast the ballot."""
        await cast(interaction, self.proposal_id, self.choice)


class WithdrawButton(ProposalButton, act="unvote"):
    """Takes a ballot back."""

    label = "Take my ballot back"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Withdraw the ballot."""
        who = await of_proposal(interaction, self.proposal_id)
        wish = proposal.AboutProposal(proposal_id=self.proposal_id, **who)
        receipt = await desk(interaction).act(vote.withdraw_ballot, wish)
        await answer(
            interaction,
            f"Your ballot on **{clean(receipt.title)}** is taken back. Receipt `{receipt.code}`.",
        )


class SpeakButton(ProposalButton, act="speak"):
    """Casts one's secret ballot in the open."""

    label = "Speak for those who follow me"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Cast it, and say what that means."""
        who = await of_proposal(interaction, self.proposal_id)
        wish = proposal.AboutProposal(proposal_id=self.proposal_id, **who)
        receipt = await desk(interaction).act(vote.speak, wish)
        back = "Vote once more to take it back into secrecy."
        await answer(
            interaction,
            f"Your ballot on **{clean(receipt.title)}** is changed. {IN_THE_OPEN} {back} Receipt `{receipt.code}`.",
        )


class HowButton(ProposalButton, act="knobs"):
    """Shows how a proposal is decided, by a vote or in rounds, as it was frozen at its opening."""

    label = "How is this decided?"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show it."""
        who = await of_proposal(interaction, self.proposal_id)
        wish = proposal.AboutProposal(proposal_id=self.proposal_id, **who)
        await answer(interaction, how(await desk(interaction).ask(proceeding.show, wish)))


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (VoteButton, WithdrawButton, SpeakButton, HowButton)
