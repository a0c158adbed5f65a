"""The buttons of a challenge: file it, look at it, add a word, take or leave a seat, judge, draw it again."""

from datetime import datetime
from typing import Any

import discord

from bot.rules.challenge import Answer, Phase, Verdict
from bot.rules.challenge.errors import NotOnJury
from bot.rules.ids import ChallengeId, ProposalId
from bot.rules.majority import Outcome
from bot.services import challenge as challenges
from bot.services import jury, jury_lot, proceeding
from bot.services.challenge import AboutChallenge, ChallengeView
from bot.services.filing import may_challenge
from bot.services.legality import Legality
from bot.services.proceeding import ProceedingView
from bot.services.proposal import AboutProposal
from bot.ui.buttons import of_proposal
from bot.ui.card import COLOURS
from bot.ui.challenge.file import drawn_file
from bot.ui.challenge.form import ChallengeForm, JuryWordForm, VerdictForm, of_challenge
from bot.ui.challenge.words import letter_words, told
from bot.ui.desk import NO_MENTIONS, answer, desk, kind, show
from bot.ui.forms import Typed, open_form
from bot.ui.law import law_colour
from bot.ui.numbered import NumberedButton, ProposalButton
from bot.ui.people import Called, called, mention
from bot.ui.words import moment

Row = discord.ui.ActionRow[Any]


class ChallengeOwnButton(NumberedButton):
    """A button about a challenge."""

    @property
    def challenge_id(self) -> ChallengeId:
        """Which one."""
        return ChallengeId(self.number)

    async def seen(self, interaction: discord.Interaction) -> ChallengeView:
        """Return it as the person may see it."""
        wish = AboutChallenge(challenge_id=self.challenge_id, **await of_challenge(interaction, self.challenge_id))
        return await desk(interaction).ask(challenges.show_challenge, wish)


class ChallengeButton(ProposalButton, act="challenge"):
    """Shows the challenge of a decision, or the form with which one files it where there is none."""

    label = "Challenge"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show it."""
        await open_challenge(interaction, self.proposal_id)


class OtherGroundButton(ProposalButton, act="challenge_again"):
    """Opens the form of a challenge on another ground."""

    label = "Challenge on another ground"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Open it."""
        await _ask(interaction, self.proposal_id)


class AnewButton(ProposalButton, act="anew"):
    """Opens the form of a proposal, filled with the text that was annulled."""

    label = "Propose it anew"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Open it."""
        wish = AboutProposal(proposal_id=self.proposal_id, **await of_proposal(interaction, self.proposal_id))
        view = await desk(interaction).ask(proceeding.show, wish)
        if isinstance(view, ProceedingView):
            typed = Typed(view.proceeding.circle_id, view.title, view.proceeding.item().text)
        else:
            typed = Typed(view.decision.circle_id, view.title, view.decision.text)
        await open_form(interaction, typed)


class JuryWordButton(ChallengeOwnButton, act="jury_word"):
    """Opens the form in which one's word for the lot is written."""

    label = "Add a word"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show the form with the word as it stands."""
        wish = AboutChallenge(challenge_id=self.challenge_id, **await of_challenge(interaction, self.challenge_id))
        mine = await desk(interaction).ask(jury_lot.my_jury_word, wish)
        await interaction.response.send_modal(JuryWordForm(self.challenge_id, mine))


class DrawnButton(ChallengeOwnButton, act="jury_drawn"):
    """Hands out the file with which anybody draws the jury again."""

    label = "How is the jury drawn?"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Send it, to the person alone."""
        wish = AboutChallenge(challenge_id=self.challenge_id, **await of_challenge(interaction, self.challenge_id))
        file = drawn_file(*await desk(interaction).ask(jury_lot.drawings, wish))
        await interaction.response.send_message(DRAWN, file=file, ephemeral=True, allowed_mentions=NO_MENTIONS)


DRAWN = (
    "All who can be drawn are in the file, in order, and the fingerprint that binds them with a secret. Once the jury "
    "is drawn the secret is there too: `python -m bot draw` and the file draw it again, as `docs/methods.md` says."
)


class SeatButton(ChallengeOwnButton, act="jury_seat"):
    """Shows a juror what they are asked, and how to answer."""

    label = "My seat on the jury"
    style = discord.ButtonStyle.primary

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show it to them alone. Raises NotOnJury."""
        view = await self.seen(interaction)
        if view.mine is None or view.challenge.phase is not Phase.JURY:
            raise NotOnJury
        about = await of_challenge(interaction, self.challenge_id)
        await desk(interaction).act(jury.read_summons, AboutChallenge(challenge_id=self.challenge_id, **about))
        who = called(interaction, view.challenge.community_id)
        await show(interaction, _screen(discord.ui.TextDisplay(letter_words(view, who)), seat_row(view)))


class ServeButton(ChallengeOwnButton, act="jury_serve"):
    """Takes the seat."""

    label = "I serve"
    style = discord.ButtonStyle.primary

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Take it, and say until when."""
        wish = AboutChallenge(challenge_id=self.challenge_id, **await of_challenge(interaction, self.challenge_id))
        until = await desk(interaction).act(jury.serve, wish)
        by = f" by {moment(until, 'f')}" if until else ""
        await answer(interaction, f"Thank you: you serve. Give your verdict, with its reason,{by}.")


