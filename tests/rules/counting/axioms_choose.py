"""Axioms of electing several by approvals, as functions of a method and a poll: whether the method keeps it there.

Ties are taken in the order of the list. A group is large enough for n of k seats if it is n of k parts of all.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations

from hypothesis import strategies as st

from bot.rules.counting.limited import most_marks
from bot.rules.counting.method import Method
from bot.rules.counting.poll import Ballots, Poll
from bot.rules.counting.registry import METHODS
from tests.rules.counting.axioms import votes, with_row
from tests.rules.counting.committees import approvals

Axiom = Callable[[Method, Poll], bool]
Group = list[tuple[frozenset[str], int]]
"""Who agrees on some options: what a ballot marks, and how many say so."""


@st.composite
def small(draw: st.DrawFn) -> Poll:
    """A few voters with few options, so that everything can be looked at; ties are likely."""
    options = "abcde"[: draw(st.integers(1, 5))]
    return approvals(options, draw(_ballots(options)), draw(st.integers(1, 4)))


@cache
def _ballots(options: str) -> st.SearchStrategy[dict[str, int]]:
    marks = st.sets(st.sampled_from(options)).map(lambda marked: "".join(sorted(marked)))
    return st.dictionaries(marks, st.integers(1, 3), max_size=5)


def legal(method: Method, poll: Poll) -> Poll:
    """Return the poll with no more marks on a ballot than the method allows, the first ones."""
    rows = [room(method, poll, marks) for marks in poll.ballots.marks.tolist()]
    return replace(poll, ballots=Ballots.of(rows, poll.ballots.weights.tolist(), width=len(poll.options)))


def room(method: Method, poll: Poll, marks: list[int]) -> list[int]:
    """Return the ballot with no more marks than the method allows."""
    most = most_marks(poll) if method.key == "limited_vote" else len(marks)
    return [mark if sum(marks[:at]) < most else 0 for at, mark in enumerate(marks)]


def elected(method: str, poll: Poll) -> set[str]:
    """Return the committee, ties taken in the order of the list."""
    return set(METHODS[method].count(replace(poll, tie_order=poll.options)).winners)


def groups(poll: Poll) -> Iterator[tuple[Group, int]]:
    """Yield for each set of options those who agree on it, and how many of them they deserve."""
    ballots = [
        (frozenset(option for option, mark in zip(poll.options, marks, strict=True) if mark), int(weight))
        for marks, weight in zip(poll.ballots.marks.tolist(), poll.ballots.weights, strict=True)
    ]
    for size in range(1, min(poll.seats, len(poll.options)) + 1):
        for some in combinations(poll.options, size):
            yield [(marks, weight) for marks, weight in ballots if marks >= set(some)], size


def enough(poll: Poll, group: Group, seats: int) -> bool:
    """Whether so many are large enough for so many seats."""
    size = sum(weight for _, weight in group)
    return size > 0 and size * poll.seats >= seats * poll.ballots.total


def justified(method: Method, poll: Poll) -> bool:
    """In a group that is large enough for a seat and agrees on an option, somebody gets something."""
    committee = elected(method.key, poll)
    return not any(
        seats == 1 and enough(poll, [each for each in group if not each[0] & committee], 1)
        for group, seats in groups(poll)
    )


def proportional(method: Method, poll: Poll) -> bool:
    """A group large enough for n seats that agrees on n options gets n between them."""
    committee = elected(method.key, poll)
    return not any(
        enough(poll, [each for each in group if each[0] & committee <= set(few)], seats)
        for group, seats in groups(poll)
        for few in combinations(sorted(committee), min(seats - 1, len(committee)))
    )


def extended(method: Method, poll: Poll) -> bool:
    """Somebody in a group large enough for n seats that agrees on n options gets n."""
    committee = elected(method.key, poll)
    return not any(
        enough(poll, [each for each in group if len(each[0] & committee) < seats], seats)
        for group, seats in groups(poll)
    )


def one_more_seat(method: Method, poll: Poll) -> bool:
    """One more seat unseats nobody."""
    return elected(method.key, poll) <= elected(method.key, replace(poll, seats=poll.seats + 1))


def one_more_mark(method: Method, poll: Poll) -> bool:
    """A winner marked on one more ballot, which may mark one more, still wins or is level for it."""
    for winner in method.count(poll).winners:
        at = poll.options.index(winner)
        for row, marks in votes(poll):
            more = [*marks[:at], 1, *marks[at + 1 :]]
            if room(method, poll, more) != more:
                continue
            count = method.count(with_row(poll, row, more))
            if winner not in {*count.winners, *(count.tie.options if count.tie else ())}:
                return False
    return True


AXIOMS: Mapping[str, Axiom] = {
    axiom.__name__: axiom for axiom in (justified, proportional, extended, one_more_seat, one_more_mark)
}
