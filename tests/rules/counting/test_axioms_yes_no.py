"""What each way to decide on yes or no promises, and a stored vote for everything that it lacks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.counting.poll import Poll
from bot.rules.counting.registry import METHODS
from tests.rules.counting.axioms_yes_no import AXIOMS, apart, tally
from tests.rules.counting.polls import polls
from tests.rules.counting.tables import HOLDS, Row, Table, lacking, promised
from tests.rules.worlds import thorough

ALL: Row = dict.fromkeys(AXIOMS, HOLDS)

NO_MAKES_THE_QUORUM = tally(2, 1, quorum=3)
ONE_OBJECTS = tally(9, 1)
NOBODY_SPEAKS = tally(0, 0, 1)

TABLE: Table = {
    "simple": ALL,
    "absolute": {**ALL, "neutrality": tally(1, 0, roll=4)},
    "supermajority": {**ALL, "neutrality": tally(3, 2)},
    "consensus_approval": {**ALL, "neutrality": tally(0, 1), "no_veto": ONE_OBJECTS},
    "majority_approval": {**ALL, "neutrality": tally(3, 0)},
    "lazy_consensus": {
        **ALL,
        "status_quo": NOBODY_SPEAKS,
        "neutrality": NOBODY_SPEAKS,
        "no_veto": ONE_OBJECTS,
    },
    "k_of_n": {**ALL, "status_quo": tally(1, 1), "neutrality": tally(2, 2)},
    "turnout": {
        **ALL,
        "more_no": NO_MAKES_THE_QUORUM,
        "more_abstentions": tally(2, 0, 1, quorum=3),
        "participation": NO_MAKES_THE_QUORUM,
        "approval_quorum": NO_MAKES_THE_QUORUM,
    },
    "double_majority": {
        **ALL,
        "neutrality": apart((3, 0), (0, 1)),
        "anonymity": apart((2, 1), (2, 1)),
        "no_veto": apart((3, 0), (1, 0)),
    },
}
"""By method and axiom, each with its settings as they are by default."""


@pytest.mark.parametrize("method", TABLE)
def test_every_axiom_has_its_answer(method: str) -> None:
    assert set(TABLE[method]) == set(AXIOMS)


@pytest.mark.parametrize("method", TABLE)
@given(data=st.data())
@thorough
def test_the_method_keeps_each_axiom_that_it_promises(method: str, data: st.DataObject) -> None:
    poll = data.draw(polls(METHODS[method], most_ballots=6))
    assert not [axiom for axiom in promised(TABLE[method]) if not AXIOMS[axiom](METHODS[method], poll)]


@pytest.mark.parametrize(("method", "axiom", "poll"), lacking(TABLE))
def test_the_method_breaks_the_axiom_on_this_vote(method: str, axiom: str, poll: Poll) -> None:
    assert not AXIOMS[axiom](METHODS[method], poll)
