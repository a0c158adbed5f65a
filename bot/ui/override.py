"""The time in which some can still vote themselves, in words, and the button that says that one need not."""

import discord

from bot.rules.decision import Decision
from bot.services.override import confirm
from bot.services.proposal import AboutProposal
from bot.ui.buttons import of_proposal
from bot.ui.clean import clean
from bot.ui.desk import answer, desk, kind
from bot.ui.numbered import ProposalButton
from bot.ui.words import moment

MANY_WORDS = (
    "Somebody who votes for many others has voted here. If your vote goes along with theirs, “My vote” shows you how, "
    "and you can vote differently."
)
"""What a thread hears in place of a message to each of very many."""


def held_words(decision: Decision) -> str:
    """Return what a thread hears when a vote is held open for some."""
    until = decision.override_until or decision.closes_at
    return (
        "The vote is over, except for those whose delegate voted at the very end: they have until "
        f"{moment(until, 'F')} to vote themselves. “My vote” tells whether that is you. Then everything is counted."
    )


class ConfirmButton(ProposalButton, act="content"):
    """Leaves one's vote where one's delegate has put it."""

    label = "Leave it so"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Confirm it."""
        wish = AboutProposal(proposal_id=self.proposal_id, **await of_proposal(interaction, self.proposal_id))
        decision = await desk(interaction).act(confirm, wish)
        await answer(interaction, f"Your vote on **{clean(decision.title)}** stays as it is. Thank you.")


ALL: tuple[type[discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]]], ...] = (ConfirmButton,)
