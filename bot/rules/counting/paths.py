"""How a vote is shared among those elected: the paths that ballots take through them, and what each keeps.

In Meek's method a ballot gives each elected option on its way a share of what reaches it, and all that is left to
the first option that is not elected. Ballots with the same elected options in the same order are shared alike, so
a share is worked out once for each such path and not for each ballot.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np

from bot.rules.counting.papers import Papers
from bot.rules.counting.poll import Matrix

UNIT = 10**9
"""What a whole vote is worth: shares are whole numbers of 10^-9."""

_HALF = 15
_LARGE = 1 << 47
"""Total weight below which 64 bits hold the sum of weights times half of the digits of a share."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Elected options in the order in which ballots pass them; path 0 passes none.

    Each other path is `before[p]` and then `last[p]`, and comes after it in the list.
    """

    before: tuple[int, ...] = (0,)
    last: tuple[int, ...] = (-1,)
    known: Mapping[tuple[int, int], int] = field(default_factory=lambda: MappingProxyType({}))

    def extended(self, some: Sequence[int], option: int) -> "Paths":
        """Return the paths with those that go on from some of them to an option."""
        known = dict(self.known)
        before, last = list(self.before), list(self.last)
        for path in some:
            if (path, option) not in known:
                known[path, option] = len(before)
                before.append(path)
                last.append(option)
        return Paths(tuple(before), tuple(last), MappingProxyType(known))

    def passed(self, options: int) -> Matrix:
        """Return by option and path whether the path passes it."""
        through = np.zeros((len(self.before), options), dtype=bool)
        for path in range(1, len(self.before)):
            through[path] = through[self.before[path]]
            through[path, self.last[path]] = True
        return np.ascontiguousarray(through.T)

    def stages(self) -> list[Matrix]:
        """Return the paths by how many options they pass, without the one that passes none."""
        length = [0]
        for path in range(1, len(self.before)):
            length.append(length[self.before[path]] + 1)
        return [np.flatnonzero(np.array(length) == each) for each in range(1, max(length) + 1)]


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """All papers at once: where shares of them go, with which weight."""

    options: int
    before: Matrix
    last: Matrix
    stages: tuple[Matrix, ...]
    goal: Matrix
    """For each path but the first the option that keeps a share there; then for each heap of papers where it lies."""
    path: Matrix
    """For each heap of papers the path it took."""
    weight: Matrix

    @classmethod
    def of(cls, papers: Papers, paths: Paths) -> "Way":
        """Return the way that papers take, tagged with their paths; their weight is counted once for each path."""
        heaps = papers.by_tag()
        through = [0] * len(paths.before)
        for _, path, weight in heaps:
            through[path] += weight
        for path in range(len(through) - 1, 0, -1):
            through[paths.before[path]] += through[path]
        weights = [*through[1:], *(weight for _, _, weight in heaps)]
        kind: Any = np.int64 if papers.total * papers.scale < _LARGE else object
        return cls(
            papers.options,
            np.array(paths.before),
            np.array(paths.last),
            tuple(paths.stages()),
            np.array([*paths.last[1:], *(option for option, _, _ in heaps)], dtype=np.int64),
            np.array([path for _, path, _ in heaps], dtype=np.int64),
            np.array(weights, dtype=kind),
        )

    def shared(self, keep: Sequence[int]) -> list[int]:
        """Return the weight times share of each option, and last what is exhausted.

        Each elected option keeps its factor of what reaches it, rounded up to a unit.
        """
        factor = np.array([*keep, 0], dtype=np.int64)
        left, kept = np.full(len(self.before), UNIT, dtype=np.int64), np.zeros(len(self.before), dtype=np.int64)
        for stage in self.stages:
            came = left[self.before[stage]]
            kept[stage] = -(-came * factor[self.last[stage]] // UNIT)
            left[stage] = came - kept[stage]
        share = np.concatenate([kept[1:], left[self.path]])
        if self.weight.dtype == object:
            return self._sums(share.astype(object))
        high, low = self._sums(share >> _HALF), self._sums(share & ((1 << _HALF) - 1))
        return [(more << _HALF) + less for more, less in zip(high, low, strict=True)]

    def _sums(self, share: Matrix) -> list[int]:
        sums = np.zeros(self.options + 1, dtype=self.weight.dtype)
        np.add.at(sums, self.goal, self.weight * share)
        return [int(each) for each in sums]
