"""The trees of a forest with names: whoever carries most stands first, those who hand on to them indented below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.ui.people import Called
from bot.ui.pictures.forest import Forest, Root, Tree

ROWS = 16
"""People with a line of their own: more are too many to read on a phone."""
_DEEP = 5
"""How far people stand indented."""


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody who carries votes, or a loop: how far indented, and the names of followers without a line."""

    deep: int
    root: Root | None
    name: str
    weight: int
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The lines of a forest from above, and the trees that have none."""

    rows: tuple[Row, ...]
    rest: tuple[Tree, ...]


def outline(trees: Forest, name: Called) -> Outline:
    """Return a line for each of those who carry most.

    A follower carries less than whom they follow, so nobody stands below somebody without a line. Among equals the
    name decides, never an id.
    """
    heads = sorted(trees.trees, key=lambda tree: (-tree.weight, title_of(tree, name)))
    ranked = [(tree.weight, title_of(tree, name), tree.people[0]) for tree in heads]
    ranked += [(trees.weight[each], name(each), each) for tree in heads for each in _carriers(trees, tree)]
    ranked.sort(key=lambda one: (-one[0], one[1]))
    lined = {person for _, _, person in ranked[:ROWS]}
    drawn = [tree for tree in heads if tree.people[0] in lined]
    rest = tuple(tree for tree in heads if tree.people[0] not in lined)
    return Outline(tuple(row for tree in drawn for row in _tree(trees, tree, lined, name)), rest)


def title_of(tree: Tree, name: Called) -> str:
    """Return who stands where a tree ends; a loop begins with the name that comes first."""
    names = [name(person) for person in tree.people]
    first = names.index(min(names))
    words = ", ".join([*names[first:], *names[:first]])
    return f"Loop of {len(names)}: {words}" if tree.root is Root.LOOP else words


def _carriers(trees: Forest, tree: Tree) -> Iterator[int]:
    """Yield those who hand on votes of others, not too far from the end."""
    layer: Sequence[int] = tree.followers
    for _ in range(_DEEP):
        layer = [each for each in layer if trees.weight[each] > 1]
        yield from layer
        layer = [follower for each in layer for follower in trees.followers[each]]


def _tree(trees: Forest, tree: Tree, lined: set[int], name: Called) -> Iterator[Row]:
    """Yield the line of a tree and those of its followers."""
    others = _others(trees, tree.followers, lined, name)
    yield Row(0, tree.root, title_of(tree, name), tree.weight, others)
    yield from _below(trees, tree.followers, lined, name, 1)


def _below(trees: Forest, followers: Sequence[int], lined: set[int], name: Called, deep: int) -> Iterator[Row]:
    kept = [each for each in followers if each in lined]
    for each in sorted(kept, key=lambda one: (-trees.weight[one], name(one))):
        mine = trees.followers[each]
        yield Row(deep, None, name(each), trees.weight[each], _others(trees, mine, lined, name))
        yield from _below(trees, mine, lined, name, deep + 1)


def _others(trees: Forest, followers: Sequence[int], lined: set[int], name: Called) -> tuple[str, ...]:
    """Return the names of followers without a line, with what they carry where that is more than their own vote."""
    found = sorted((-trees.weight[each], name(each)) for each in followers if each not in lined)
    return tuple(words if weight == -1 else f"{words} ({-weight:,})" for weight, words in found)
