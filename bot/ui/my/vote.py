"""My vote: where it stands in one decision, as words and as a small picture, with all that one can do."""

import asyncio
from typing import Any

import discord

from bot.rules.chain import ChainEnd
from bot.rules.delegation import Scope
from bot.rules.errors import NotOnRoll, OtherBallot, VoteClosed
from bot.rules.ids import ProposalId
from bot.services.mine import MyStand, my_stand
from bot.services.proposal import AboutProposal
from bot.ui.buttons import HowButton, SpeakButton, WithdrawButton, of_proposal
from bot.ui.delegation.screen import DelegateButton, TakeBackButton
from bot.ui.desk import desk, kind
from bot.ui.my.ballots import ballots
from bot.ui.my.words import head, may_vote, stand
from bot.ui.numbered import ProposalButton
from bot.ui.override import ConfirmButton
from bot.ui.people import Called, called, naming
from bot.ui.pictures.chain import drawn
from bot.ui.plan import of
from bot.ui.screen import Picture, put, screen
from bot.ui.sheet import show


async def show_mine(interaction: discord.Interaction, proposal_id: ProposalId) -> None:
    """Show where the person's own vote stands and what they can do. Raises NoSuchProposal or NotInCommunity."""
    wish = AboutProposal(proposal_id=proposal_id, **await of_proposal(interaction, proposal_id))
    found = await desk(interaction).ask(my_stand, wish)
    community_id = found.mine.decision.community_id
    text = f"{head(found.mine)}\n{stand(found, called(interaction, community_id))}"
    picture = await asyncio.to_thread(_picture, found, naming(interaction, community_id))
    voting = ballots(found.mine.decision, interaction.created_at) if may_vote(found.mine) else []
    await put(interaction, screen(text, picture, voting, _rest(found)))


async def show_ballot(interaction: discord.Interaction, proposal_id: ProposalId) -> None:
    """Show one's ballot on options, or where one's vote stands where there is none to fill in."""
    try:
        await show(interaction, proposal_id)
    except (OtherBallot, VoteClosed, NotOnRoll):
        await show_mine(interaction, proposal_id)


def _picture(found: MyStand, name: Called) -> Picture | str:
    """Draw the way of a vote that goes on to somebody."""
    mine = found.mine
    if not mine.eligible or mine.ballot is not None:
        return ""
    return Picture(*drawn(mine.chain, name, mine.decision.title, voted=mine.chain.end is ChainEnd.VOTES))


def _rest(found: MyStand) -> list[discord.ui.Item[Any]]:
    """Return what else can be done: take a ballot back, hand the vote over or take it back, leave it so."""
    mine, proposal_id = found.mine, found.mine.decision.id
    items: list[discord.ui.Item[Any]] = []
    if may_vote(mine):
        items += [WithdrawButton(proposal_id)] if mine.ballot is not None else []
        items += [SpeakButton(proposal_id)] if mine.carries and mine.stub else []
        items += [ConfirmButton(proposal_id)] if mine.right and mine.right.confirmed_at is None else []
        items += _handing(found) if mine.right is None else []
    return [*items, HowButton(proposal_id)]


def _handing(found: MyStand) -> list[discord.ui.Item[Any]]:
    """Return what can be done about a delegation while all can vote."""
    acting = found.acting
    own = found.mine.decision.rules.alone or found.mine.ballot is not None
    hand = [] if own else [DelegateButton(found.mine.decision.id)]
    back = [TakeBackButton(of(acting))] if acting is not None and acting.scope is Scope.PROPOSAL else []
    return [*hand, *back]


class MyVoteButton(ProposalButton, act="mine"):
    """Shows where one's vote stands."""

    label = "My vote"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show it."""
        await show_mine(interaction, self.proposal_id)


ALL: tuple[type[discord.ui.DynamicItem[discord.ui.Button[Any]]], ...] = (MyVoteButton,)
