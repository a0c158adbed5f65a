"""What is drawn of a forest without names: as many of those who carry votes as can be told apart on a phone."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from bot.ui.pictures.forest import Forest, Root, Tree

_DOTS = 700
"""Dots on one picture, each a person or more."""


@dataclass(frozen=True, slots=True)
class Blossom:
    """Somebody who carries votes, or a loop, with what is drawn of those who hand theirs on to it.

    `people` stand in the middle, `weight` is its number. Of its votes `others` come from people who are drawn as
    dots around it, and the rest over the `stems`, heaviest first. Two that look alike are equal.
    """

    root: Root | None
    people: int
    weight: int
    others: int
    stems: tuple["Blossom", ...] = ()

    def all(self) -> Iterator["Blossom"]:
        """Yield this one and all on its stems."""
        yield self
        for stem in self.stems:
            yield from stem.all()


@dataclass(frozen=True, slots=True)
class Shown:
    """What is drawn of a forest: each blossom with how many trees look like it, heaviest first.

    `rest` are the trees of which there are too many kinds. A dot stands for up to `unit` people.
    """

    blossoms: tuple[tuple[Blossom, int], ...]
    rest: tuple[Tree, ...]
    unit: int

    @property
    def size(self) -> int:
        """How many blossoms are drawn, those on stems included."""
        return sum(1 for blossom, _ in self.blossoms for _ in blossom.all())


def shown(trees: Forest, least: int, deep: int, kinds: int) -> Shown:
    """Return what is drawn of a forest: at most so many kinds of trees, heaviest first.

    Whoever hands on fewer than `least` votes, or stands more than `deep` steps from the end, is a dot, and so are
    their followers.
    """
    kept, rest, lightest = Counter[Blossom](), list[Tree](), 0
    for tree in trees.trees:
        full = len(kept) == kinds
        look = None if full and tree.weight < lightest else _blossom(trees, tree, least, deep)
        if look and (look in kept or not full):
            kept[look] += 1
            lightest = tree.weight
        else:
            rest.append(tree)
    return Shown(tuple(kept.items()), tuple(rest), unit_of(trees))


def unit_of(trees: Forest) -> int:
    """Return how many people a dot stands for at most: 1, 2, 5, 10, 20, 50 and so on."""
    people = max(trees.handed, len(trees.alone))
    units: Iterator[int] = (digit * 10**zeros for zeros in count() for digit in (1, 2, 5))
    return next(unit for unit in units if people <= _DOTS * unit)


def dots(people: int, unit: int) -> int:
    """Return how many dots stand for so many people."""
    return -(-people // unit)


def _blossom(trees: Forest, tree: Tree, least: int, deep: int) -> Blossom:
    own = 0 if tree.root is Root.OUTSIDE else len(tree.people)
    stems = _stems(trees, tree.followers, least, deep)
    others = tree.weight - own - sum(stem.weight for stem in stems)
    return Blossom(tree.root, len(tree.people), tree.weight, others, stems)


def _stems(trees: Forest, followers: Sequence[int], least: int, deep: int) -> tuple[Blossom, ...]:
    """Return those of the followers who carry enough; they stand first, for the heaviest do."""
    stems = list[Blossom]()
    for follower in followers if deep else ():
        if (weight := trees.weight[follower]) < least:
            break
        further = _stems(trees, trees.followers[follower], least, deep - 1)
        others = weight - 1 - sum(stem.weight for stem in further)
        stems.append(Blossom(None, 1, weight, others, further))
    return tuple(stems)
