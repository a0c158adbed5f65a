"""Axioms of voting as functions of a method and a poll: whether the method keeps the axiom there.

An axiom that compares two polls tries every change of its kind to the poll it is given. `in_front` stands for
the winner throughout: a tie is several in front. A family adds its methods with a table like that of
`test_axioms_rank.py`: for each axiom None where it holds, else ballots on which it fails.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from bot.rules.counting.method import Method
from bot.rules.counting.outcome import Act
from bot.rules.counting.poll import Ballots, Poll
from tests.rules.counting.polls import ranked

Axiom = Callable[[Method, Poll], bool]


def in_front(method: Method, poll: Poll) -> set[str]:
    """Who wins, or is level for the win; the default option too."""
    count = method.count(poll)
    elected = {option for step in count.steps if step.act is Act.ELECTED for option in step.options}
    return set(count.tie.options) if count.tie else elected


def prefer(poll: Poll, one: str, other: str) -> int:
    """The votes that put one option above another, counted ballot by ballot."""
    at, than = poll.options.index(one), poll.options.index(other)
    return sum(
        int(weight)
        for marks, weight in zip(poll.ballots.marks.tolist(), poll.ballots.weights, strict=True)
        if marks[at] and (not marks[than] or marks[at] < marks[than])
    )


def beats(poll: Poll, one: str, other: str) -> bool:
    """Whether more votes put one option above another than the other way round."""
    return prefer(poll, one, other) > prefer(poll, other, one)


def majority(method: Method, poll: Poll) -> bool:
    """Who is alone in first place on more than half of the ballots wins."""
    for option in poll.options:
        others = [each for each in poll.options if each != option]
        first = Ballots.of(
            [[int(all(below(marks, poll, option, each) for each in others))] for marks in poll.ballots.marks.tolist()],
            poll.ballots.weights.tolist(),
            width=1,
        )
        if 2 * first.sums(first.marks)[0] > first.total:
            return in_front(method, poll) == {option}
    return True


def below(marks: list[int], poll: Poll, one: str, other: str) -> bool:
    """Whether a ballot puts the other option below the one."""
    mark, than = marks[poll.options.index(one)], marks[poll.options.index(other)]
    return bool(mark) and (not than or mark < than)


def condorcet_winner(method: Method, poll: Poll) -> bool:
    """Who beats everybody else head to head wins (Condorcet 1785)."""
    for option in poll.options:
        if all(beats(poll, option, each) for each in poll.options if each != option):
            return in_front(method, poll) == {option}
    return True


def condorcet_loser(method: Method, poll: Poll) -> bool:
    """Who is beaten by everybody else head to head does not win."""
    losers = [
        option for option in poll.options if all(beats(poll, each, option) for each in poll.options if each != option)
    ]
    return len(poll.options) < 2 or not in_front(method, poll) & set(losers)


def smith(method: Method, poll: Poll) -> bool:
    """The winner is of the smallest group that beats everybody outside it (Smith 1973)."""
    group: set[str] = set()
    for option in poll.options:
        reached, grown = {option}, True
        while grown:
            more = {each for each in poll.options if any(not beats(poll, some, each) for some in reached)}
            grown = not more <= reached
            reached |= more
        group = reached if not group or len(reached) < len(group) else group
    return in_front(method, poll) <= group


def monotonicity(method: Method, poll: Poll) -> bool:
    """Whoever is in front stays there when somebody puts them higher, by one place or to the top."""
    return all(
        winner in in_front(method, with_row(poll, row, raised))
        for winner in in_front(method, poll)
        for row, marks in votes(poll)
        for raised in raises(marks, poll.options.index(winner))
    )


def clones(method: Method, poll: Poll) -> bool:
    """A twin beside an option, above it here and below it there, changes no other option's chances (Tideman 1987)."""
    expected = in_front(method, poll)
    for at, option in enumerate(poll.options):
        rows = [twinned(marks, at, above=bool(row % 2)) for row, marks in enumerate(poll.ballots.marks.tolist())]
        ballots = Ballots.of(rows, poll.ballots.weights.tolist(), width=len(poll.options) + 1)
        found = in_front(method, replace(poll, options=(*poll.options, "twin"), ballots=ballots))
        if {option if each == "twin" else each for each in found} != expected:
            return False
    return True


