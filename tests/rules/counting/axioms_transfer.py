"""Axioms of the single transferable vote, as functions of a method and a poll: whether the method keeps it there.

Ties are settled in the order of the list.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.rules.counting.method import Method
from bot.rules.counting.poll import Poll
from tests.rules.counting.axioms import monotonicity, votes
from tests.rules.counting.transferable import shortened, solid_coalitions

Axiom = Callable[[Method, Poll], bool]


def elected(method: Method, poll: Poll) -> set[str]:
    """Return the winners."""
    return set(method.count(replace(poll, tie_order=poll.options)).winners)


def solid_coalition(method: Method, poll: Poll) -> bool:
    """A group that puts the same options first gets a seat for each Droop quota (Woodall 1994)."""
    winners, quota = elected(method, poll), poll.ballots.total // (poll.seats + 1) + 1
    return all(
        len(coalition & winners) >= min(int(solid) // quota, len(coalition), poll.seats)
        for coalition, solid in solid_coalitions(poll)
    )


def later_no_harm(method: Method, poll: Poll) -> bool:
    """Ranking further options harms none that the ballot ranks before them (Woodall 1994)."""
    return all(first & short <= full for first, short, full in cut(method, poll))


def later_no_help(method: Method, poll: Poll) -> bool:
    """Ranking further options helps none that the ballot ranks before them (Woodall 1994)."""
    return all(first & full <= short for first, short, full in cut(method, poll))


def one_more_seat(method: Method, poll: Poll) -> bool:
    """One more seat unseats nobody."""
    return elected(method, poll) <= elected(method, replace(poll, seats=poll.seats + 1))


AXIOMS: Mapping[str, Axiom] = {
    axiom.__name__: axiom for axiom in (solid_coalition, later_no_harm, later_no_help, monotonicity, one_more_seat)
}


def cut(method: Method, poll: Poll) -> list[tuple[set[str], set[str], set[str]]]:
    """For each ballot cut short: the options left on it, who wins then, and who wins with all of it."""
    full = elected(method, poll)
    return [
        (
            {option for option, mark in zip(poll.options, marks, strict=True) if 1 <= mark <= length},
            elected(method, shortened(poll, row, length)),
            full,
        )
        for row, marks in votes(poll)
        for length in range(1, max(marks))
    ]
