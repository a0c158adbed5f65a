"""Steps that the thread hears of, in a sentence or two; those that mean the same in every process."""

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import Any

from bot.rules.ids import MemberId
from bot.rules.process import moves as m
from bot.rules.process import seats
from bot.rules.process.description import made_by
from bot.rules.process.machine import Move, Step
from bot.ui.clean import clean, clean_block
from bot.ui.common.lines import EXCERPT
from bot.ui.difference import difference
from bot.ui.face import AnyItem, PhaseWords
from bot.ui.people import mention

Made = Any
"""A move of the kind that the table names."""

Spoken = Callable[[AnyItem, Made, str, AnyItem], str]
"""What is said of a move: from the item before it, the move, who made it, and the item after it."""

News = Callable[[AnyItem, AnyItem], list[str]]
"""What a new phase or round brings to light: from the item before it and the item after it."""

ROOM = 1_500
"""Letters of what members said in one message, which may hold 2,000."""


ALL_OF_IT = "\n-# The rest: press “Read it all” on the card."

FEWEST_LETTERS = 120
"""Letters of each of many, below which one could not tell what is said."""


def telling(
    phases: Mapping[Any, PhaseWords],
    spoken: Mapping[type[Move], Spoken],
    news: News,
    maker: Callable[[AnyItem, Step[Any]], MemberId | None] = made_by,
) -> Callable[[AnyItem, Step[Any]], str]:
    """Return what says a step in the thread: the move, and where a phase or a round begins, what it is for.

    `maker` says who made it, as far as all may know.
    """
    known = {**COMMON, **spoken}

    def told(before: AnyItem, step: Step[Any]) -> str:
        after, speak = step.after, known.get(type(step.move))
        by = maker(before, step)
        said = speak(before, step.move, "A member" if by is None else mention(by), after) if speak else ""
        if after.phase is before.phase and getattr(after, "round", 0) == getattr(before, "round", 0):
            return said
        words = phases[after.phase]
        return "\n".join([*([said] if said else []), f"**{words.name}.** {words.now}", *news(before, after)])

    return told


def voices(listed: Sequence[tuple[str, str]], name: str) -> list[str]:
    """Return what several members said, each by the head of its line and the words, as many as a message holds."""
    room = max(FEWEST_LETTERS, ROOM // max(1, len(listed)))
    lines = [f"{head}: {clean_block(words, room)}" for head, words in listed]
    ends = list(accumulate(len(line) + 1 for line in lines))
    fit = sum(end <= ROOM for end in ends)
    more = [f"… and {len(lines) - fit} more {name}: press “Everything said” on the card"]
    return lines[:fit] + more * (fit < len(lines))


def reworded(before: AnyItem, _: Made, by: str, after: AnyItem) -> str:
    """Return what has changed in the text."""
    shown = difference(before.text, after.text, ROOM)
    return f"{by} has changed the text; this is version {after.version}:\n{shown}{ALL_OF_IT * shown.endswith('…')}"


def beginning(text: str) -> str:
    """Return as much of a text as a message holds, and where the rest can be read."""
    shown = clean_block(text, ROOM)
    return f"{shown}{ALL_OF_IT * shown.endswith('…')}"


def quoted(words: str) -> Spoken:
    """Return what says a move that has a reason: `words` follow who made it."""
    return lambda _, move, by, __: f"{by} {words}: {clean_block(move.reason, ROOM)}"


def _answered(before: AnyItem, move: Made, by: str, _: AnyItem) -> str:
    question = before.questions[move.question - 1]
    asked = f"<@{question.by}> asked: {clean(question.text, EXCERPT)}"
    return f"{asked}\n↳ {by}: {clean_block(move.text, ROOM)}"


def _offered(_: AnyItem, __: Made, ___: str, after: AnyItem) -> str:
    if after.anybody:
        return "Who facilitates? The seat is open to anybody: press “What can I do?” on the card."
    return f"<@{after.offered[-1]}>, would you facilitate? Press “What can I do?” on the card."


def _seated(_: AnyItem, __: Made, ___: str, after: AnyItem) -> str:
    return f"<@{after.facilitator}> facilitates now."


COMMON: Mapping[type[Move], Spoken] = {
    m.Ask: lambda _, move, by, __: f"❔ {by} asks: {clean_block(move.text, ROOM)}",
    m.Answer: _answered,
    m.Restate: reworded,
    m.MoreTime: lambda _, __, by, ___: f"{by} asks for more time, so the round closes later.",
    m.Overtaken: lambda _, __, ___, ____: (
        "Another decision has changed what this is about. The proposer has to fit the text to it."
    ),
    seats.HandOver: _seated,
    seats.TakeSeat: _seated,
    seats.TakeProposal: lambda _, __, by, ___: f"{by} has taken the proposal over.",
    seats.FacilitatorSilent: _offered,
}
