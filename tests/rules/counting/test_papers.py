"""Papers of ranked ballots: split to the last part of a vote where places are shared, and no finer than that."""

from fractions import Fraction

import numpy as np

from bot.rules.counting.papers import Papers
from bot.rules.counting.poll import Ballots
from tests.rules.counting.polls import ranked


def held(papers: Papers) -> dict[int, Fraction]:
    """How much weight lies with each option, in parts of the ballots."""
    found: dict[int, Fraction] = {}
    for option, _, weight in papers.by_tag():
        found[option] = found.get(option, Fraction()) + Fraction(weight, papers.scale)
    return found


def test_votes_that_can_be_halved_stay_whole() -> None:
    papers = Papers.of(ranked("abc", {"a=b": 4, "a=b=c": 6, "c": 1}))
    assert (papers.scale, held(papers)) == (1, {0: 4, 1: 4, 2: 3})


def test_votes_are_cut_into_no_more_parts_than_their_places_need() -> None:
    papers = Papers.of(ranked("abcd", {"a=b": 3, "a=b=c=d": 2, "d": 1}))
    assert (papers.scale, held(papers)) == (2, {0: 2, 1: 2, 2: Fraction(1, 2), 3: Fraction(3, 2)})


def test_the_parts_of_a_ballot_that_meet_again_are_one_paper() -> None:
    papers = Papers.of(ranked("abcd", {"a=b>c=d": 4}))
    again, received = papers.moved(np.arange(2), [2, 3])
    assert (len(papers.top), len(again.top)) == (2, 2)
    assert received == [(2, 0, 2), (3, 0, 2)]


def test_papers_of_different_ballots_or_tags_stay_apart() -> None:
    papers = Papers.of(Ballots.of([[1, 1, 2, 2, 3 + at] for at in range(6)], [4] * 6))
    tagged = papers.tagged(papers.held_by(0), np.array(1)).tagged(papers.held_by(1), np.array(2))
    again, _ = tagged.moved(np.arange(12), [2, 3])
    kinds = set(zip(again.row.tolist(), again.top.tolist(), again.tag.tolist(), strict=True))
    assert kinds == {(row, option, tag) for row in range(6) for option in (2, 3) for tag in (1, 2)}
    assert again.weight.tolist() == [1] * 24


def test_papers_of_one_ballot_for_the_first_and_the_last_option_stay_apart() -> None:
    papers = Papers.of(Ballots.of([[1, 2, 2, 1, 3 + at] for at in range(6)], [4] * 6))
    assert sorted(zip(papers.row.tolist(), papers.top.tolist(), strict=True)) == [
        (row, option) for row in range(6) for option in (0, 3)
    ]


def test_places_may_have_any_number_and_options_too() -> None:
    assert held(Papers.of(Ballots.of([[256, 300, 0], [300, 257, 256]]))) == {0: 1, 2: 1}
    assert held(Papers.of(Ballots.of([[2] * 290 + [1] + [2] * 9]))) == {290: 1}


def test_more_ways_to_share_a_place_than_64_bits_can_hold_are_shared_exactly() -> None:
    sizes, weight = (2, 3, 5, 7, 11, 13, 16, 17), 540_000_000_013
    rows = [[1] * size + [0] * (17 - size) for size in sizes]
    papers = Papers.of(Ballots.of(rows, [weight] * len(sizes)))
    assert held(papers) == {at: sum(Fraction(weight, size) for size in sizes if size > at) for at in range(17)}
    assert papers.total == weight * len(sizes)


def test_ballots_without_votes_or_ranks_are_no_papers() -> None:
    papers = Papers.of(ranked("ab", {"a>b": 2, "b": 0, "": 3}))
    assert (len(papers.top), papers.total, held(papers)) == (1, 2, {0: 2})


def test_a_paper_passes_over_options_that_are_barred_to_its_tag() -> None:
    papers = Papers.of(ranked("abc", {"a>b>c": 1, "a>c": 1}))
    barred = np.zeros((3, 2), dtype=bool)
    barred[1, 1] = True
    ranks_b = np.flatnonzero(papers.places[1].take(papers.row) < 3)
    tagged = papers.tagged(ranks_b, np.array([1]))
    _, received = tagged.moved(np.arange(2), [1, 2], barred)
    assert received == [(2, 0, 1), (2, 1, 1)]
