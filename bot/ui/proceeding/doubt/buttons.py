"""The buttons of the helper: each carries the number of a proposal, and an answer or a way on, and no words.

All is shown to one person alone, in a server or in direct messages, and can be gone on with after a restart.
"""

import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

import discord

from bot.rules.doubt import Answer, Doubt
from bot.rules.errors import AccordError, NoSuchProposal
from bot.rules.ids import MemberId, ProposalId
from bot.services import doubt as doubts
from bot.services.proceeding import Act
from bot.services.proposal import AboutProposal
from bot.ui.buttons import of_proposal
from bot.ui.desk import ID, NO_MENTIONS, answer, desk, kind
from bot.ui.face import Action, Answers
from bot.ui.faces import FACES
from bot.ui.helper import Question
from bot.ui.inputs import input_of, typed_in, understood
from bot.ui.numbered import ProposalButton
from bot.ui.proceeding.buttons import check_possible, seen
from bot.ui.proceeding.doubt.words import Course, asking, preview
from bot.ui.unspoken import Unspoken

DOUBT_LIMIT = 1_000
"""Letters of what troubles somebody, as many as an objection has; less where its form has less room."""

LABELS = {Answer.YES: "Yes", Answer.NO: "No", Answer.UNSURE: "I am not sure"}
KEPT_WAYS = (
    ("edit", "Change my words"), ("again", "Answer again"), ("keep", "Keep it for later"), ("discard", "Let it go"),
)  # fmt: skip
"""What can always be done with a doubt."""

GONE = "There is nothing of yours here any more: it was posted, let go, or the time to object is over."


async def course_of(interaction: discord.Interaction, proposal_id: ProposalId) -> Course:
    """Return where doubts lead in a proceeding, and see that the person could object. Raises what would forbid it."""
    proceeding, now = await seen(interaction, proposal_id), interaction.created_at
    face = FACES[proceeding.process.key]
    if face.helper is None:
        raise NoSuchProposal
    course = Course(proceeding, face, face.helper, proceeding.item(max(now, proceeding.heard_until)))
    check_possible(proceeding, course.heavy, 0, MemberId(interaction.user.id), now)
    return course


async def doubt_of(interaction: discord.Interaction, proposal_id: ProposalId) -> Doubt | None:
    """Return the person's own doubt."""
    wish = AboutProposal(proposal_id=proposal_id, **await of_proposal(interaction, proposal_id))
    return await desk(interaction).ask(doubts.my_doubt, wish)


async def show(interaction: discord.Interaction, course: Course, *, turning: bool) -> None:
    """Show the next question, or once all are answered how the others would see it, to the person alone."""
    doubt = await doubt_of(interaction, course.proceeding.id)
    if doubt is None:
        await _say(interaction, GONE, None, turning=turning)
        return
    view = discord.ui.View(timeout=None)
    asked = course.next_question(doubt)
    if asked is not None:
        for given in Answer:
            view.add_item(AnswerButton(course.proceeding.id, asked[1].probe.key, given))
        view.add_item(WayButton(course.proceeding.id, "edit", label="Change my words"))
        await _say(interaction, asking(course, doubt, *asked), view, turning=turning)
        return
    ways = ways_on(course, MemberId(interaction.user.id), interaction.created_at)
    for way, label, style in ways:
        view.add_item(WayButton(course.proceeding.id, way, label=label, style=style))
    unnamed = any(way == "unnamed" for way, *_ in ways)
    text = preview(course, doubt, MemberId(interaction.user.id), unnamed=unnamed)
    await _say(interaction, text, view, turning=turning)


async def _say(interaction: discord.Interaction, text: str, view: discord.ui.View | None, *, turning: bool) -> None:
    if not turning:
        await answer(interaction, text, view)
        return
    if view is not None:
        view.stop()
    await interaction.response.edit_message(content=text, view=view, allowed_mentions=NO_MENTIONS)


