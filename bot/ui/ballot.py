"""A ballot on options in words: what is marked so far, in the voter's own order of the list, and what a mark says."""

from collections.abc import Sequence

from bot.rules.ballot import Marks, Sheet
from bot.rules.counting.poll import BallotKind
from bot.rules.poll import Option, PollRules, method_of, scale_of, shuffled
from bot.services.poll import MySheet
from bot.ui.clean import clean
from bot.ui.words import counted, moment

LINE = 60
"""Characters of an option on a line of a ballot."""

SHEET_LIMIT = 1_900
"""Characters of a ballot's text (Discord takes 2,000)."""

LEVEL = 6
"""Options named where more share a place."""


def in_order(mine: MySheet, member_id: int) -> list[Option]:
    """Return the options in the voter's own order, so that none stands first for all (governance 12.3)."""
    return shuffled(mine.options, f"{mine.decision.id}:{member_id}")


def sheet_text(mine: MySheet, member_id: int, *, notice: str = "") -> str:
    """Return the ballot as it is filled in, on one screen."""
    rules = mine.decision.rules.poll
    assert rules is not None  # noqa: S101 - a sheet is of a poll
    method = method_of(rules)
    head = f"**{clean(mine.decision.title, 120)}**\n-# {method.sentence}"
    state = "You have not cast a ballot yet."
    if mine.cast is not None:
        same = (
            "This is your ballot." if mine.cast == mine.marks else "Changed, but not cast yet: your old ballot stands."
        )
        state = f"{same} You can change it until {moment(mine.decision.closes_at, 'f')}."
    lines = marked_lines(mine.options, mine.marks, rules, mine.sheet, order=in_order(mine, member_id))
    around = [line for line in (notice, head, state) if line]
    room = SHEET_LIMIT - sum(len(line) + 1 for line in around)
    return "\n".join([*around[:-1], *fitting(lines, room), state])


def marked_lines(
    options: Sequence[Option], marks: Marks, rules: PollRules, sheet: Sheet, *, order: Sequence[Option] = ()
) -> list[str]:
    """Return what is marked, a line each: by place for a ranking, else in the order given."""
    named = {option.number: clean(option.text, LINE) for option in options}
    if sheet.kind is BallotKind.RANKING:
        return _ranked(named, marks)
    shown = order or options
    lines = [
        f"{mark_words(rules, sheet, marks[option.number - 1])} {named[option.number]}"
        for option in shown
        if marks[option.number - 1]
    ]
    if sheet.budget is not None:
        left = sheet.budget - sheet.spent(marks)
        lines.append(f"**{left:,} of {counted(sheet.budget, _unit(sheet))} left**")
    return lines or ["Nothing is marked yet."]


def _ranked(named: dict[int, str], marks: Marks) -> list[str]:
    places = sorted({mark for mark in marks if mark})
    lines = [
        f"**{place}.** {_level([named[at + 1] for at, mark in enumerate(marks) if mark == place])}" for place in places
    ]
    left = sum(1 for mark in marks if not mark)
    if not places:
        return ["Nothing is ranked yet. Choose the best first, then the next best, and so on."]
    below = f"-# {left:,} not ranked: below all of these{', equal among themselves' if left > 1 else ''}."
    return [*lines, below] if left else lines


def _level(names: Sequence[str]) -> str:
    """Return the options that share a place; of many, how many more there are."""
    more = [f"{len(names) - LEVEL:,} more"] if len(names) > LEVEL else []
    return " = ".join([*names[:LEVEL], *more])


def mark_words(rules: PollRules, sheet: Sheet, mark: int) -> str:
    """Return what one mark says, as in "☑", "4 of 5:" or "3 votes for 9 credits:"."""
    if sheet.kind is BallotKind.APPROVALS:
        return "☑"
    if sheet.kind is BallotKind.POINTS:
        given = f"**{counted(mark, 'vote' if sheet.squares else 'point')}**"
        return f"{given} for {counted(mark * mark, _unit(sheet))}:" if sheet.squares else f"{given}:"
    names = scale_of(rules)
    return f"**{names[mark - 1]}**:" if names else f"**{mark - 1}** of {sheet.largest - 1}:"


def _unit(sheet: Sheet) -> str:
    """Return what the budget is called."""
    return "credit" if sheet.squares else "point"


def fitting(lines: Sequence[str], room: int) -> list[str]:
    """Return as many lines as there is room for, and how many more there are."""
    shown: list[str] = []
    for line in lines:
        more = f"… and {len(lines) - len(shown):,} more"
        if room - len(line) - 1 < len(more) and line is not lines[-1]:
            return [*shown, more]
        shown.append(line)
        room -= len(line) + 1
    return shown
