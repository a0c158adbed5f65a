"""How a process helps to put a doubt into words: questions in plain words, and what the answers lean to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.rules.doubt import Answer, Leaning, Probe


@dataclass(frozen=True, slots=True)
class Question:
    """A test in plain words; `aside` explains it.

    With a `field` the answer that speaks for an objection asks `how`, and what is written fills that field of it.
    """

    probe: Probe
    words: str
    aside: str = ""
    field: str = ""
    how: str = ""


Questions = tuple[tuple[Question, ...], ...]
"""Each group has to hold, and of those that stand together one suffices."""

LEANINGS: Mapping[Leaning, str] = {
    Leaning.OBJECTION: (
        "By your answers this is an **objection**: it says what harm this would do, and the others need to hear it. To "
        "object is to begin a search for a better text, together with you."
    ),
    Leaning.UNSURE: (
        "**You are not sure**, and need not be. Post it, and the others help to find what is in it; or keep it for now."
    ),
    Leaning.CONCERN: (
        "By your answers this could be tried, and mended in time. That is often a **concern**: it stops nothing, and "
        "is kept in sight. If you see it otherwise, object; that is for you to say."
    ),
    Leaning.BEFORE: (
        "By your answers **it was there before**, and would be there without this. It may be worth a proposal of its "
        "own. If this would make it worse, object; that is for you to say."
    ),
    Leaning.PREFERENCE: (
        "By your answers it would do no harm, and you **would like it otherwise**. One can go along with what one does "
        "not prefer, and say so in the thread. If there is more to it, object; that is for you to say."
    ),
}
"""What is said to what a doubt looks like: never that one may not."""


@dataclass(frozen=True, slots=True)
class Helper:
    """What the helper of a process leads to.

    `heavy` is the action with which one objects, `main` the field of it that the doubt fills, `unnamed` the action that
    does so without a name; `lighter` are other things to say instead, each with its field. `shown` is how others will
    see the move, after who made it, `when` from when on.
    """

    heavy: str
    main: str
    questions: Callable[[Any], Questions]
    shown: Callable[[Any, str], str]
    when: str
    post: str = "✗ Post it under my name"
    lighter: tuple[tuple[str, str], ...] = ()
    unnamed: str = ""
    leanings: Mapping[Leaning, str] = field(default_factory=lambda: LEANINGS)


SEEN_AT_ONCE = "at once"
SEEN_AT_CLOSE = "when the round closes, not before"

HARM = Question(
    Probe("a", Leaning.PREFERENCE),
    "Would it harm what this circle is here for?",
    "What would get worse, or harder to do?",
)
PART = Question(
    Probe("b", Leaning.PREFERENCE),
    "Would it limit you in a part that you have?",
    "A role, a task, or simply taking part",
)
CAUSED = Question(
    Probe("c", Leaning.BEFORE),
    "Does that come from this proposal?",
    "No, if it was there before and would stay without it",
)
TOO_LATE = Question(
    Probe("d", Leaning.CONCERN, Answer.NO),
    "Could we try it, and change it before it does real harm?",
    "Or would it be too late?",
)
IN_PLAIN_WORDS: Questions = ((HARM, PART), (CAUSED,), (TOO_LATE,))
"""The criteria of an objection (governance 3.1, 6.3); harm to the aim or to one's part in it suffices."""
