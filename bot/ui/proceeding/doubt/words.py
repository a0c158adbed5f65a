"""What a member reads while they put a doubt into words: the next question, or how the others would see it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.rules.doubt import Doubt, leaning
from bot.rules.ids import MemberId
from bot.rules.process.proceeding import Proceeding
from bot.ui.clean import clean
from bot.ui.face import Action, AnyItem, Face, Field
from bot.ui.helper import Helper, Question
from bot.ui.people import mention

TITLE_ROOM = 120
TEXT_ROOM = 400
"""Letters of the doubt above a question."""

KEPT = "-# Only you see this. It is kept for you for seven days, as long as you can object, and then forgotten."
SMALL = "-# Without your name it says “a member”. In a small circle some may guess."


@dataclass(frozen=True, slots=True)
class Course:
    """A doubt on its way: what it is about, and where it leads in this process."""

    proceeding: Proceeding
    face: Face
    helper: Helper
    item: AnyItem

    @property
    def heavy(self) -> Action:
        """The action with which one objects."""
        return self.action(self.helper.heavy)

    def action(self, key: str) -> Action:
        """Return an action that the helper names."""
        found = self.face.action(key)
        assert found is not None, key  # noqa: S101
        return found

    def questions(self) -> Iterator[Question]:
        """Yield every question, in order."""
        for together in self.helper.questions(self.item):
            yield from together

    def next_question(self, doubt: Doubt) -> tuple[int, Question] | None:
        """Return the first question that was not answered, by number from 1; None where all were."""
        numbered = enumerate(self.questions(), start=1)
        return next((found for found in numbered if found[1].probe.key not in doubt.answers), None)

    def field(self, key: str) -> Field | None:
        """Return a field of the objection, where it is asked in this circle."""
        return next((one for one in self.heavy.asks(self.item) if one.key == key), None)

    def named_too(self) -> list[Field]:
        """Return what an objection has to name beside what troubles one."""
        return [one for one in self.heavy.asks(self.item) if one.fewest and one.key != self.helper.main]

    def objection(self, doubt: Doubt) -> Mapping[str, str]:
        """Return the answers to the form of an objection, as the doubt has them."""
        empty = dict.fromkeys((one.key for one in self.heavy.asks(self.item)), "")
        return {**empty, **doubt.words, self.helper.main: doubt.text}


def asking(course: Course, doubt: Doubt, number: int, question: Question) -> str:
    """Return a question, below what troubles the member."""
    of = sum(1 for _ in course.questions())
    aside = f"\n-# {question.aside}" if question.aside else ""
    return (
        f"-# **{clean(course.proceeding.title, TITLE_ROOM)}** · question {number} of {of}\n"
        f"> {clean(doubt.text, TEXT_ROOM)}\n**{question.words}**{aside}"
    )


def preview(course: Course, doubt: Doubt, member: MemberId, *, unnamed: bool) -> str:
    """Return what the answers lean to, and the objection exactly as the others will see it."""
    probes = [[question.probe for question in together] for together in course.helper.questions(course.item)]
    move = course.heavy.make(course.objection(doubt), 0)
    shown = quoted(course.helper.shown(move, mention(member)))
    return "\n".join(
        [
            course.helper.leanings[leaning(probes, doubt.answers)],
            f"\n**So the others will see it**, {course.helper.when}:",
            shown,
            KEPT,
            *([SMALL] if unnamed else []),
        ]
    )


def quoted(shown: str) -> str:
    """Return what was made safe already as a quotation."""
    return "\n".join(f"> {line}" for line in shown.split("\n"))
