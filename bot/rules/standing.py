"""Where one member's vote goes, found by asking about one person after the other (governance 7.5, 7.6, L14).

`delegation.chain` says the same from a whole roll. Here only those are asked about whom the vote passes, so that a
member of a community of a million learns it at once.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.rules.delegation import Chain, ChainEnd


@dataclass(frozen=True, slots=True)
class Standing:
    """How one member stands: whether they can vote there, have voted, and to whom they pass their vote on.

    `delegates` are ranked, the first one and up to two back-ups; none for "nobody here", None where no entry matters.
    """

    eligible: bool
    votes: bool
    delegates: tuple[int, ...] | None


def walk(member: int, look: Callable[[int], Standing]) -> Chain:
    """Return the way of a member's vote: the shortest one to somebody who votes, by rank among those (7.6).

    Where nobody votes it is the way by first choices, and why that ends. With one delegate each there is one way.
    """
    seen: dict[int, Standing] = {}
    before: dict[int, int] = {}
    waiting = deque([member])
    while waiting:
        at = waiting.popleft()
        standing = seen[at] = look(at)
        if standing.eligible and standing.votes:
            return Chain(_way(member, at, before), ChainEnd.VOTES)
        for delegate in (standing.delegates or ()) if standing.eligible else ():
            if delegate != member and delegate not in before:
                before[delegate] = at
                waiting.append(delegate)
    return _lost(member, seen)


def _way(member: int, end: int, before: dict[int, int]) -> tuple[int, ...]:
    way = [end]
    while way[-1] != member:
        way.append(before[way[-1]])
    return tuple(reversed(way))


def _lost(member: int, seen: dict[int, Standing]) -> Chain:
    """Return the way by first choices of a vote that reaches nobody."""
    passed: dict[int, None] = {}
    at = member
    while at not in passed:
        passed[at] = None
        standing = seen[at]
        if not standing.eligible:
            return Chain(tuple(passed), ChainEnd.NOT_ELIGIBLE)
        if standing.delegates is None:
            return Chain(tuple(passed), ChainEnd.NO_DELEGATE)
        if not standing.delegates:
            return Chain(tuple(passed), ChainEnd.NOBODY)
        at = standing.delegates[0]
    return Chain((*passed, at), ChainEnd.CYCLE)
