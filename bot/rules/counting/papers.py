"""Ranked ballot papers on their way from option to option: whole columns at a time, in exact whole numbers.

Equal places as in Meek, "A new approach to the single transferable vote, paper II" (1970), section 6, reprinted in
Voting matters 1 (1994): A = B before C is half a vote for A, B, C and half a vote for B, A, C.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import gcd, lcm
from typing import Any

import numpy as np

from bot.rules.counting.poll import Ballots, Matrix

_FLOAT = 1 << 53
"""Total weight below which sums are whole in numpy's own counting, which adds in floating point."""

Received = list[tuple[int, int, int]]
"""(option, tag, weight): what came to an option with a tag; the number of options stands for exhausted."""


@dataclass(frozen=True, slots=True, eq=False)
class Papers:
    """Papers lie with the option they count for, or are exhausted: `top` is then the number of options.

    `places[option, row]` is 0 for the first place, the highest number there is for what is not ranked.
    Paper p is of the row `row[p]`, and weighs `weight[p]` parts of a vote, of which `scale` make one part of
    the ballots. `tag[p]` is for the method, which may keep there what a paper is worth. Where a paper
    puts several options next, it is split into equal papers: together they are the average over all orders
    of the options it puts level.
    """

    places: Matrix
    row: Matrix
    top: Matrix
    weight: Matrix
    tag: Matrix
    scale: int = 1
    tidy: int = 0
    """How many papers there were when equal ones were last joined."""

    @classmethod
    def of(cls, ballots: Ballots) -> "Papers":
        """Return the ballots with their first choices; without those that rank nothing or weigh nothing."""
        joined = ballots.merged_if_few()
        marks, weights = joined.marks, joined.weights
        if len(weights) and not weights.all():
            marks, weights = marks[weights > 0], weights[weights > 0]
        small: Any = np.uint8 if not marks.size or int(marks.max()) < np.iinfo(np.uint8).max else np.uint32
        places = np.array(marks.T, order="C", dtype=small)
        places -= places.dtype.type(1)
        count, options = marks.shape
        everything = np.arange(count)
        blank = cls(places, everything, np.full(count, options, np.int16), weights, np.zeros(count, np.int32))
        papers, _ = blank.moved(everything, range(options))
        ranks = papers.top != options
        return replace(
            papers,
            row=papers.row[ranks],
            top=papers.top[ranks],
            weight=papers.weight[ranks],
            tag=papers.tag[ranks],
        )

    @property
    def options(self) -> int:
        """The number of options."""
        return len(self.places)

    @property
    def total(self) -> int:
        """The weight of all papers together, in parts of the ballots."""
        return int(self.weight.sum()) // self.scale

    def held_by(self, option: int) -> Matrix:
        """Return the positions of the papers that lie with an option."""
        return np.flatnonzero(self.top == option)

    def tagged(self, chosen: Matrix, tags: Matrix) -> "Papers":
        """Return the papers with new tags for those chosen."""
        tag = self.tag.copy()
        tag[chosen] = tags
        return replace(self, tag=tag)

    def moved(self, moving: Matrix, columns: Sequence[int], passed: Matrix | None = None) -> tuple["Papers", Received]:
        """Move papers to whichever of the columns they rank first, and say what came where.

        `passed[option, tag]` bars an option to papers of a tag.
        """
        best, lead, level = self._leaders(moving, columns, passed)
        shared = level > 1
        if shared.any():
            return self._split(moving, columns, passed, (best, lead, level))
        top = self.top.copy()
        top[moving] = lead
        return replace(self, top=top), _sums(self.options, lead, self.tag[moving], self.weight[moving])

    def by_tag(self) -> Received:
        """Return the weight of the papers by option and tag."""
        return _sums(self.options, self.top, self.tag, self.weight)

    def _column(self, at: int, rows: Matrix, barred: Matrix | None) -> Matrix:
        """Return the places that rows give an option; `barred` says which of them may not go there."""
        here: Matrix = self.places[at].take(rows)
        return here if barred is None else np.where(barred, np.iinfo(here.dtype).max, here)

    def _leaders(self, moving: Matrix, columns: Sequence[int], passed: Matrix | None) -> tuple[Matrix, Matrix, Matrix]:
        """Return for each paper the best place among the columns, who has it, and how many share it.

        A place and its option stand in one number, so that one minimum finds both.
        """
        unranked = np.iinfo(self.places.dtype).max
        short = self.places.dtype == np.uint8 and self.options < unranked
        kind: Any = np.uint16 if short else np.uint64
        shift = 8 if short else 16
        rows, tags = self.row[moving], self.tag[moving]
        best: Matrix = np.full(len(rows), np.iinfo(kind).max, dtype=kind)
        for at in columns:
            here = self._column(at, rows, None if passed is None else passed[at][tags])
            ranked: Matrix = here.astype(kind) << kind(shift)
            ranked += kind(at)
            np.minimum(best, ranked, out=best)
        place = (best >> kind(shift)).astype(self.places.dtype)
        level: Matrix = np.zeros(len(rows), dtype=np.int16)
        for at in columns:
            level += self._column(at, rows, None if passed is None else passed[at][tags]) == place
        lead = (best & kind((1 << shift) - 1)).astype(np.int16)
        nowhere = place == unranked
        lead[nowhere], level[nowhere] = self.options, 1
        return place, lead, level

    def _split(
        self,
        moving: Matrix,
        columns: Sequence[int],
        passed: Matrix | None,
        leaders: tuple[Matrix, Matrix, Matrix],
    ) -> tuple["Papers", Received]:
        best, lead, level = leaders
        shared = level > 1
        parted, place, ways = moving[shared], best[shared], level[shared]
        larger = self._times(_needed(self.weight[parted], ways))
        share = larger.weight[parted] // ways
        whole = moving[~shared]
        papers, tops, weights = [whole], [lead[~shared]], [larger.weight[whole]]
        rows, tags = self.row[parted], self.tag[parted]
        for at in columns:
            mine = self._column(at, rows, None if passed is None else passed[at][tags]) == place
            papers.append(parted[mine])
            tops.append(np.full(int(mine.sum()), at, dtype=np.int16))
            weights.append(share[mine])
        came, top, weight = map(np.concatenate, (papers, tops, weights))
        stays = np.ones(len(self.top), dtype=bool)
        stays[moving] = False
        together = replace(
            larger,
            row=np.concatenate([self.row[stays], self.row[came]]),
            top=np.concatenate([self.top[stays], top]),
            weight=np.concatenate([larger.weight[stays], weight]),
            tag=np.concatenate([self.tag[stays], self.tag[came]]),
        )
        received = _sums(self.options, top, self.tag[came], weight)
        return together if len(together.top) < 2 * together.tidy else _joined(together), received

    def _times(self, factor: int) -> "Papers":
        """Return the papers with weights in smaller parts; in Python's own numbers where they grow too large."""
        if factor == 1:
            return self
        weight = self.weight
        if weight.dtype != object and int(weight.sum()) * factor >= _FLOAT:
            weight = weight.astype(object)
        return replace(self, weight=weight * factor, scale=self.scale * factor)


