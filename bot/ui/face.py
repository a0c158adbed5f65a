"""What a process shows of itself: words for its phases, buttons for its moves, a sentence for each step."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import discord

from bot.rules.ids import MemberId
from bot.rules.process.item import SAYING_LIMIT
from bot.rules.process.machine import Move, Step
from bot.ui.helper import Helper
from bot.ui.pages import Said

AnyItem = Any
"""An item of whatever process: its own face knows which."""

Answers = Mapping[str, str]
"""What was typed or chosen, by the key of its field; several people are ids with spaces between."""


class Kind(StrEnum):
    """What a field takes."""

    LINES = "lines"
    LINE = "line"
    PEOPLE = "people"
    CHOICES = "choices"
    PARTS = "parts"
    """Several short answers in one box, each after its own words, which stand in it at first."""
    WHEN = "when"
    """A moment to come, as people write it; the answer is in ISO 8601."""


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form. `given` is what stands in it at first; `most` limits letters, or people or choices.

    `asked` says of which items it is asked, of all where it is not given.
    """

    key: str
    label: str
    kind: Kind = Kind.LINES
    hint: str = ""
    most: int = SAYING_LIMIT
    fewest: int = 1
    given: Callable[[AnyItem], str] | None = None
    options: tuple[tuple[str, str], ...] = ()
    asked: Callable[[AnyItem], bool] | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """A button: what it says, what it asks, and the move that it makes.

    With `each` there is one button for each thing it can be about, by its number and words. `done` is what the person
    is told when it is done.
    """

    key: str
    label: str
    make: Callable[[Answers, int], Move]
    done: str
    fields: tuple[Field, ...] = ()
    style: discord.ButtonStyle = discord.ButtonStyle.secondary
    each: Callable[[AnyItem], Sequence[tuple[int, str]]] | None = None

    def asks(self, item: AnyItem) -> tuple[Field, ...]:
        """Return what is asked about that item."""
        return tuple(field for field in self.fields if field.asked is None or field.asked(item))


@dataclass(frozen=True, slots=True)
class PhaseWords:
    """A phase in words: its name, what is done in it, why, and what comes next; `front` are its buttons on the card.

    What comes next after an ending is said where nothing follows by itself.
    """

    name: str
    now: str
    why: str = ""
    then: str = ""
    front: tuple[str, ...] = ()
    colour: int = 0x5B8DEF


NEED = Field("need", "Why is it needed?", hint="What is happening, and what it does to our aim", most=300)
"""What most processes ask when something is proposed."""


def seats(item: AnyItem) -> str:
    """Return who proposes and who facilitates."""
    return f"proposed by <@{item.proposer}> · facilitated by <@{item.facilitator}>"


def nothing(*_: object) -> str:
    """Return nothing."""
    return ""


def no_lines(*_: object) -> list[Any]:
    """Return no lines."""
    return []


@dataclass(frozen=True, slots=True)
class Face:
    """A process as members see it.

    `path` are the phases of a smooth course, in order, `opening` what is asked beside title and text, at most two
    things, `asks` what is asked of the text. `seats` says who has which part, `lines` what stands on the card, `told`
    what the thread hears of a step. `whispered` is what one member is told of a step privately, and `private` what else
    only they are shown. `said` is everything that was said, whole, as far as it is public now.
    `helper` helps to put a doubt into words, where the process has objections.
    """

    phases: Mapping[Any, PhaseWords]
    path: tuple[Any, ...]
    actions: tuple[Action, ...]
    lines: Callable[[AnyItem], list[str]]
    told: Callable[[AnyItem, Step[Any]], str]
    opening: tuple[Field, ...] = (NEED,)
    asks: str = "What do you propose?"
    seats: Callable[[AnyItem], str] = seats
    whispered: Callable[[AnyItem, Step[Any], MemberId], str] = nothing
    said: Callable[[AnyItem], Iterable[Said]] = no_lines
    helper: Helper | None = None
    private: Callable[[AnyItem, MemberId], list[str]] = no_lines

    def action(self, key: str) -> Action | None:
        """Return the action of that key."""
        return next((one for one in self.actions if one.key == key), None)


def people(answers: Answers, key: str) -> tuple[MemberId, ...]:
    """Return the members that were chosen in a field."""
    return tuple(MemberId(int(one)) for one in answers.get(key, "").split())


def moment_of(answers: Answers, key: str) -> datetime:
    """Return the moment that was written in a field."""
    return datetime.fromisoformat(answers[key])
