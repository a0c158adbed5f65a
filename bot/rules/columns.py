"""Columns of ids, and where an id stands on a sorted roll: the words in which whole rolls are spoken of."""

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
"""A column of ids, which are positive, or of other whole numbers of 64 bits."""

Flags = NDArray[np.bool_]
"""A column of yes and no."""

NOBODY = -1
"""Stands for "nobody here" among ids, and for "no delegate" and "no ballot" among places on the roll."""


def both(some: Ids, others: Ids) -> Ids:
    """Return the ids that stand in both columns, ascending, each once: where an id finds its first place."""
    ascending = np.sort(some)  # numpy.unique takes a hundred times as long, and the interpreter with it
    kept = np.zeros(len(ascending) + 1, dtype=np.bool_)
    kept[places(others, ascending)] = True
    both: Ids = ascending[kept[:-1]]
    return both


def places(ids: Ids, among: Ids) -> Ids:
    """Return where each id stands in an ascending column, NOBODY for those that do not."""
    if not len(among):
        return np.full(len(ids), NOBODY, dtype=np.int64)
    order = np.argsort(ids)  # a search in order finds its next place where it found the last one
    at = np.empty(len(ids), dtype=np.int64)
    at[order] = np.searchsorted(among, ids[order])
    at[at == len(among)] = 0
    at[among[at] != ids] = NOBODY
    return at