def _joined(papers: Papers) -> Papers:
    """Return the papers with those of one row, option and tag as one, so that splits do not pile up."""
    tags = int(papers.tag.max()) + 1
    key = (papers.row.astype(np.int64) * tags + papers.tag) * (papers.options + 1) + papers.top
    _, first, where = np.unique(key, return_index=True, return_inverse=True)
    weight = np.zeros(len(first), dtype=papers.weight.dtype)
    np.add.at(weight, where, papers.weight)
    row, top, tag = papers.row[first], papers.top[first], papers.tag[first]
    return replace(papers, row=row, top=top, weight=weight, tag=tag, tidy=len(first))


def _sums(options: int, top: Matrix, tag: Matrix, weight: Matrix) -> Received:
    """Return the weight by option and tag, where there is any."""
    wide = options + 1
    key = tag.astype(np.int64) * wide + top
    if weight.dtype == object or int(weight.sum()) >= _FLOAT:
        sums = np.zeros(int(key.max(initial=-1)) + 1, dtype=object)
        np.add.at(sums, key, weight)
    else:
        sums = np.bincount(key, weights=weight)
    return [(int(at) % wide, int(at) // wide, int(sums[at])) for at in np.flatnonzero(sums)]


def _needed(weight: Matrix, ways: Matrix) -> int:
    """Return by how much weights must grow so that each can be split into its number of ways."""
    needed = 1
    for way in map(int, np.unique(ways)):
        common = gcd(*map(int, np.unique(weight[ways == way])))
        needed = lcm(needed, way // gcd(way, common))
    return needed
