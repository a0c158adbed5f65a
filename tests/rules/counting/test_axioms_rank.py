"""What the ranked methods with one winner promise, and ballots that show what they do not.

The expectations are those of the literature: Schulze (2011), Tideman (1987), Moulin (1988), Woodall (1997), and
Delemazure and Peters (2024) for shared places under instant run-off.
"""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.counting.poll import Poll
from bot.rules.counting.registry import METHODS
from tests.rules.counting.axioms import AXIOMS, clones, profile, rankings
from tests.rules.worlds import thorough

Ballots = Mapping[str, int]
HOLDS: Ballots | None = None

NO_SHOW = {"a>b>d>c": 2, "b>c>d>a": 3, "d>b>c>a": 5, "c>a>d>b": 6}
LATER = {"a>b>c": 1, "c": 1, "a>c": 1, "b": 1, "c>b": 1, "b>a": 1}
COMPROMISE = {"c>b>a": 2, "b>a>c": 1}

_BY_CHAINS: Mapping[str, Ballots | None] = {
    "majority": HOLDS,
    "condorcet_winner": HOLDS,
    "condorcet_loser": HOLDS,
    "smith": HOLDS,
    "monotonicity": HOLDS,
    "clones": HOLDS,
    "participation": NO_SHOW,
    "later_no_harm": LATER,
    "reversal": HOLDS,
}
"""Without a default option Debian and LiquidFeedback come out like Schulze."""

TABLE: Mapping[str, Mapping[str, Ballots | None]] = {
    "schulze": _BY_CHAINS,
    "debian": _BY_CHAINS,
    "liquidfeedback": _BY_CHAINS,
    "ranked_pairs": {
        "majority": HOLDS,
        "condorcet_winner": HOLDS,
        "condorcet_loser": HOLDS,
        "smith": HOLDS,
        "monotonicity": HOLDS,
        "clones": HOLDS,
        "participation": {
            "b>c>d>a": 2,
            "d>b>a>c": 2,
            "d>c>b>a": 2,
            "c>a>d>b": 6,
            "a>d>b>c": 4,
            "b>c>a>d": 5,
        },
        "later_no_harm": {"a>c>b": 1, "c>a>b": 3, "b": 3, "a>b>c": 1},
        "reversal": HOLDS,
    },
    "irv": {
        "majority": HOLDS,
        "condorcet_winner": {"b>a>c": 2, "a>b>c": 1, "c>a>b": 2},
        "condorcet_loser": HOLDS,
        "smith": {"b>a>c": 2, "a>b>c": 1, "c>a>b": 2},
        "monotonicity": {"b>c>a": 4, "c>a>b": 1, "c>b>a": 3, "a>b>c": 4},
        "clones": HOLDS,
        "participation": {"b>d>c>a": 6, "b>c>a>d": 2, "c>a>b>d": 5, "a>c>d>b": 6},
        "later_no_harm": HOLDS,
        "reversal": {"c>a>b": 2, "a>b>c": 1, "b>c>a": 2},
    },
    "borda": {
        "majority": COMPROMISE,
        "condorcet_winner": COMPROMISE,
        "condorcet_loser": HOLDS,
        "smith": COMPROMISE,
        "monotonicity": HOLDS,
        "clones": {"b>a": 1, "a": 1},
        "participation": HOLDS,
        "later_no_harm": {"a": 1, "b>a>c": 1},
        "reversal": HOLDS,
    },
}
"""By method and axiom; clones on ballots that share no places."""

CELLS = [(method, axiom, cell) for method, row in TABLE.items() for axiom, cell in row.items()]


@pytest.mark.parametrize("method", TABLE)
def test_every_axiom_has_its_answer(method: str) -> None:
    assert set(TABLE[method]) == set(AXIOMS)


@pytest.mark.parametrize(("method", "axiom"), [(method, axiom) for method, axiom, cell in CELLS if cell is HOLDS])
@given(data=st.data())
@thorough
def test_the_method_keeps_the_axiom(method: str, axiom: str, data: st.DataObject) -> None:
    poll = data.draw(rankings(strict=axiom == "clones"))
    assert AXIOMS[axiom](METHODS[method], poll)


@pytest.mark.parametrize(("method", "axiom", "ballots"), [cell for cell in CELLS if cell[2] is not HOLDS])
def test_the_method_breaks_the_axiom_on_these_ballots(method: str, axiom: str, ballots: Ballots) -> None:
    options = "".join(sorted({letter for ballot in ballots for letter in ballot if letter.isalpha()}))
    assert not AXIOMS[axiom](METHODS[method], profile(options, ballots))


@pytest.mark.parametrize("method", ["schulze", "ranked_pairs"])
@given(poll=rankings())
@thorough
def test_twins_on_shared_places_change_nothing_for_methods_that_compare_two_by_two(method: str, poll: Poll) -> None:
    assert clones(METHODS[method], poll)


def test_twins_on_shared_places_can_change_the_instant_run_off_because_votes_are_split() -> None:
    assert not clones(METHODS["irv"], profile("abc", {"b>a>c": 1, "a=c": 3}))
