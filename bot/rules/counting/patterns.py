"""Approval ballots as the methods that elect one option after the other read them: equal ones joined, mark by mark."""

from dataclasses import dataclass

import numpy as np

from bot.rules.counting.poll import Ballots, Matrix


@dataclass(frozen=True, slots=True, eq=False)
class Patterns:
    """Joined ballots: `chosen[p, o]` says whether pattern p marks option o; weights are in `parts` of a vote.

    Pattern after pattern has so many marks (`marks`), each for one of `columns`, of one of `weights`.
    """

    chosen: Matrix
    marks: Matrix
    columns: Matrix
    weights: Matrix
    parts: int

    @classmethod
    def of(cls, ballots: Ballots) -> "Patterns":
        """Return the ballots joined; what carries nothing, or marks nothing, is left out."""
        joined = ballots.merged()
        chosen = joined.marks > 0
        heard = chosen.any(axis=1) & (joined.weights > 0).astype(bool)
        kept, marks = chosen[heard], chosen[heard].sum(axis=1)
        columns = np.tile(np.arange(kept.shape[1], dtype=np.int32), len(kept))[kept.ravel()]
        return cls(kept, marks, columns, np.repeat(joined.weights[heard], marks), ballots.parts)

    @property
    def options(self) -> range:
        """The options, by place."""
        return range(self.chosen.shape[1])

    def sums(self, group: Matrix, groups: int) -> list[list[int]]:
        """Return for each group of patterns and each option the weight that marks it; `group[p]` is of pattern p."""
        width = len(self.options)
        sums = np.zeros(groups * width, dtype=self.weights.dtype)
        np.add.at(sums, np.repeat(group * width, self.marks) + self.columns, self.weights)
        whole: list[list[int]] = sums.reshape(groups, width).tolist()
        return whole

    def nowhere(self) -> Matrix:
        """Return a group for each pattern: number 0."""
        return np.zeros(len(self.marks), dtype=np.int32)

    def marking(self, options: tuple[int, ...]) -> Matrix:
        """Return which patterns mark at least one of the options."""
        return np.asarray(self.chosen[:, list(options)].any(axis=1))

    def apart(self, options: tuple[int, ...]) -> bool:
        """Say whether no ballot marks two of the options."""
        return not (self.chosen[:, list(options)].sum(axis=1) > 1).any()

    def clones(self) -> list[frozenset[int]]:
        """Return for each option those that exactly the same ballots mark, itself among them."""
        alike: dict[bytes, list[int]] = {}
        for option in self.options:
            alike.setdefault(self.chosen[:, option].tobytes(), []).append(option)
        return [frozenset(alike[self.chosen[:, option].tobytes()]) for option in self.options]