class DeclineButton(ChallengeOwnButton, act="jury_decline"):
    """Leaves the seat to another."""

    label = "I cannot serve"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Leave it; nobody asks why."""
        wish = AboutChallenge(challenge_id=self.challenge_id, **await of_challenge(interaction, self.challenge_id))
        await desk(interaction).act(jury.decline, wish)
        await answer(interaction, "Your seat goes to the next in the order drawn. Nobody asks why.")


class JudgeButton(ChallengeOwnButton):
    """Asks for the reason of a verdict."""

    verdict: Verdict

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Open the form, for who is on the jury. Raises NotOnJury."""
        view = await self.seen(interaction)
        if view.mine is None:
            raise NotOnJury
        await interaction.response.send_modal(VerdictForm(view, self.verdict))


class UpholdButton(JudgeButton, act="jury_uphold"):
    """Finds that a rule was breached."""

    label, style, verdict = "⊘ Uphold", discord.ButtonStyle.danger, Verdict.UPHOLD


class DismissButton(JudgeButton, act="jury_dismiss"):
    """Finds that the decision holds."""

    label, style, verdict = "✓ Dismiss", discord.ButtonStyle.success, Verdict.DISMISS


def challenging(law: Legality, proposal_id: ProposalId, now: datetime) -> list[ChallengeButton]:
    """Return the button below a decision that is challenged, or can be."""
    label = "Challenge" if law.last is None else "The challenge"
    return [ChallengeButton(proposal_id, label)] if law.concerns(now) else []


async def open_challenge(interaction: discord.Interaction, proposal_id: ProposalId) -> None:
    """Show the last challenge of a decision, or ask for one where there is none."""
    wish = AboutProposal(proposal_id=proposal_id, **await of_proposal(interaction, proposal_id))
    law = (await desk(interaction).ask(proceeding.show, wish)).legality
    if law.last is None:
        await _ask(interaction, proposal_id)
        return
    view = await desk(interaction).ask(challenges.last_challenge, wish)
    open_still = law.until is not None and interaction.created_at < law.until
    await show(interaction, card(view, called(interaction, view.challenge.community_id), open_still=open_still))


async def _ask(interaction: discord.Interaction, proposal_id: ProposalId) -> None:
    """Open the form of a challenge, for those who may file one."""
    wish = AboutProposal(proposal_id=proposal_id, **await of_proposal(interaction, proposal_id))
    await interaction.response.send_modal(ChallengeForm(await desk(interaction).ask(may_challenge, wish)))


def card(view: ChallengeView, who: Called = mention, *, open_still: bool = False) -> discord.ui.LayoutView:
    """Return a challenge with what can be done about it; as long as it is `open_still`, on other grounds too."""
    one = view.challenge
    buttons: list[discord.ui.Item[Any]] = [DrawnButton(one.id)] if one.lot else []
    if one.phase is Phase.SUSPENDED:
        buttons.insert(0, JuryWordButton(one.id))
    elif one.phase is Phase.JURY:
        buttons.insert(0, SeatButton(one.id))
    elif one.phase is Phase.UPHELD:
        buttons.append(AnewButton(one.proposal_id))
    elif open_still:
        buttons.append(OtherGroundButton(one.proposal_id))
    rows = [discord.ui.ActionRow(*buttons)] if buttons else []
    return _screen(discord.ui.Container(discord.ui.TextDisplay(told(view, who)), *rows, accent_colour=_colour(view)))


def seat_row(view: ChallengeView) -> Row:
    """Return what a juror can do."""
    number = view.challenge.id
    first = [] if view.mine and view.mine.answer is Answer.SERVES else [ServeButton(number)]
    return discord.ui.ActionRow(*first, UpholdButton(number), DismissButton(number), DeclineButton(number))


def _colour(view: ChallengeView) -> discord.Colour | None:
    return law_colour(Legality(view.challenge), COLOURS[Outcome.ADOPTED])


def _screen(*items: discord.ui.Item[Any]) -> discord.ui.LayoutView:
    shown = discord.ui.LayoutView(timeout=None)
    for item in items:
        shown.add_item(item)
    return shown


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (
    ChallengeButton, OtherGroundButton, AnewButton, JuryWordButton, DrawnButton, SeatButton, ServeButton, DeclineButton,
    UpholdButton, DismissButton,
)  # fmt: skip
