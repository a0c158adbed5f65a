"""Buttons carry only ids; each is registered before the bot connects, so that it outlives a restart."""

import re
from typing import Any

import discord

from bot.rules.chain import ChainEnd
from bot.rules.decision import Choice, State
from bot.rules.delegation import Scope
from bot.rules.errors import ReasonMissing
from bot.rules.ids import MemberId, ProposalId
from bot.rules.poll import sheet_of
from bot.services import delegation, proceeding, proposal, vote
from bot.ui.ballot import fitting, marked_lines
from bot.ui.clean import clean
from bot.ui.delegation import delegated
from bot.ui.desk import ID, answer, desk, kind
from bot.ui.knobs import how
from bot.ui.numbered import ProposalButton
from bot.ui.people import Called, called
from bot.ui.reason import ReasonForm, quoted
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
    await answer(interaction, _received(receipt, choice, reason), view)


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


async def show_mine(interaction: discord.Interaction, proposal_id: ProposalId) -> None:
    """Say where the person's own vote stands and what they can do."""
    wish = proposal.AboutProposal(proposal_id=proposal_id, **await of_proposal(interaction, proposal_id))
    mine = await desk(interaction).ask(vote.my_vote, wish)
    who = called(interaction, mine.decision.community_id)
    view = discord.ui.View(timeout=None)
    if mine.decision.state is State.OPEN and mine.eligible:
        view.add_item(WithdrawButton(proposal_id) if mine.ballot else DelegateButton(proposal_id))
    view.add_item(HowButton(proposal_id))
    await answer(interaction, stand(mine, who), view)


def stand(mine: vote.MyVote, who: Called) -> str:
    """Put into words where a vote stands: a ballot, a chain of delegates, or nothing yet."""
    if not mine.eligible:
        return f"You are not on the roll of this vote: it was fixed at {moment(mine.decision.opened_at, 'F')}."
    if mine.ballot:
        until = (
            f"\nYou can change it until {moment(mine.decision.closes_at, 'F')}."
            if mine.decision.state is State.OPEN
            else ""
        )
        return f"{_said(mine)}{until}"
    passed = " → ".join(who(member) for member in mine.chain.members[1:])
    ends = {
        ChainEnd.VOTES: f"Your vote goes to {passed}, who has voted. Voting yourself overrides it.",
        ChainEnd.NO_DELEGATE: f"Your vote goes to {passed}, who has not voted yet."
        if passed
        else "You have not voted, and nobody votes for you.",
        ChainEnd.NOBODY: "You have not voted, and here nobody votes for you, as you chose."
        if not passed
        else f"Your vote goes to {passed}, who passes it to nobody and has not voted yet.",
        ChainEnd.CYCLE: f"Your vote goes round in a circle ({passed}) until somebody in it votes.",
        ChainEnd.NOT_ELIGIBLE: f"Your vote goes to {passed}, who cannot vote here, so it would be lost.",
    }
    return ends[mine.chain.end]


def _said(mine: vote.MyVote) -> str:
    """Return what one's own ballot says."""
    if isinstance(mine.ballot, Choice):
        symbol, word, _ = BALLOTS[mine.ballot]
        because = f" Your reason: {quoted(mine.reason)}." if mine.reason else ""
        return f"Your ballot says {symbol} **{word}**.{because}"
    rules = mine.decision.rules.poll
    if rules is None or not mine.ballot or not any(mine.ballot):
        return "Your ballot is in, and blank: you abstain."
    marked = marked_lines(mine.options, mine.ballot, rules, sheet_of(rules, len(mine.options)))
    return "\n".join(["Your ballot says:", *fitting(marked, ROOM)])


class VoteButton(
    discord.ui.DynamicItem[discord.ui.Button[Any]], template=rf"accord:vote:{ID}:(?P<choice>yes|no|abstain)"
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


class MyVoteButton(ProposalButton, act="mine"):
    """Shows where one's vote stands."""

    label = "My vote"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show it."""
        await show_mine(interaction, self.proposal_id)


class HowButton(ProposalButton, act="knobs"):
    """Shows how a proposal is decided, by a vote or in rounds, as it was frozen at its opening."""

    label = "How is this decided?"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show it."""
        who = await of_proposal(interaction, self.proposal_id)
        wish = proposal.AboutProposal(proposal_id=self.proposal_id, **who)
        await answer(interaction, how(await desk(interaction).ask(proceeding.show, wish)))


class DelegateButton(ProposalButton, act="delegate"):
    """Offers the members to hand this one vote to."""

    label = "Delegate this vote"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Offer them."""
        view = discord.ui.View(timeout=None)
        view.add_item(DelegateSelect(self.proposal_id))
        await answer(interaction, "Who shall vote for you here? Voting yourself always overrides.", view)


class DelegateSelect(discord.ui.DynamicItem[discord.ui.UserSelect[Any]], template=rf"accord:trust:{ID}"):
    """The choice of a delegate for one proposal."""

    def __init__(self, proposal_id: int) -> None:
        self.proposal_id = ProposalId(proposal_id)
        super().__init__(discord.ui.UserSelect(placeholder="Choose a member", custom_id=f"accord:trust:{proposal_id}"))

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "DelegateSelect":
        """Rebuild the select from the id in it."""
        return cls(int(match["id"]))

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Delegate to the chosen member."""
        chosen = self.item.values[0]
        who = await of_proposal(interaction, self.proposal_id)
        delegate = delegation.Delegate(MemberId(chosen.id), chosen.bot, isinstance(chosen, discord.Member))
        reach = delegation.Reach(Scope.PROPOSAL, self.proposal_id)
        wish = delegation.SetDelegation(reach=reach, delegate=delegate, **who)
        done = await desk(interaction).act(delegation.set_delegation, wish)
        await answer(interaction, delegated(done, called(interaction, done.delegation.community_id)))


def rows(proposal_id: ProposalId, *ballots_by: discord.ui.Item[Any]) -> list[discord.ui.ActionRow[Any]]:
    """Return the rows of buttons below an open decision's card: to vote yes or no, unless others are given."""
    by = ballots_by or tuple(VoteButton(proposal_id, choice) for choice in Choice)
    ballots: discord.ui.ActionRow[Any] = discord.ui.ActionRow(*by)
    ballots.add_item(MyVoteButton(proposal_id))
    ballots.add_item(DelegateButton(proposal_id))
    return [ballots]


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (
    VoteButton, WithdrawButton, MyVoteButton, HowButton, DelegateButton, DelegateSelect,
)  # fmt: skip

__all__ = ["ALL", "ID", "HowButton", "ProposalButton", "cast", "of_proposal", "rows", "show_mine"]
