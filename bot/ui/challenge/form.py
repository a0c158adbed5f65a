"""The forms of a challenge: what is breached, a word for the lot, and the reason of a verdict."""

from typing import Any

import discord

from bot.rules.challenge import Ground, Verdict
from bot.rules.errors import AccordError
from bot.rules.ids import ChallengeId
from bot.rules.lot import WORD_LENGTH
from bot.rules.process.item import SAYING_LIMIT
from bot.services import challenge as challenges
from bot.services import filing, jury, jury_lot
from bot.services.challenge import ChallengeView
from bot.services.filing import Challengeable
from bot.ui.agreed import number
from bot.ui.buttons import of_proposal
from bot.ui.challenge.words import VERDICTS
from bot.ui.clean import clean, clean_block
from bot.ui.desk import answer, desk, kind
from bot.ui.errors import sentence
from bot.ui.law import GROUNDS
from bot.ui.words import moment

KEPT = 1_500
"""Letters of what was typed that are given back where it could not be used."""

FILED = (
    "**{title}** is challenged, and has no effects until a jury has decided. Its thread says when that is drawn, and "
    "what it finds."
)
UNHEARD = (
    "Your challenge of **{title}** is written down, but fewer than three people are left who could judge it, and "
    "nobody annuls a decision alone. It holds, and comes back to its circle at once."
)


class ChallengeForm(discord.ui.Modal):
    """Which rule is breached, and how."""

    def __init__(self, about: Challengeable) -> None:
        super().__init__(title="Challenge", timeout=None)
        self._about = about
        options = [
            discord.SelectOption(label=words[:1].upper() + words[1:], value=key) for key, words in GROUNDS.items()
        ]
        self.ground = discord.ui.Select[Any](custom_id="ground", options=options)
        self.agreement = discord.ui.TextInput[Any](custom_id="agreement", required=False, max_length=17)
        self.words = discord.ui.TextInput[Any](
            custom_id="words", style=discord.TextStyle.paragraph, max_length=SAYING_LIMIT
        )
        hint = "Not whether it is wise. It is suspended at once, and five drawn by lot decide."
        self.add_item(discord.ui.Label(text="What was breached?", description=hint, component=self.ground))
        hint = "Its number, such as A3; only if it contradicts one"
        self.add_item(discord.ui.Label(text="Which agreement?", description=hint, component=self.agreement))
        hint = "In your own words, under your name. Each ground is judged once."
        self.add_item(discord.ui.Label(text="How?", description=hint, component=self.words))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """File it; what was typed is given back where it cannot be."""
        try:
            await self._file(interaction)
        except AccordError as broken:
            await answer(interaction, f"{sentence(broken)}\nWhat you wrote:\n>>> {clean_block(self.words.value, KEPT)}")

    async def _file(self, interaction: discord.Interaction) -> None:
        typed = self.agreement.value.strip()
        wish = filing.File(
            proposal_id=self._about.proposal_id,
            ground=Ground(self.ground.values[0]),
            words=self.words.value,
            contradicts=number(typed) if typed else None,
            **await of_proposal(interaction, self._about.proposal_id),
        )
        filed = await desk(interaction).act(filing.file_challenge, wish)
        about = challenges.AboutChallenge(actor=wish.actor, now=wish.now, challenge_id=filed)
        view = await desk(interaction).ask(challenges.show_challenge, about)
        words = FILED if view.challenge.running else UNHEARD
        await answer(interaction, words.format(title=clean(self._about.title)))


class JuryWordForm(discord.ui.Modal, title="A word for the lot"):
    """One line; empty at first, for a word that the bot made up would be no safeguard against who runs it."""

    def __init__(self, challenge_id: ChallengeId, mine: str) -> None:
        super().__init__(timeout=None)
        self._challenge_id = challenge_id
        self.word = discord.ui.TextInput[Any](
            custom_id="word", max_length=WORD_LENGTH, default=mine or None, placeholder="Whatever nobody would guess"
        )
        hint = "You can change it until the jury is drawn. Then all words are published."
        self.add_item(discord.ui.Label(text="Your word, or a sentence", description=hint, component=self.word))

    @kind
    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Put it into the lot."""
        who = await of_challenge(interaction, self._challenge_id)
        wish = jury_lot.AddJuryWord(challenge_id=self._challenge_id, text=self.word.value, **who)
        text = await desk(interaction).act(jury_lot.add_jury_word, wish)
        await answer(interaction, f"Your word for the lot is in: “{clean(text)}”. You can change it until it is drawn.")


class VerdictForm(discord.ui.Modal):
    """The reason of a verdict, with the one that stands there already."""

    def __init__(self, view: ChallengeView, verdict: Verdict) -> None:
        super().__init__(title=VERDICTS[verdict][:45], timeout=None)
        self._challenge_id, self._verdict = view.challenge.id, verdict
        self.reason = discord.ui.TextInput[Any](
            custom_id="reason",
            style=discord.TextStyle.paragraph,
            max_length=SAYING_LIMIT,
            default=(view.mine.reason if view.mine else "") or None,
        )
        hint = "Published with the result, without your name. You can better it until the end."
        self.add_item(discord.ui.Label(text="Why?", description=hint, component=self.reason))

    @kind
    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Give the verdict, and answer with its receipt."""
        who = await of_challenge(interaction, self._challenge_id)
        wish = jury.Judge(challenge_id=self._challenge_id, verdict=self._verdict, reason=self.reason.value, **who)
        judged = await desk(interaction).act(jury.judge, wish)
        until = (
            f"You can better it until {moment(judged.until, 'f')}, or until all have judged."
            if judged.until
            else "It was the last one: the thread has the result."
        )
        await answer(interaction, f"Your verdict is in: {VERDICTS[self._verdict]}. Receipt `{judged.code}`. {until}")


async def of_challenge(interaction: discord.Interaction, challenge_id: ChallengeId) -> dict[str, Any]:
    """Return actor, moment and key of a wish about a challenge. Raises NoSuchChallenge or NotInCommunity."""
    community_id = None if interaction.guild_id else await desk(interaction).ask(challenges.community_of, challenge_id)
    actor = await desk(interaction).actor(interaction, community_id)
    return {"actor": actor, "now": interaction.created_at, "key": str(interaction.id)}
