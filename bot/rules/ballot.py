"""Filling in a ballot on options: each press changes the marks, one for each option in the order of the list.

What a mark means is said by its kind in `bot.rules.counting.poll.BallotKind`; 0 says nothing of the option.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.rules.counting.poll import BallotKind
from bot.rules.errors import OverBudget, StaleBallot, TooManyMarks

Marks = tuple[int, ...]
"""One mark for each option, in the order of the list."""


class Act(StrEnum):
    """What a press does to a ballot."""

    CHOOSE = "choose"
    """Of the options `among`, mark those in `chosen` and no others."""
    RANK = "rank"
    """Put the options in `chosen`, in this order, on the next places."""
    LEVEL = "level"
    """Put the options in `chosen` on the place of the last one."""
    REST = "rest"
    """Put all that are not ranked on the next place together."""
    UNDO = "undo"
    """Take back the last place."""
    GIVE = "give"
    """Give the options in `chosen` the mark `value`."""
    CLEAR = "clear"
    """Take every mark away."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One press; options are positions on the list, from 0."""

    act: Act
    chosen: tuple[int, ...] = ()
    among: tuple[int, ...] = ()
    value: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a ballot of a poll can say.

    `largest` is the largest mark of an option. `most` limits how many options are marked, `budget` the points
    spent; where `squares`, points cost their square.
    """

    kind: BallotKind
    largest: int
    most: int | None = None
    budget: int | None = None
    squares: bool = False

    def spent(self, marks: Sequence[int]) -> int:
        """Return the points that the marks cost."""
        return sum(mark * mark if self.squares else mark for mark in marks)


def edited(marks: Marks, edit: Edit, sheet: Sheet) -> Marks:
    """Return the marks after a press. Raises OverBudget, TooManyMarks, or StaleBallot for what no button of it does."""
    if any(not 0 <= at < len(marks) for at in (*edit.chosen, *edit.among)) or not 0 <= edit.value <= sheet.largest:
        raise StaleBallot
    after = _ACTS[edit.act](marks, edit)
    if max(after) > sheet.largest:
        raise StaleBallot
    if sheet.budget is not None and sheet.spent(after) > sheet.budget:
        raise OverBudget(sheet.spent(after), sheet.budget)
    if sheet.most is not None and sum(1 for mark in after if mark) > sheet.most:
        raise TooManyMarks(sheet.most)
    return after


def _with(marks: Marks, positions: Collection[int], value: int) -> Marks:
    return tuple(value if at in positions else mark for at, mark in enumerate(marks))


def _choose(marks: Marks, edit: Edit) -> Marks:
    return _with(_with(marks, edit.among, 0), edit.chosen, 1)


def _rank(marks: Marks, edit: Edit) -> Marks:
    for at in edit.chosen:
        if not marks[at]:
            marks = _with(marks, (at,), max(marks) + 1)
    return marks


def _level(marks: Marks, edit: Edit) -> Marks:
    fresh = [at for at in edit.chosen if not marks[at]]
    return _with(marks, fresh, max(1, *marks))


def _rest(marks: Marks, _: Edit) -> Marks:
    return tuple(mark or max(marks) + 1 for mark in marks)


def _undo(marks: Marks, _: Edit) -> Marks:
    last = max(marks)
    return tuple(0 if mark == last else mark for mark in marks)


def _give(marks: Marks, edit: Edit) -> Marks:
    return _with(marks, edit.chosen, edit.value)


def _clear(marks: Marks, _: Edit) -> Marks:
    return (0,) * len(marks)


_ACTS: dict[Act, Callable[[Marks, Edit], Marks]] = {
    Act.CHOOSE: _choose,
    Act.RANK: _rank,
    Act.LEVEL: _level,
    Act.REST: _rest,
    Act.UNDO: _undo,
    Act.GIVE: _give,
    Act.CLEAR: _clear,
}