def ways_on(course: Course, member: MemberId, now: datetime) -> list[tuple[str, str, discord.ButtonStyle]]:
    """Return what can be done with a doubt, as far as the rules allow it now, with the words for each."""
    plain = discord.ButtonStyle.secondary
    found = [("post", course.helper.post, course.heavy.style)]
    others = [("unnamed", course.helper.unnamed, "Ask the facilitator to post it")] if course.helper.unnamed else []
    others += [(f"light{at}", key, course.action(key).label) for at, (key, _) in enumerate(course.helper.lighter)]
    for way, key, label in others:
        with suppress(AccordError):
            check_possible(course.proceeding, course.action(key), 0, member, now)
            found.append((way, label, plain))
    return found + [(way, label, plain) for way, label in KEPT_WAYS]


class DoubtButton(ProposalButton, act="doubt"):
    """Begins with what troubles somebody, or goes on where they were."""

    label = "Something troubles me"

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Ask, or show."""
        course = await course_of(interaction, self.proposal_id)
        doubt = await doubt_of(interaction, self.proposal_id)
        if doubt is None:
            await interaction.response.send_modal(DoubtForm(course, None, turning=False))
        else:
            await show(interaction, course, turning=False)


class DoubtForm(discord.ui.Modal, title="What troubles you?"):
    """What troubles one, in their own words, and what an objection has to name besides."""

    def __init__(self, course: Course, doubt: Doubt | None, *, turning: bool) -> None:
        super().__init__(timeout=None)
        self._course, self._turning = course, turning
        main = course.field(course.helper.main)
        self.text = discord.ui.TextInput[Any](
            custom_id="trouble",
            style=discord.TextStyle.paragraph,
            max_length=min(DOUBT_LIMIT, main.most if main else DOUBT_LIMIT),
            default=doubt.text if doubt else None,
        )
        hint = "As it comes, and only for you. Then I ask you a few questions."
        self.add_item(discord.ui.Label(text="In your own words", description=hint, component=self.text))
        self.named = {field.key: input_of(field) for field in course.named_too()}
        for field in course.named_too():
            component = self.named[field.key]
            component.default = doubt.words.get(field.key) if doubt else None
            self.add_item(discord.ui.Label(text=field.label, component=component))

    @kind
    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Keep it, and go on to the questions."""
        proposal_id = self._course.proceeding.id
        words = {key: typed_in(one) for key, one in self.named.items()}
        wish = doubts.KeepDoubt(
            proposal_id=proposal_id, text=self.text.value, words=words, **await of_proposal(interaction, proposal_id)
        )
        await desk(interaction).act(doubts.keep_doubt, wish)
        await show(interaction, self._course, turning=self._turning)


class HowForm(discord.ui.Modal, title="In your words"):
    """What an objection says to one of the criteria; it can be left empty."""

    def __init__(self, course: Course, question: Question, given: Answer, before: str) -> None:
        super().__init__(timeout=None)
        self._course, self._question, self._given = course, question, given
        field = course.field(question.field)
        self.text = discord.ui.TextInput[Any](
            custom_id="how",
            style=discord.TextStyle.paragraph,
            max_length=field.most if field else DOUBT_LIMIT,
            required=False,
            default=before or None,
        )
        self.add_item(discord.ui.Label(text=question.how[:45], description="Or leave it empty", component=self.text))

    @kind
    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Keep it, and go on."""
        words = {self._question.field: self.text.value}
        await _answered(interaction, self._course, self._question, self._given, words)


async def _answered(
    interaction: discord.Interaction, course: Course, question: Question, given: Answer, words: Answers
) -> None:
    """Keep an answer, and show what is next in the same message."""
    wish = doubts.AnswerDoubt(
        proposal_id=course.proceeding.id,
        question=question.probe.key,
        answer=given,
        words=words,
        **await of_proposal(interaction, course.proceeding.id),
    )
    await desk(interaction).act(doubts.answer_doubt, wish)
    await show(interaction, course, turning=True)


class AnswerButton(
    Unspoken,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=rf"accord:test:{ID}:(?P<key>[a-z]+):(?P<given>{'|'.join(Answer)})",
):
    """Answers one question."""

    def __init__(self, proposal_id: int, key: str, given: Answer) -> None:
        self.proposal_id, self.key, self.given = ProposalId(proposal_id), key, given
        custom_id = f"accord:test:{proposal_id}:{key}:{given.value}"
        super().__init__(discord.ui.Button(label=LABELS[given], custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "AnswerButton":
        """Rebuild the button from what is in it."""
        return cls(int(match["id"]), match["key"], Answer(match["given"]))

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Keep the answer; where it speaks for an objection that argues it, ask how."""
        course = await course_of(interaction, self.proposal_id)
        question = next((one for one in course.questions() if one.probe.key == self.key), None)
        if question is None:
            await show(interaction, course, turning=True)
        elif self.given is question.probe.speaks and course.field(question.field):
            doubt = await doubt_of(interaction, self.proposal_id)
            before = doubt.words.get(question.field, "") if doubt else ""
            await interaction.response.send_modal(HowForm(course, question, self.given, before))
        else:
            words = {question.field: ""} if question.field else {}
            await _answered(interaction, course, question, self.given, words)


