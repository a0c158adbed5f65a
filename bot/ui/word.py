"""A word for the sealed lot: the button on the card, and the form in which the word is written."""

from typing import Any

import discord

from bot.rules.lot import WORD_LENGTH
from bot.services import word
from bot.services.proposal import AboutProposal
from bot.services.word import MyWord, WordAdded
from bot.ui.buttons import of_proposal
from bot.ui.clean import clean
from bot.ui.desk import answer, desk, kind
from bot.ui.numbered import ProposalButton
from bot.ui.words import moment


class WordButton(ProposalButton, act="word"):
    """Opens the form in which one's word is written."""

    label = "Add a word"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show the form with the word as it stands."""
        wish = AboutProposal(proposal_id=self.proposal_id, **await of_proposal(interaction, self.proposal_id))
        await interaction.response.send_modal(WordForm(await desk(interaction).ask(word.my_word, wish)))


class WordForm(discord.ui.Modal, title="A word for the lot"):
    """One line; empty at first, for a word that the bot made up would be no safeguard against who runs it."""

    def __init__(self, mine: MyWord) -> None:
        super().__init__(timeout=None)
        self._proposal_id = mine.decision.id
        self.word = discord.ui.TextInput[Any](
            custom_id="word",
            max_length=WORD_LENGTH,
            default=mine.text or None,
            placeholder="Whatever nobody would guess",
        )
        self.add_item(
            discord.ui.Label(
                text="Your word, or a sentence",
                description="You can change it until the vote ends. Then all words are published with the draw.",
                component=self.word,
            )
        )

    @kind
    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Put it into the lot."""
        who = await of_proposal(interaction, self._proposal_id)
        wish = word.AddWord(proposal_id=self._proposal_id, text=self.word.value, **who)
        await answer(interaction, added_words(await desk(interaction).act(word.add_word, wish)))


def added_words(added: WordAdded) -> str:
    """Return what became of a word, with the whole fingerprint of the lot to note down."""
    decision, rules = added.decision, added.decision.rules.poll
    verb = "changed to" if added.changed else "in:"
    return (
        f"Your word for the lot of **{clean(decision.title)}** is {verb} “{clean(added.text)}”.\n"
        f"You can change it until {moment(decision.closes_at, 'F')}; then all words are published with the draw.\n"
        f"-# The lot is sealed as `{rules.commitment if rules else ''}`"
    )


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (WordButton,)
