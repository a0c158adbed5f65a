"""Reasons in the database, which refuses by itself a veto without one and any other ballot with one."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from bot.rules.decision import Choice, State
from bot.rules.ids import CircleId, MemberId, ProposalId
from bot.rules.poll import PollRules
from bot.rules.reason import with_reasons
from bot.store.tables.decisions import BallotRow
from bot.store.writer import Store
from tests.store.world import ANNA, BEN, NOW, ask, do, open_decision

RULES = with_reasons(PollRules("consensus_approval"))
REASON = "The chimney is cracked."


def opened(store: Store, circle_id: CircleId, rules: PollRules) -> ProposalId:
    proposal_id = open_decision(store, circle_id)
    do(store, lambda unit: unit.polls.open(proposal_id, rules, ""))
    return proposal_id


@pytest.fixture
def oven_id(store: Store, circle_id: CircleId) -> ProposalId:
    """An open vote in which a no needs its reason."""
    return opened(store, circle_id, RULES)


def put(
    store: Store, proposal_id: ProposalId, choice: Choice | tuple[int, ...], reason: str | None, by: MemberId = ANNA
) -> None:
    do(store, lambda unit: unit.ballots.put(proposal_id, by, choice, unit.salt(), NOW, reason))


def reasons(store: Store, proposal_id: ProposalId) -> list[tuple[int, str]]:
    decision = ask(store, lambda unit: unit.decisions.get(proposal_id))
    assert decision
    return sorted(ask(store, lambda unit: unit.ballots.reasons(decision)))


def test_a_reason_comes_back_and_goes_with_its_ballot(store: Store, oven_id: ProposalId) -> None:
    put(store, oven_id, Choice.NO, REASON)
    put(store, oven_id, Choice.NO, "Größe 🌳 'x'", BEN)
    assert reasons(store, oven_id) == [(ANNA, REASON), (BEN, "Größe 🌳 'x'")]
    assert ask(store, lambda unit: unit.ballots.reason(oven_id, ANNA)) == REASON
    put(store, oven_id, Choice.YES, None)
    assert ask(store, lambda unit: unit.ballots.reason(oven_id, ANNA)) is None
    do(store, lambda unit: unit.ballots.remove(oven_id, BEN))
    assert reasons(store, oven_id) == []


def test_the_rule_that_asks_for_reasons_is_kept_with_the_vote(store: Store, oven_id: ProposalId) -> None:
    decision = ask(store, lambda unit: unit.decisions.get(oven_id))
    assert decision
    assert decision.rules.poll == RULES
    assert store._writer
    with pytest.raises(IntegrityError, match="frozen"), store._writer.begin() as connection:
        connection.exec_driver_sql("UPDATE poll SET reasons = false")


@pytest.mark.parametrize(
    ("choice", "reason"),
    [
        (Choice.NO, None),
        (Choice.NO, ""),
        (Choice.NO, "x" * 501),
        (Choice.YES, REASON),
        (Choice.ABSTAIN, REASON),
        ((1, 0), REASON),
    ],
)
def test_a_veto_without_a_reason_and_a_reason_without_a_veto_are_refused(
    store: Store, oven_id: ProposalId, choice: Choice | tuple[int, ...], reason: str | None
) -> None:
    with pytest.raises(IntegrityError, match="a veto has its reason"):
        put(store, oven_id, choice, reason)
    put(store, oven_id, Choice.NO, REASON)
    with pytest.raises(IntegrityError, match="a veto has its reason"):
        put(store, oven_id, choice, reason)
    assert reasons(store, oven_id) == [(ANNA, REASON)]


def test_a_vote_that_does_not_ask_for_reasons_keeps_none(
    store: Store, circle_id: CircleId, proposal_id: ProposalId
) -> None:
    older = opened(store, circle_id, replace(RULES, reasons=False))
    for without in (older, proposal_id):
        put(store, without, Choice.NO, None)
        with pytest.raises(IntegrityError, match="a veto has its reason"):
            put(store, without, Choice.NO, REASON)


def test_a_reason_is_not_changed_behind_the_seal_of_its_ballot(store: Store, oven_id: ProposalId) -> None:
    put(store, oven_id, Choice.NO, REASON)
    assert store._writer
    with pytest.raises(IntegrityError, match="changes with its ballot"), store._writer.begin() as connection:
        connection.exec_driver_sql("UPDATE ballot SET reason = 'Something else.'")
    assert reasons(store, oven_id) == [(ANNA, REASON)]


@pytest.mark.parametrize("state", [State.FROZEN, State.WITHDRAWN])
def test_a_reason_stays_as_it_is_once_the_vote_is_over_and_no_error_tells_it(
    store: Store, oven_id: ProposalId, state: State
) -> None:
    put(store, oven_id, Choice.NO, REASON)
    do(store, lambda unit: unit.decisions.move(oven_id, State.OPEN, state, NOW))
    for member in (ANNA, BEN):
        with pytest.raises(IntegrityError, match="closed") as refused:
            put(store, oven_id, Choice.NO, "Late.", member)
        assert "Late" not in str(refused.value)
    assert reasons(store, oven_id) == [(ANNA, REASON)]


def test_a_row_shows_neither_ballot_nor_reason() -> None:
    shown = repr(BallotRow(proposal_id=1, member_id=2, choice=Choice.NO, reason=REASON, salt="ab", cast_at=NOW))
    assert "chimney" not in shown
    assert "NO" not in shown
