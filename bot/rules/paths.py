"""Where every chain of delegates ends, for a whole roll at once.

With one delegate each, every place jumps along its chain, twice as far every time (pointer jumping: Wyllie, "The
Complexity of Parallel Computations", 1979). With back-ups the search goes out from all who vote at once, and each
round reaches those whose shortest chain is longer by one (breadth-first: Moore, "The Shortest Path through a Maze",
1959).
"""

from collections.abc import Sequence

import numpy as np

from bot.rules.columns import NOBODY, Flags, Ids


def nearest(ranked: Sequence[Ids], votes: Flags) -> Ids:
    """Return for each place the one whose ballot speaks for it, or NOBODY.

    `ranked` are the places of the delegates, a column for each rank, `votes` says who has a ballot. There is one place
    more than there are members: NOBODY, as an index, means this last one, which has no delegate and no ballot.
    """
    return _jump(ranked[0], votes) if len(ranked) == 1 else _spread(ranked, votes)


def _jump(delegates: Ids, votes: Flags) -> Ids:
    """Let every place point to the end of its chain, in as many rounds as its length has binary digits.

    `over` says where a chain ends; that a place leads to itself does not: so it will in a loop of two, four or
    eight. Where a round brings nobody to an end, all that still move are in loops or lead there, for in a longer
    chain somebody is always near enough to its end to reach it with the next jump.
    """
    ends = np.where(votes, np.arange(len(votes)), delegates)
    over = votes.copy()
    over[NOBODY] = True
    moving = np.flatnonzero(~over[ends])
    while len(moving):
        ends[moving] = ends[ends[moving]]
        still = moving[~over[ends[moving]]]
        if len(still) == len(moving):
            ends[still] = NOBODY
            break
        moving = still
    return ends


def _spread(ranked: Sequence[Ids], votes: Flags) -> Ids:
    """Reach those who name somebody reached in the round before, through the delegate who ranks highest."""
    reached = np.flatnonzero(votes)
    ends = np.full(len(votes), NOBODY, dtype=np.int64)
    ends[reached] = reached
    behind = [_behind(delegates) for delegates in ranked]
    while len(reached):
        found = []
        for order, starts in behind:
            trusters, through = _of(reached, order, starts)
            new = ends[trusters] == NOBODY
            ends[trusters[new]] = ends[through[new]]
            found.append(trusters[new])
        reached = np.concatenate(found)
    return ends


def _behind(delegates: Ids) -> tuple[Ids, Ids]:
    """Return the places in the order of their delegates, and where in it those of each delegate start."""
    return np.argsort(delegates, kind="stable"), np.cumsum(np.bincount(delegates + 1, minlength=len(delegates) + 1))


def _of(reached: Ids, order: Ids, starts: Ids) -> tuple[Ids, Ids]:
    """Return all who name one of those reached, and beside each whom they name."""
    first = starts[reached]
    counts = starts[reached + 1] - first
    skipped = np.repeat(np.cumsum(counts) - counts - first, counts)
    return order[np.arange(len(skipped)) - skipped], np.repeat(reached, counts)
