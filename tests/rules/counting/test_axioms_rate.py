"""What the methods in which voters rate or share out promise, and stored examples of what each provably lacks."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.counting.outcome import Count
from bot.rules.counting.poll import Ballots, Poll
from bot.rules.counting.registry import METHODS
from tests.rules.counting.rates import Rows, joined, raised, rated, scored, shared
from tests.rules.worlds import thorough

RATED = ("score", "star", "majority_judgment", "reweighted_range")
RANKING = ("score", "majority_judgment")
"""Methods in which the place of two options depends on nothing but what is said of these two."""


def counted(key: str, poll: Poll) -> Count:
    """Count by the method of this key."""
    return METHODS[key].count(poll)


def winner(key: str, options: str, rows: Rows, **settings: str) -> str:
    """The one winner, without a tie."""
    count = counted(key, rated(options, rows, **settings))
    assert count.tie is None
    (only,) = count.winners
    return only


@pytest.mark.parametrize("key", RATED)
@given(data=st.data())
@thorough
def test_monotone_a_higher_score_for_the_winner_never_makes_it_lose(key: str, data: st.DataObject) -> None:
    poll = data.draw(scored())
    for option in counted(key, poll).winners:
        assert counted(key, data.draw(raised(poll, option))).winners == (option,)


@pytest.mark.parametrize("key", RANKING)
@given(data=st.data())
@thorough
def test_irrelevant_options_a_further_option_does_not_change_the_order_of_the_others(
    key: str, data: st.DataObject
) -> None:
    poll = data.draw(scored(fewest=2))
    gone = data.draw(st.sampled_from(poll.options))
    rest = [option for option in poll.options if option != gone]
    kept = [tuple(option for option in level if option != gone) for level in counted(key, poll).order]
    assert counted(key, poll.restricted(rest)).order == tuple(level for level in kept if level)


@given(scored(), st.integers(1, 4), st.data())
@thorough
def test_participation_voting_by_score_never_gets_somebody_worse_elected(
    poll: Poll, voters: int, data: st.DataObject
) -> None:
    row = data.draw(st.tuples(*[st.integers(0, 5)] * len(poll.options)))
    before, after = (
        counted("score", poll),
        counted("score", joined(poll, rated("".join(poll.options), {row: voters}))),
    )
    if before.winners and after.winners:
        opinion = dict(zip(poll.options, row, strict=True))
        assert opinion[after.winners[0]] >= opinion[before.winners[0]]


@given(st.data())
@thorough
def test_reinforcement_two_groups_that_elect_the_same_by_score_elect_it_together(data: st.DataObject) -> None:
    one = data.draw(scored(options=3, fewest=3))
    other = data.draw(scored(options=3, fewest=3))
    winners = counted("score", one).winners
    if winners and winners == counted("score", other).winners:
        assert counted("score", joined(one, other)).winners == winners


@given(scored(options=3, fewest=3))
@thorough
def test_condorcet_loser_an_option_that_loses_to_each_other_never_wins_by_star(poll: Poll) -> None:
    scores = poll.ballots.marks.astype(int)
    for option in counted("star", poll).winners:
        at = poll.options.index(option)
        balance = [
            int(poll.ballots.weights @ (scores[:, at] > scores[:, other]))
            - int(poll.ballots.weights @ (scores[:, at] < scores[:, other]))
            for other in range(len(poll.options))
            if other != at
        ]
        assert max(balance) >= 0


@pytest.mark.parametrize("key", ["dots", "quadratic"])
@given(data=st.data())
@thorough
def test_participation_points_for_one_option_alone_never_make_it_lose(key: str, data: st.DataObject) -> None:
    row = st.tuples(*[st.integers(0, 2)] * 3).filter(lambda points: sum(points) <= 5)
    poll = shared("abc", data.draw(st.dictionaries(row, st.integers(1, 4), min_size=1, max_size=6)))
    for option in counted(key, poll).winners:
        mine = tuple(2 * (option == each) for each in "abc")
        assert counted(key, joined(poll, shared("abc", {mine: 1}))).winners == (option,)


def test_score_lacks_the_majority_criterion_three_of_five_like_a_best_and_b_wins() -> None:
    assert winner("score", "ab", {(5, 4): 3, (0, 5): 2}) == "b"
    assert winner("star", "ab", {(5, 4): 3, (0, 5): 2}) == "a"


def test_star_lacks_the_majority_criterion_where_the_favourite_misses_the_runoff() -> None:
    assert winner("star", "abc", {(3, 1, 2): 3, (1, 5, 5): 2}) == "c"


def test_star_lacks_participation_two_who_prefer_c_come_and_b_wins() -> None:
    rows: dict[tuple[int | None, ...], int] = {(0, 3, 2): 4, (3, 3, 5): 2, (4, 1, 0): 4, (1, 0, 4): 2}
    assert winner("star", "abc", rows) == "c"
    assert winner("star", "abc", {**rows, (1, 3, 4): 2}) == "b"


def test_star_lacks_safety_for_the_favourite_two_do_better_by_scoring_theirs_below_another() -> None:
    honest: dict[tuple[int | None, ...], int] = {(4, 1, 5): 4, (5, 4, 3): 2, (0, 3, 2): 3}
    assert winner("star", "abc", honest) == "c"
    others = {row: votes for row, votes in honest.items() if row != (5, 4, 3)}
    assert winner("star", "abc", {**others, (0, 2, 0): 2}) == "b"
    loyal = [counted("star", rated("abc", {**others, (5, b, c): 2})) for b in range(6) for c in range(6)]
    assert all("b" not in (count.tie.options if count.tie else count.winners) for count in loyal)


def test_star_lacks_independence_of_irrelevant_options_without_b_a_wins_instead_of_c() -> None:
    rows: dict[tuple[int | None, ...], int] = {(5, 2, 5): 3, (0, 4, 5): 4, (2, 0, 1): 3, (2, 5, 1): 4}
    poll = rated("abc", rows)
    assert counted("star", poll).winners == ("c",)
    assert counted("star", poll.restricted(["a", "c"])).winners == ("a",)


def test_majority_judgment_lacks_participation_one_who_prefers_a_comes_and_b_wins() -> None:
    """The no-show paradox: Felsenthal and Machover, Homo Oeconomicus 25 (2008), 319-334."""
    rows: dict[tuple[int | None, ...], int] = {(1, 3): 2, (0, 1): 1, (5, 4): 4}
    assert winner("majority_judgment", "ab", rows) == "a"
    assert winner("majority_judgment", "ab", {**rows, (1, 0): 1}) == "b"


def test_majority_judgment_lacks_reinforcement_two_groups_elect_b_and_together_a() -> None:
    """Felsenthal and Machover (2008) again."""
    one: dict[tuple[int | None, ...], int] = {(5, 0): 3, (3, 5): 4}
    other: dict[tuple[int | None, ...], int] = {(3, 1): 1, (1, 2): 2}
    assert winner("majority_judgment", "ab", one) == winner("majority_judgment", "ab", other) == "b"
    assert winner("majority_judgment", "ab", {**one, **other}) == "a"


def test_majority_judgment_lacks_the_majority_criterion_two_of_three_like_b_better_and_a_wins() -> None:
    assert winner("majority_judgment", "ab", {(3, 4): 1, (5, 2): 1, (0, 1): 1}) == "a"


def test_reweighted_range_lacks_nothing_of_score_for_one_seat() -> None:
    assert winner("reweighted_range", "ab", {(5, 4): 3, (0, 5): 2}) == "b"


def test_dots_lack_independence_of_irrelevant_options_two_alike_split_their_points_and_lose() -> None:
    alone = shared("ac", {(5, 0): 3, (0, 5): 2})
    assert counted("dots", alone).winners == ("a",)
    split = shared("abc", {(3, 2, 0): 3, (0, 0, 5): 2})
    assert counted("dots", split).winners == ("c",)


def test_quadratic_votes_lack_the_majority_criterion_three_of_five_like_a_best_and_b_wins() -> None:
    assert counted("quadratic", shared("ab", {(2, 1): 3, (0, 10): 2})).winners == ("b",)


def test_a_ballot_without_answers_changes_no_result() -> None:
    rows: dict[tuple[int | None, ...], int] = {(5, 2, 0): 2, (1, 4, 3): 3}
    for key in (*RATED, "gradients"):
        poll = rated("abc", rows)
        silent = replace(poll, ballots=joined(poll, rated("abc", {(None, None, None): 9})).ballots)
        before, after = counted(key, poll), counted(key, silent)
        assert (before.winners, before.totals) == (after.winners, after.totals)


def test_counted_by_one_weight_or_many_rows_is_the_same_at_a_million_ballots() -> None:
    rows = [(6, 3, 1), (2, 6, 4), (1, 5, 6)]
    weights = [400_000, 350_000, 250_000]
    short = Poll(("a", "b", "c"), Ballots.of(rows, weights), 10**6)
    for key in RATED:
        long = replace(
            short, ballots=Ballots(short.ballots.marks.repeat(weights, axis=0), Ballots.of([[0]] * 10**6).weights)
        )
        assert counted(key, short).totals == counted(key, long).totals
