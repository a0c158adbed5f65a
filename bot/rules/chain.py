"""The way of one member's vote from delegate to delegate, for that member's eyes (governance 7.1, 7.5, L14).

Whoever asks says what is known of one person at a time, so that a chain is found by looking at the people in it and
never at a whole roll. Where back-ups are ranked the nearest voter is looked for, breadth-first (7.6); with one delegate
each that is simply the walk from one to the next. `delegation.resolve` finds the same voter for everybody at once.
"""

from collections import deque
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.rules.delegation import Delegates


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands in a decision; `delegates` are ranked, empty for "nobody here", None without any."""

    eligible: bool
    votes: bool
    delegates: Delegates | None


class ChainEnd(StrEnum):
    """Why a chain ends where it ends; only VOTES is heard."""

    VOTES = "votes"
    NOBODY = "nobody"
    NO_DELEGATE = "no_delegate"
    CYCLE = "cycle"
    NOT_ELIGIBLE = "not_eligible"


@dataclass(frozen=True, slots=True)
class Chain:
    """The way that one member's vote takes.

    `members` starts with the member. Its last person is the one who votes (VOTES), said "nobody here"
    (NOBODY), has no delegate (NO_DELEGATE), is not eligible (NOT_ELIGIBLE), or already stands earlier in
    the chain (CYCLE). Where no way leads to a voter, it is the way of the first delegates.
    """

    members: tuple[int, ...]
    end: ChainEnd


def walk(member: int, look: Callable[[int], Standing]) -> Chain:
    """Follow one member's delegates to the nearest voter, looking at each person once at the most.

    Of ways of the same length the one whose first delegate ranks higher is taken, and so on along it.
    """
    came_from: dict[int, int] = {}
    standing: dict[int, Standing] = {}
    waiting = deque([member])
    while waiting:
        at = waiting.popleft()
        here = standing[at] = look(at)
        if here.eligible and here.votes:
            return Chain((*_way(member, at, came_from),), ChainEnd.VOTES)
        for delegate in (here.eligible and here.delegates) or ():
            if delegate != member and delegate not in came_from:
                came_from[delegate] = at
                waiting.append(delegate)
    return _dead_end(member, standing)


def chain(member: int, eligible: Collection[int], edges: Mapping[int, Delegates], voters: Collection[int]) -> Chain:
    """Walk one member's delegates; ends with VOTES exactly where `resolve` finds a voter for the member.

    Give sets for `eligible` and `voters`: each step asks both.
    """
    return walk(member, lambda at: Standing(at in eligible, at in voters, edges.get(at)))


def closes_cycle(truster: int, trustee: int, edges: Mapping[int, Delegates]) -> bool:
    """Whether a delegation would lead back to its truster, whose present delegates it replaces.

    For a warning, not a refusal: back-ups, narrower scopes and own ballots may cut the loop (7.5).
    """
    replaced = {**edges, truster: (trustee,)}
    found = walk(truster, lambda at: Standing(eligible=True, votes=False, delegates=replaced.get(at)))
    return found.end is ChainEnd.CYCLE and found.members[-1] == truster


def _way(member: int, last: int, came_from: Mapping[int, int]) -> list[int]:
    """Return the people from the member to the last."""
    way = [last]
    while way[-1] != member:
        way.append(came_from[way[-1]])
    return way[::-1]


def _dead_end(member: int, standing: Mapping[int, Standing]) -> Chain:
    """Follow the first delegates to where they lead no further."""
    passed: dict[int, None] = {}
    at = member
    while at not in passed:
        passed[at] = None
        here = standing[at]
        if not here.eligible:
            return Chain(tuple(passed), ChainEnd.NOT_ELIGIBLE)
        if here.delegates is None:
            return Chain(tuple(passed), ChainEnd.NO_DELEGATE)
        if not here.delegates:
            return Chain(tuple(passed), ChainEnd.NOBODY)
        at = here.delegates[0]
    return Chain((*passed, at), ChainEnd.CYCLE)
