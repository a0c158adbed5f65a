"""Votes among options in the database: what is frozen, what is kept, and a count that comes back exactly."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from bot.rules.counting.outcome import Act, Count, Step, Tie
from bot.rules.ids import CircleId, ProposalId
from bot.rules.majority import Outcome
from bot.rules.poll import PollRules, TieRule
from bot.services.ports import UnitOfWork
from bot.store.counts import read_count, write_count
from bot.store.writer import Store
from tests.store.world import ANNA, BEN, DAY, NOW, ask, do, open_decision

RULES = PollRules("schulze", 1, TieRule.LOT, {"strength": "margins"}, NOW + DAY, "c0ffee", pool=("Rye", "Brioche"))
names = st.text(max_size=5)
numbers = st.integers() | st.fractions()
steps = st.builds(
    Step,
    st.sampled_from(Act),
    st.lists(names, max_size=3).map(tuple),
    st.dictionaries(names, numbers, max_size=3),
    st.dictionaries(names, numbers | names, max_size=3),
    st.lists(st.lists(numbers, max_size=3).map(tuple), max_size=3).map(tuple),
)
counts = st.builds(
    Count,
    st.sampled_from(Outcome),
    st.lists(names, max_size=3).map(tuple),
    st.none() | st.builds(Tie, st.lists(names, max_size=3).map(tuple), st.none() | st.integers(0, 3)),
    st.dictionaries(names, numbers, max_size=3),
    st.lists(steps, max_size=4).map(tuple),
    st.lists(st.lists(names, max_size=2).map(tuple), max_size=3).map(tuple),
)


@pytest.fixture
def poll_id(store: Store, circle_id: CircleId) -> ProposalId:
    proposal_id = open_decision(store, circle_id)
    do(store, lambda unit: unit.polls.open(proposal_id, RULES, "5ec7e7"))
    for text in ("Rye", "Brioche"):
        do(store, lambda unit, text=text: unit.polls.add(proposal_id, text, ANNA, NOW))
    return proposal_id


@given(counts)
def test_any_count_comes_back_as_it_was(count: Count) -> None:
    exact = read_count(write_count(count))
    assert exact == count
    kinds = [type(number) for step in exact.steps for number in step.numbers.values()]
    assert set(kinds) <= {int, Fraction}


def test_a_poll_comes_back_as_it_was_opened(store: Store, poll_id: ProposalId) -> None:
    decision = ask(store, lambda unit: unit.decisions.get(poll_id))
    assert decision
    assert decision.rules.poll == RULES
    options = ask(store, lambda unit: unit.polls.options(poll_id))
    assert [(option.number, option.text, option.by) for option in options] == [(1, "Rye", ANNA), (2, "Brioche", ANNA)]
    assert ask(store, lambda unit: unit.polls.secret(poll_id)) == "5ec7e7"


def test_a_poll_begins_once_when_its_nominations_are_over(store: Store, poll_id: ProposalId) -> None:
    assert ask(store, lambda unit: unit.polls.to_begin(NOW)) == []
    assert ask(store, lambda unit: unit.decisions.next_due()) == NOW + DAY
    assert ask(store, lambda unit: unit.polls.to_begin(NOW + DAY)) == [poll_id]
    assert [do(store, lambda unit: unit.polls.begun(poll_id, NOW + DAY)) for _ in "ab"] == [True, False]
    assert ask(store, lambda unit: unit.polls.to_begin(NOW + DAY)) == []


def test_half_a_ballot_is_kept_until_it_is_cast(store: Store, poll_id: ProposalId) -> None:
    do(store, lambda unit: unit.polls.keep_sheet(poll_id, ANNA, (1, 0), NOW))
    do(store, lambda unit: unit.polls.keep_sheet(poll_id, ANNA, (1, 2), NOW))
    do(store, lambda unit: unit.polls.keep_sheet(poll_id, BEN, (0, 1), NOW))
    assert ask(store, lambda unit: unit.polls.sheet(poll_id, ANNA)) == (1, 2)
    do(store, lambda unit: unit.polls.drop_sheets(poll_id, ANNA))
    assert ask(store, lambda unit: unit.polls.sheet(poll_id, ANNA)) is None
    do(store, lambda unit: unit.polls.drop_sheets(poll_id))
    assert ask(store, lambda unit: unit.polls.sheet(poll_id, BEN)) is None


def test_marks_are_a_ballot_like_any_other(store: Store, poll_id: ProposalId) -> None:
    do(store, lambda unit: unit.ballots.put(poll_id, ANNA, (2, 1), "salt", NOW))
    do(store, lambda unit: unit.ballots.put(poll_id, ANNA, (1, 2), "salt", NOW))
    assert ask(store, lambda unit: unit.ballots.get(poll_id, ANNA)) == (1, 2)
    assert ask(store, lambda unit: unit.ballots.marked(poll_id)) == [(ANNA, b"\x01\x02")]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE poll SET method = 'irv'",
        "UPDATE poll SET seats = 2",
        "UPDATE poll SET ties = 'listed'",
        "UPDATE poll SET secret = ''",
        "UPDATE poll SET commitment = ''",
        "UPDATE poll SET pool = '[]'",
        "UPDATE poll SET nominations_until = NULL",
        "DELETE FROM poll",
        "UPDATE option SET text = 'Cake'",
        "DELETE FROM option",
    ],
)
def test_what_was_frozen_at_the_opening_stays(store: Store, poll_id: ProposalId, statement: str) -> None:
    assert store._writer
    with pytest.raises(IntegrityError), store._writer.begin() as connection:
        connection.exec_driver_sql(statement)
    assert poll_id


def test_what_was_counted_is_kept_with_its_steps(store: Store, poll_id: ProposalId) -> None:
    count = Count(Outcome.ADOPTED, ("2",), None, {"1": 1, "2": Fraction(5, 2)}, (Step(Act.ELECTED, ("2",)),))
    do(store, lambda unit: unit.polls.record(poll_id, count, NOW + DAY))
    assert ask(store, lambda unit: unit.polls.counted(poll_id)) == (count, NOW + DAY)
    assert replace(count, winners=()) != count


def test_a_lot_is_sealed_once(store: Store, circle_id: CircleId) -> None:
    proposal_id = open_decision(store, circle_id)
    do(store, lambda unit: unit.polls.open(proposal_id, PollRules("lot", ties=TieRule.LOT), "5ec7e7"))
    do(store, lambda unit: unit.polls.seal(proposal_id, ["Rye", "Brioche"], "c0ffee"))
    decision = ask(store, lambda unit: unit.decisions.get(proposal_id))
    assert decision
    assert decision.rules.poll
    assert (decision.rules.poll.pool, decision.rules.poll.commitment) == (("Rye", "Brioche"), "c0ffee")
    with pytest.raises(IntegrityError, match="sealed"):
        do(store, lambda unit: unit.polls.seal(proposal_id, ["Rye"], "decaf"))


def test_a_seal_is_seen_within_the_transaction(store: Store, circle_id: CircleId) -> None:
    proposal_id = open_decision(store, circle_id)

    def sealed_and_seen(unit: UnitOfWork) -> tuple[str, ...]:
        unit.polls.open(proposal_id, PollRules("lot", ties=TieRule.LOT), "5ec7e7")
        unit.decisions.get(proposal_id)
        unit.polls.seal(proposal_id, ["Rye"], "c0ffee")
        decision = unit.decisions.get(proposal_id)
        assert decision
        assert decision.rules.poll
        return decision.rules.poll.pool

    assert do(store, sealed_and_seen) == ("Rye",)