class WayButton(
    Unspoken,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=rf"accord:way:{ID}:(?P<way>post|unnamed|light[0-9]|edit|again|keep|discard)",
):
    """Does with a doubt what its member chooses."""

    def __init__(
        self,
        proposal_id: int,
        way: str,
        *,
        label: str = "…",
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    ) -> None:
        self.proposal_id, self.way = ProposalId(proposal_id), way
        super().__init__(discord.ui.Button(label=label[:80], style=style, custom_id=f"accord:way:{proposal_id}:{way}"))

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "WayButton":
        """Rebuild the button from what is in it."""
        return cls(int(match["id"]), match["way"])

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Do it."""
        if self.way in PLAIN:
            await PLAIN[self.way](interaction, self.proposal_id)
            return
        course = await course_of(interaction, self.proposal_id)
        doubt = await doubt_of(interaction, self.proposal_id)
        if doubt is None:
            await _say(interaction, GONE, None, turning=True)
        elif self.way == "edit":
            await interaction.response.send_modal(DoubtForm(course, doubt, turning=True))
        else:
            await _post(interaction, course, *_said(course, doubt, self.way))


def _said(course: Course, doubt: Doubt, way: str) -> tuple[Action, Answers]:
    """Return the action that a doubt becomes, and the answers to its form."""
    if way.startswith("light"):
        key, field = course.helper.lighter[int(way.removeprefix("light"))]
        return course.action(key), {field: doubt.text}
    return course.action(course.helper.unnamed) if way == "unnamed" else course.heavy, course.objection(doubt)


async def _post(interaction: discord.Interaction, course: Course, action: Action, answers: Answers) -> None:
    """Make the move, and forget the doubt."""
    move = action.make(understood(action.asks(course.item), answers, interaction.created_at), 0)
    proposal_id = course.proceeding.id
    wish = Act(proposal_id=proposal_id, move=move, **await of_proposal(interaction, proposal_id))
    await desk(interaction).act(doubts.post_doubt, wish)
    await _say(interaction, action.done, None, turning=True)


async def _keep(interaction: discord.Interaction, _: ProposalId) -> None:
    text = f"It is kept. Press “{DoubtButton.label}” on the card when you want to go on."
    await _say(interaction, text, None, turning=True)


async def _discard(interaction: discord.Interaction, proposal_id: ProposalId) -> None:
    wish = AboutProposal(proposal_id=proposal_id, **await of_proposal(interaction, proposal_id))
    await desk(interaction).act(doubts.discard_doubt, wish)
    await _say(interaction, "It is gone, and nobody has seen it.", None, turning=True)


async def _again(interaction: discord.Interaction, proposal_id: ProposalId) -> None:
    wish = AboutProposal(proposal_id=proposal_id, **await of_proposal(interaction, proposal_id))
    await desk(interaction).act(doubts.ask_again, wish)
    await show(interaction, await course_of(interaction, proposal_id), turning=True)


PLAIN: dict[str, Callable[[discord.Interaction, ProposalId], Awaitable[None]]] = {
    "keep": _keep,
    "discard": _discard,
    "again": _again,
}
"""What can be done with a doubt at any time, whether or not one can still object."""

ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (DoubtButton, AnswerButton, WayButton)
