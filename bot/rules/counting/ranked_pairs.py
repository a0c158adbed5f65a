"""Ranked pairs: lock the defeats in from the strongest down, leaving out each that contradicts what is locked.

Source: Tideman, "Independence of clones as a criterion for voting rules", Social Choice and Welfare 4 (1987),
185-206. Equally strong defeats are settled neutrally: whoever wins in some order of them is in front, as Tideman
has it and Brill and Fischer analyse it ("The price of neutrality for the ranked pairs method", AAAI 2012), and
several in front are a tie.
"""

from collections.abc import Collection, Sequence
from functools import reduce

import numpy as np

from bot.rules.counting.method import Family, Method, Setting
from bot.rules.counting.outcome import Count
from bot.rules.counting.pairwise import (
    STRENGTH,
    Defeat,
    best_first,
    defeat_step,
    defeats,
    duels,
    grouped,
    measure,
    named,
    pairwise_step,
    smith,
)
from bot.rules.counting.poll import BallotKind, Matrix, Poll
from bot.rules.counting.schulze import wins
from bot.rules.counting.single import by_front, heard_for_one

_STRENGTH = Setting(STRENGTH.key, STRENGTH.sentence, "margins", STRENGTH.choices)

MOST_STATES = 2_000
"""So many ways in which equal defeats can be locked are followed: deciding the tie is NP-complete (Brill and
Fischer). Beyond that everybody who is still unbeaten counts as in front, which is a tie more, never one less."""

Locked = tuple[int, ...]
"""For each option the set of those below it, directly or by a chain, as bits."""


def count(poll: Poll) -> Count:
    """Lock in the defeats; the totals say how many others end below an option. Raises BadPoll.

    Where the order of equally strong defeats cannot change the winner, they are locked in as listed;
    where it can, the steps end before them.
    """
    strength = measure(poll, _STRENGTH.default)
    standing, steps = heard_for_one(poll)
    weights = duels(standing.ballots)
    groups = grouped(defeats(weights), strength)[::-1]
    front, certain = _in_front(smith(weights), groups)
    locked: Locked = (0,) * len(weights)
    steps.append(pairwise_step(standing, weights))
    for defeat in (each for group in groups[: certain if len(front) > 1 else None] for each in group):
        steps.append(defeat_step(standing, defeat, kept=not locked[defeat.loser] >> defeat.winner & 1))
        locked = _lock(locked, defeat)
    below = _matrix(locked)
    order = named(standing, best_first(below)) if len(front) == 1 or certain == len(groups) else []
    return by_front(standing, [standing.options[at] for at in front], wins(standing, below), steps, order)


def _in_front(top: Collection[int], groups: Sequence[Sequence[Defeat]]) -> tuple[list[int], int]:
    """Return who can end on top, and how many groups come before the first whose order makes a difference there.

    Only defeats within the top, the Smith set, can matter: nobody outside it defeats anybody inside.
    """
    states: set[Locked] = {(0,) * (max(top, default=-1) + 1)}
    certain = len(groups)
    for at, group in enumerate(groups):
        following = _settled(states, [each for each in group if {each.winner, each.loser} <= set(top)])
        if following is None or len(following) > 1:
            certain = min(certain, at)
        if following is None:
            break
        states = following
    return sorted({each for state in states for each in _unbeaten(state, top)}), certain


def _matrix(locked: Locked) -> Matrix:
    """Return `below[i, j]`: option i stands above option j."""
    return np.array([[under >> at & 1 for at in range(len(locked))] for under in locked], dtype=bool).reshape(
        len(locked), len(locked)
    )


def _unbeaten(locked: Locked, top: Collection[int]) -> list[int]:
    return [at for at in top if not any(under >> at & 1 for under in locked)]


def _lock(locked: Locked, defeat: Defeat) -> Locked:
    """Return what is below whom once the defeat is locked in; the same where it contradicts what is locked."""
    winner, loser = defeat.winner, defeat.loser
    if locked[loser] >> winner & 1:
        return locked
    more = locked[loser] | 1 << loser
    return tuple(under | more if at == winner or under >> winner & 1 else under for at, under in enumerate(locked))


def _settled(states: set[Locked], group: Sequence[Defeat]) -> set[Locked] | None:
    """Return every state that some order of the group leads to from one of these; None if they are too many."""
    ends: set[Locked] = set()
    seen: set[Locked] = set()
    for state in states:
        union = _union(state, group)
        certain = [each for each in group if not union[each.loser] >> each.winner & 1]
        ways, unsure = [reduce(_lock, certain, state)], [each for each in group if each not in certain]
        while ways:
            way = ways.pop()
            following = {_lock(way, each) for each in unsure} - {way}
            if not following:
                ends.add(way)
            ways += following - seen
            seen |= following
            if len(seen) > MOST_STATES:
                return None
    return ends


def _union(locked: Locked, group: Sequence[Defeat]) -> Locked:
    """Return who would be below whom, cycles and all, if every defeat of the group held."""
    links = list(locked)
    for each in group:
        links[each.winner] |= 1 << each.loser
    for via in range(len(links)):
        links = [under | links[via] if under >> via & 1 else under for under in links]
    return tuple(links)


METHOD = Method(
    "ranked_pairs",
    "Ranked pairs",
    Family.RANK,
    "Rank the options; defeats are locked in from the strongest down, and who is beaten by nobody then wins.",
    BallotKind.RANKING,
    'Tideman, "Independence of clones as a criterion for voting rules", Social Choice and Welfare 4 (1987), 185-206',
    count,
    (_STRENGTH,),
)
