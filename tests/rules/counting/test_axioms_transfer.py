"""What the two single transferable votes promise, and ballots that show what they do not.

D. R. Woodall, "Properties of preferential election rules", Voting matters 3 (1994); not monotone: G. Doron and
R. Kronick, American Journal of Political Science 21 (1977), 303-311, in numbers of our own.
"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.counting.poll import Poll
from bot.rules.counting.registry import METHODS
from tests.rules.counting.axioms import profile, rankings
from tests.rules.counting.axioms_transfer import AXIOMS
from tests.rules.counting.tables import HOLDS, Row, Table, lacking, promised
from tests.rules.worlds import thorough

BOTH: Row = {
    "solid_coalition": HOLDS,
    "later_no_harm": HOLDS,
    "later_no_help": HOLDS,
    "monotonicity": profile("abc", {"b>c>a": 4, "c>a>b": 1, "c>b>a": 3, "a>b>c": 4}),
    "one_more_seat": profile("abcd", {"b>a>c": 8, "d>a>c": 2, "a>c>b": 2, "c>b>a": 5}),
}

TABLE: Table = {"stv_scottish": BOTH, "stv_meek": BOTH}
"""By method and axiom, each with its settings as they are by default."""


@pytest.mark.parametrize("method", TABLE)
def test_every_axiom_has_its_answer(method: str) -> None:
    assert set(TABLE[method]) == set(AXIOMS)


@pytest.mark.parametrize("method", TABLE)
@given(poll=rankings(strict=True), seats=st.integers(1, 3))
@thorough
def test_the_method_keeps_each_axiom_that_it_promises(method: str, poll: Poll, seats: int) -> None:
    several = replace(poll, seats=seats)
    assert not [axiom for axiom in promised(TABLE[method]) if not AXIOMS[axiom](METHODS[method], several)]


@pytest.mark.parametrize(("method", "axiom", "poll"), lacking(TABLE))
def test_the_method_breaks_the_axiom_on_these_ballots(method: str, axiom: str, poll: Poll) -> None:
    assert not AXIOMS[axiom](METHODS[method], poll)
