"""What the ways of electing a committee by approvals promise, and stored cases of what they do not.

Justified representation: H. Aziz, M. Brill, V. Conitzer, E. Elkind, R. Freeman and T. Walsh, "Justified
Representation in Approval-Based Committee Voting", Social Choice and Welfare 48 (2017). EJR of equal shares:
Peters and Skowron (2020). PJR of sequential Phragmén and that it lacks EJR: M. Brill, R. Freeman, S. Janson
and M. Lackner, "Phragmén's Voting Methods and Justified Representation", AAAI 2017.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.counting.poll import Poll
from bot.rules.counting.registry import METHODS
from tests.rules.counting.axioms_choose import AXIOMS, elected, legal, small
from tests.rules.counting.committees import approvals
from tests.rules.counting.tables import HOLDS, Row, Table, lacking, promised
from tests.rules.worlds import thorough

ALL: Row = dict.fromkeys(AXIOMS, HOLDS)

SIX_SEATS = {
    "d": 45, "e": 46, "f": 38, "be": 9, "bf": 31, "cd": 20, "ce": 3, "cf": 15, "ace": 48, "acf": 38, "ade": 1,
    "bcd": 19, "bce": 27, "abde": 36, "abdf": 48, "x": 85,
}  # fmt: skip
"""85 of 509 voters are more than a sixth and agree on x; found by linear programming."""


TWELVE_SEATS = {"abp": 2, "abq": 2, "pqcdefghijkl": 6, "qcdefghijkl": 5, "cdefghijkl": 9}
"""Brill, Freeman, Janson and Lackner (2017): 4 of 24 voters agree on a and b and deserve 2 of 12 seats."""


TWO_THIRDS = approvals("abcd", {"abc": 4, "d": 2}, 3)
"""A third of the voters agree on d and deserve one of three seats."""

MARKED_TWICE = approvals("abcd", {"ab": 20, "ac": 20, "bc": 20, "d": 30}, 3)
"""A third agree on d, and the others have two marks each."""

SHARED_OUT = approvals("abcde", {"a": 4, "b": 4, "c": 4, "de": 6}, 3)
"""A third agree on d and e, and each has half of their votes."""

BY_LOT = approvals("abc", {"c": 3}, 2)
"""All agree on c, and the lot draws a and b."""


def unjust(poll: Poll) -> Row:
    """A row in which a group that deserves a seat gets nothing on this poll, nor then what it deserves together."""
    return {**ALL, "justified": poll, "proportional": poll, "extended": poll}


TABLE: Table = {
    "approval": unjust(TWO_THIRDS),
    "limited_vote": unjust(MARKED_TWICE),
    "satisfaction_approval": unjust(SHARED_OUT),
    "sequential_proportional_approval": {
        **ALL,
        "proportional": approvals("abcdefx", SIX_SEATS, 6),
        "extended": approvals("abcdefx", SIX_SEATS, 6),
    },
    "sequential_phragmen": {**ALL, "extended": approvals("abpqcdefghijkl", TWELVE_SEATS, 12)},
    "equal_shares": {**ALL, "one_more_seat": approvals("abcd", {"ac": 3, "ad": 2, "bd": 2, "bc": 1}, 2)},
    "lot": unjust(BY_LOT),
}
"""By method and axiom; justified representation by proportional approval for up to five seats."""


@pytest.mark.parametrize("method", TABLE)
def test_every_axiom_has_its_answer(method: str) -> None:
    assert set(TABLE[method]) == set(AXIOMS)


@pytest.mark.parametrize("method", TABLE)
@given(data=st.data())
@thorough
def test_the_method_keeps_each_axiom_that_it_promises(method: str, data: st.DataObject) -> None:
    poll = legal(METHODS[method], data.draw(small()))
    assert not [axiom for axiom in promised(TABLE[method]) if not AXIOMS[axiom](METHODS[method], poll)]


@pytest.mark.parametrize(("method", "axiom", "poll"), lacking(TABLE))
def test_the_method_breaks_the_axiom_on_these_ballots(method: str, axiom: str, poll: Poll) -> None:
    assert not AXIOMS[axiom](METHODS[method], poll)


def test_proportional_approval_lacks_justified_representation_from_six_seats_on() -> None:
    poll = approvals("abcdefx", SIX_SEATS, 6)
    assert not AXIOMS["justified"](METHODS["sequential_proportional_approval"], poll)
    assert METHODS["sequential_proportional_approval"].count(poll).winners == tuple("abcdef")
    assert "x" in elected("sequential_phragmen", poll) & elected("equal_shares", poll)


def test_where_phragmen_lacks_extended_justified_representation_equal_shares_does_not() -> None:
    poll = approvals("abpqcdefghijkl", TWELVE_SEATS, 12)
    count = METHODS["sequential_phragmen"].count(poll)
    assert (set(count.winners), count.tie) == (set("pqcdefghijkl"), None)
    assert elected("equal_shares", poll) >= {"a", "b"}
