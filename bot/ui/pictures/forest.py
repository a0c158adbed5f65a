"""The delegations of a circle as trees: whose votes come together where, in an order that no id has a part in."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Root(StrEnum):
    """What stands where the ways of a tree end."""

    PERSON = "person"
    LOOP = "loop"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Tree:
    """All votes that end in one place.

    `people` is who stands there: one person, somebody who is not on the roll, or a loop in the order of its
    delegations. `followers` come to it directly, heaviest first; `weight` is how many votes of the roll it has, and
    `steps` the longest way to it.
    """

    root: Root
    people: tuple[int, ...]
    followers: tuple[int, ...]
    weight: int
    steps: int


@dataclass(frozen=True, slots=True)
class Forest:
    """Who hands their vote to whom, as trees, heaviest first.

    `followers` has everybody's direct followers in a tree, heaviest first, and `weight` what everybody carries if
    they vote and nobody on the way to them does, the own vote included. `alone` neither give nor carry; `handed` is
    how many hand their vote on.
    """

    trees: tuple[Tree, ...]
    followers: Mapping[int, tuple[int, ...]]
    weight: Mapping[int, int]
    alone: tuple[int, ...]
    handed: int


def forest(roll: Collection[int], edges: Mapping[int, int | None]) -> Forest:
    """Return the delegations of a roll as trees, in time n log n and without recursion.

    `edges` leads from truster to trustee, None for "nobody here". Those of people who are not on the roll change
    nothing (L12). The order of trees and followers follows from weight and shape alone, so that nobody finds
    themselves in it: trees of one shape may stand for one another.
    """
    members = frozenset(roll)
    given = {member: trustee for member in members if (trustee := edges.get(member)) is not None}
    nodes = members.union(given.values())
    peeled = _Peeled(members, given, nodes)
    trees = [*peeled.rooted(), *peeled.loops()]
    grown = [tree for tree in trees if tree.weight > 1 or tree.root is not Root.PERSON]
    grown.sort(key=peeled.shape_of)
    alone = tuple(tree.people[0] for tree in trees if tree.weight == 1 and tree.root is Root.PERSON)
    return Forest(tuple(grown), peeled.followers, peeled.weight, alone, len(given))


class _Peeled:
    """The trees peeled leaf by leaf; `shape` is the place of a subtree's form among all forms.

    Forms are told apart from the leaves up (Aho, Hopcroft and Ullman, "The Design and Analysis of Computer
    Algorithms", 1974, example 3.2): two people have one shape where their followers have.
    """

    def __init__(self, members: frozenset[int], given: Mapping[int, int], nodes: frozenset[int]) -> None:
        self.members, self.given, self.nodes = members, given, nodes
        self.weight: dict[int, int] = {}
        self.shape: dict[int, int] = {}
        self.steps: dict[int, int] = {}
        self.followers: dict[int, tuple[int, ...]] = {}
        self._coming: defaultdict[int, list[int]] = defaultdict(list)
        self._peel()

    def _peel(self) -> None:
        awaited = Counter(self.given.values())
        layer = [node for node in self.nodes if not awaited[node]]
        steps = forms = 0
        while layer:
            forms += self._measure(layer, steps, forms)
            steps += 1
            following = list[int]()
            for node in layer:
                if (trustee := self.given.get(node)) is not None:
                    self._coming[trustee].append(node)
                    awaited[trustee] -= 1
                    following += [] if awaited[trustee] else [trustee]
            layer = following

    def _measure(self, layer: Sequence[int], steps: int, forms: int) -> int:
        """Weigh those whose followers are all known; return how many new forms there are."""
        found = dict[int, tuple[int, ...]]()
        for node in layer:
            self.followers[node] = self._ordered(self._coming.pop(node, []))
            self.weight[node] = (node in self.members) + sum(self.weight[each] for each in self.followers[node])
            self.steps[node] = steps
            found[node] = tuple(self.shape[each] for each in self.followers[node])
        places = {form: forms + at for at, form in enumerate(sorted(set(found.values())))}
        self.shape.update((node, places[form]) for node, form in found.items())
        return len(places)

    def _ordered(self, nodes: Collection[int]) -> tuple[int, ...]:
        return tuple(sorted(nodes, key=lambda node: (-self.weight[node], -self.shape[node])))

    def rooted(self) -> list[Tree]:
        """Return the trees that end with a person, and those who are alone."""
        return [
            Tree(
                Root.PERSON if node in self.members else Root.OUTSIDE,
                (node,),
                self.followers[node],
                self.weight[node],
                self.steps[node],
            )
            for node in self.weight
            if node not in self.given
        ]

    def loops(self) -> list[Tree]:
        """Return the trees that end in a loop."""
        found, seen = list[Tree](), set[int]()
        for first in self.nodes - self.weight.keys():
            if first in seen:
                continue
            people = [first]
            while (trustee := self.given[people[-1]]) != first:
                people.append(trustee)
            seen.update(people)
            followers = self._ordered([each for one in people for each in self._coming[one]])
            weight = len(people) + sum(self.weight[each] for each in followers)
            steps = max((self.steps[each] + 1 for each in followers), default=0)
            found.append(Tree(Root.LOOP, tuple(people), followers, weight, steps))
        return found

    def shape_of(self, tree: Tree) -> tuple[int, str, int, list[int]]:
        """Return what trees are ordered by: equal for two only where they look alike."""
        return -tree.weight, tree.root, len(tree.people), [-self.shape[each] for each in tree.followers]
