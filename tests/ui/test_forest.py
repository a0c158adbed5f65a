"""Delegations stand as trees with the weights that a count would give, in an order that no id has a part in."""

import random
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rules.delegation import resolve
from bot.ui.pictures.forest import Forest, Root, forest
from tests.ui.groves import GARDEN, ROLL, TIES, Edges, groves, path, relabelled, star

GROVES = groves()


def shape(trees: Forest) -> list[object]:
    """Return all that is known of a forest but who anybody is."""

    def below(people: Sequence[int]) -> list[object]:
        return [(trees.weight[each], below(trees.followers[each])) for each in people]

    return [(tree.root, len(tree.people), tree.weight, tree.steps, below(tree.followers)) for tree in trees.trees]


def test_votes_end_with_people_in_loops_and_with_those_who_have_left() -> None:
    trees = forest(ROLL, GARDEN)
    assert [(tree.root, tree.weight, tree.steps) for tree in trees.trees] == [
        (Root.PERSON, 5, 3),
        (Root.LOOP, 4, 1),
        (Root.PERSON, 2, 1),
        (Root.OUTSIDE, 1, 1),
    ]
    assert (sorted(trees.alone), trees.handed) == ([13, 14, 15], 10)
    assert trees.followers[1] == (3, 2)


def test_ten_thousand_in_one_chain_or_around_one_person_are_no_trouble() -> None:
    assert [(tree.weight, tree.steps) for tree in forest(range(10_000), path(10_000)).trees] == [(10_000, 9_999)]
    assert [(tree.weight, tree.steps) for tree in forest(range(10_000), star(10_000)).trees] == [(10_000, 1)]
    loop = forest(range(10_000), path(10_000) | {0: 9_999}).trees
    assert [(tree.root, len(tree.people), tree.weight) for tree in loop] == [(Root.LOOP, 10_000, 10_000)]


@settings(max_examples=40, deadline=None)
@given(GROVES)
def test_everybody_carries_what_they_would_if_they_alone_voted(grove: tuple[list[int], Edges]) -> None:
    roll, edges = grove
    trees = forest(roll, edges)
    ranked = {truster: () if trustee is None else (trustee,) for truster, trustee in edges.items()}
    for tree in trees.trees:
        for person in tree.people if tree.root is not Root.OUTSIDE else ():
            assert resolve(roll, ranked, {person}).weight[person] == tree.weight
    for person, weight in trees.weight.items():
        if person in roll:
            assert resolve(roll, ranked, {person}).weight[person] == weight


@settings(max_examples=40, deadline=None)
@given(GROVES)
def test_everybody_on_the_roll_stands_in_one_tree_or_alone(grove: tuple[list[int], Edges]) -> None:
    trees = forest(*grove)
    assert sum(tree.weight for tree in trees.trees) + len(trees.alone) == len(grove[0])
    assert trees.handed == sum(grove[1].get(member) is not None for member in grove[0])
    assert all(tree.weight > 1 or tree.root is not Root.PERSON for tree in trees.trees)


@settings(max_examples=40, deadline=None)
@given(st.one_of(st.just((list(range(1, 22)), TIES)), GROVES), st.randoms(use_true_random=False))
def test_neither_ids_nor_their_order_change_a_shape(grove: tuple[list[int], Edges], chance: random.Random) -> None:
    assert shape(forest(*relabelled(*grove, chance))) == shape(forest(*grove))


def test_delegations_of_people_who_are_not_on_the_roll_change_nothing() -> None:
    assert forest(ROLL, GARDEN | {-7: 1, -8: -7, -1: 1}) == forest(ROLL, GARDEN)