def participation(method: Method, poll: Poll) -> bool:
    """Nobody, nor a group that votes alike, makes the winner one they like less by voting (Moulin 1988)."""
    after = in_front(method, poll)
    for row, marks in votes(poll):
        for some in {1, int(poll.ballots.weights[row])}:
            before = in_front(method, with_row(poll, row, None, votes=some))
            if len(before) == len(after) == 1 and below(marks, poll, min(before), min(after)):
                return False
    return True


def later_no_harm(method: Method, poll: Poll) -> bool:
    """Ranking further options harms none that the ballot ranks before them (Woodall 1997)."""
    after = in_front(method, poll)
    for row, marks in votes(poll):
        for last in range(1, max(marks)):
            cut = [mark if mark <= last else 0 for mark in marks]
            kept = {option for option, mark in zip(poll.options, cut, strict=True) if mark}
            if in_front(method, with_row(poll, row, cut)) & kept - after:
                return False
    return True


def reversal(method: Method, poll: Poll) -> bool:
    """Who wins alone does not win alone when every ballot is turned round (Saari 1994)."""
    lowest = int(poll.ballots.marks.max(initial=0)) + 1
    turned = replace(poll.ballots, marks=np.where(poll.ballots.marks == 0, 1, lowest + 1 - poll.ballots.marks))
    before = in_front(method, poll)
    return len(poll.options) < 2 or len(before) != 1 or in_front(method, replace(poll, ballots=turned)) != before


AXIOMS: Mapping[str, Axiom] = {
    axiom.__name__: axiom
    for axiom in (
        majority,
        condorcet_winner,
        condorcet_loser,
        smith,
        monotonicity,
        clones,
        participation,
        later_no_harm,
        reversal,
    )
}


def votes(poll: Poll) -> Iterator[tuple[int, list[int]]]:
    """The rows that carry votes, with their marks."""
    for row, (marks, weight) in enumerate(zip(poll.ballots.marks.tolist(), poll.ballots.weights, strict=True)):
        if weight:
            yield row, marks


def with_row(poll: Poll, row: int, marks: list[int] | None, *, votes: int = 1) -> Poll:
    """The poll in which one vote of a row, or more, says something else, or was not cast."""
    weights = poll.ballots.weights.tolist()
    weights[row] -= votes
    rows = poll.ballots.marks.tolist()
    if marks is not None:
        rows, weights = [*rows, marks], [*weights, votes]
    return replace(poll, ballots=Ballots.of(rows, weights, width=len(poll.options)))


def raises(marks: list[int], at: int) -> list[list[int]]:
    """The ballot with one option higher: alone at the top, and alone right above the level before it."""
    spread = [2 * mark for mark in marks]
    top = [*spread]
    top[at] = 1
    higher = [mark for mark in spread if mark and (not spread[at] or mark < spread[at])]
    near = [*spread]
    near[at] = max(higher) - 1 if higher else 1
    return [top, near]


def twinned(marks: list[int], at: int, *, above: bool) -> list[int]:
    """The ballot with a twin next to an option; level with it where the option shares its place or has none."""
    spread = [2 * mark for mark in marks]
    alone = marks[at] and marks.count(marks[at]) == 1
    return [*spread, spread[at] + (0 if not alone else -1 if above else 1)]


@st.composite
def rankings(draw: st.DrawFn, *, strict: bool = False, most_options: int = 4, most_rows: int = 6) -> Poll:
    """Polls of ranked ballots in which some options may be left out; `strict` shares no places."""
    options = tuple("abcdef"[: draw(st.integers(2, most_options))])
    full = st.permutations(range(1, len(options) + 1))
    cut = st.integers(1, len(options))
    row = (
        st.builds(lambda marks, last: [mark if mark <= last else 0 for mark in marks], full, cut)
        if strict
        else st.lists(st.integers(0, len(options)), min_size=len(options), max_size=len(options))
    )
    rows = draw(st.lists(row, min_size=1, max_size=most_rows))
    weights = draw(st.lists(st.integers(1, 5), min_size=len(rows), max_size=len(rows)))
    return Poll(options, Ballots.of(rows, weights), sum(weights))


def profile(options: str, ballots: Mapping[str, int]) -> Poll:
    """A poll of ballots written as in "a>b=c": 3."""
    return Poll(tuple(options), ranked(options, ballots), sum(ballots.values()))
