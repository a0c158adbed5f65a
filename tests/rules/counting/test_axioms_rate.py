"""What the methods in which voters rate or share out promise, and stored examples of what each provably lacks.

Majority judgment: D. S. Felsenthal and M. Machover, "The Majority Judgement voting procedure: a critical
evaluation", Homo Oeconomicus 25 (2008), 319-334.
"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.counting.outcome import Count
from bot.rules.counting.poll import Ballots, Poll
from bot.rules.counting.registry import METHODS
from tests.rules.counting.axioms_rate import AXIOMS, HIGHEST
from tests.rules.counting.rates import Rows, joined, rated, scored, shared
from tests.rules.counting.tables import HOLDS, Row, Table, lacking, promised
from tests.rules.worlds import thorough

RATED = ("score", "star", "majority_judgment", "reweighted_range")
RANKING = ("score", "majority_judgment")
"""Methods in which the place of two options depends on nothing but what is said of these two."""

ALL: Row = dict.fromkeys(AXIOMS, HOLDS)

FEW_FEEL_MORE = rated("ab", {(5, 4): 3, (0, 5): 2})
"""Three of five like a better, and b has the larger sum."""

MIDDLE = rated("ab", {(3, 4): 1, (5, 2): 1, (0, 1): 1})
"""Two of three like b better, and a has the better grade in the middle."""

VETO = rated("ab", {(7, 6): 3, (0, 6): 1})
"""Three of four like a better, and one stops it."""

DOTS = shared("ab", {(3, 2): 3, (0, 5): 2})
VOTES = shared("ab", {(2, 1): 3, (0, 10): 2})
"""Three of five like a better, and the two spend all they have on b."""

TABLE: Table = {
    "score": {**ALL, "majority": FEW_FEEL_MORE, "condorcet_loser": FEW_FEEL_MORE},
    "star": {
        **ALL,
        "irrelevant_options": rated("abc", {(5, 2, 5): 3, (0, 4, 5): 4, (2, 0, 1): 3, (2, 5, 1): 4}),
        "participation": rated("abc", {(0, 3, 2): 4, (3, 3, 5): 2, (4, 1, 0): 4, (1, 0, 4): 2, (1, 3, 4): 2}),
        "reinforcement": rated("abc", {(5, 4, 0): 2, (0, 5, 0): 1, (0, 1, 0): 4, (5, 0, 4): 2}),
        "majority": rated("abc", {(3, 1, 2): 3, (1, 5, 5): 2}),
    },
    "majority_judgment": {
        **ALL,
        "participation": rated("ab", {(1, 3): 2, (0, 1): 1, (5, 4): 4, (1, 0): 1}),
        "reinforcement": rated("ab", {(5, 0): 3, (3, 5): 4, (3, 1): 1, (1, 2): 2}),
        "majority": MIDDLE,
        "condorcet_loser": MIDDLE,
    },
    "reweighted_range": {**ALL, "majority": FEW_FEEL_MORE, "condorcet_loser": FEW_FEEL_MORE},
    "gradients": {
        **ALL,
        "participation": rated("ab", {(7, 7): 6, (4, 7): 5, (4, 3): 4, (7, 6): 1}),
        "reinforcement": rated("ab", {(7, 7): 6, (4, 7): 8, (4, 3): 5, (7, 6): 2, (7, 4): 1}),
        "majority": VETO,
        "condorcet_loser": VETO,
    },
    "dots": {
        **ALL,
        "irrelevant_options": shared("abc", {(3, 2, 0): 3, (0, 0, 5): 2}),
        "majority": DOTS,
        "condorcet_loser": DOTS,
    },
    "quadratic": {
        **ALL,
        "irrelevant_options": shared("abc", {(7, 7, 0): 3, (0, 0, 8): 3}),
        "majority": VOTES,
        "condorcet_loser": VOTES,
    },
}
"""By method and axiom, each for one seat and with its settings as they are by default."""


@pytest.mark.parametrize("method", TABLE)
def test_every_axiom_has_its_answer(method: str) -> None:
    assert set(TABLE[method]) == set(AXIOMS)


@st.composite
def spread(draw: st.DrawFn) -> Poll:
    """Polls in which every ballot shares out a few points, and can give one more; ties are likely."""
    row = st.tuples(*[st.integers(0, 2)] * 3).filter(lambda points: sum(points) < 5)
    return shared("abc", draw(st.dictionaries(row, st.integers(1, 4), min_size=1, max_size=5)))


@pytest.mark.parametrize("method", TABLE)
@given(data=st.data())
@thorough
def test_the_method_keeps_each_axiom_that_it_promises(method: str, data: st.DataObject) -> None:
    poll = data.draw(spread() if method not in HIGHEST else scored(ballots=5, largest=HIGHEST[method]))
    assert not [axiom for axiom in promised(TABLE[method]) if not AXIOMS[axiom](METHODS[method], poll)]


@pytest.mark.parametrize(("method", "axiom", "poll"), lacking(TABLE))
def test_the_method_breaks_the_axiom_on_these_ballots(method: str, axiom: str, poll: Poll) -> None:
    assert not AXIOMS[axiom](METHODS[method], poll)


def counted(key: str, poll: Poll) -> Count:
    """Count by the method of this key."""
    return METHODS[key].count(poll)


def winner(key: str, options: str, rows: Rows, **settings: str) -> str:
    """The one winner, without a tie."""
    count = counted(key, rated(options, rows, **settings))
    assert count.tie is None
    (only,) = count.winners
    return only


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


def test_star_lacks_safety_for_the_favourite_two_do_better_by_scoring_theirs_below_another() -> None:
    honest: dict[tuple[int | None, ...], int] = {(4, 1, 5): 4, (5, 4, 3): 2, (0, 3, 2): 3}
    assert winner("star", "abc", honest) == "c"
    others = {row: votes for row, votes in honest.items() if row != (5, 4, 3)}
    assert winner("star", "abc", {**others, (0, 2, 0): 2}) == "b"
    loyal = [counted("star", rated("abc", {**others, (5, b, c): 2})) for b in range(6) for c in range(6)]
    assert all("b" not in (count.tie.options if count.tie else count.winners) for count in loyal)


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
