"""Words for a sealed lot in the database, which refuses by itself what comes too late or from elsewhere."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.rules.decision import State
from bot.rules.ids import CircleId, MemberId, ProposalId
from bot.rules.poll import PollRules, TieRule
from bot.store.writer import Store
from tests.store.world import ANNA, BEN, DAY, NOW, ask, do, open_decision
from tests.town import FAY

CLOSES = NOW + 5 * DAY
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def lot_id(store: Store, circle_id: CircleId) -> ProposalId:
    """An open choice whose lot is sealed."""
    proposal_id = open_decision(store, circle_id, CLOSES)
    do(store, lambda unit: unit.polls.open(proposal_id, PollRules("lot", ties=TieRule.LOT), "5ec7e7"))
    do(store, lambda unit: unit.polls.seal(proposal_id, ["Rye", "Brioche"], "c0ffee"))
    return proposal_id


def put(store: Store, proposal_id: ProposalId, member: MemberId, text: str, now: datetime = NOW) -> None:
    do(store, lambda unit: unit.words.put(proposal_id, member, text, now))


def words(store: Store, proposal_id: ProposalId) -> list[str]:
    return list(ask(store, lambda unit: unit.words.all(proposal_id)))


def test_each_member_has_one_word_and_the_last_one_stays(store: Store, lot_id: ProposalId) -> None:
    put(store, lot_id, ANNA, "first")
    put(store, lot_id, BEN, "Größe 🌳 \u2028 'x'")
    put(store, lot_id, ANNA, "second", CLOSES - MOMENT)
    assert words(store, lot_id) == ["second", "Größe 🌳 \u2028 'x'"]
    assert ask(store, lambda unit: unit.words.get(lot_id, ANNA)) == "second"
    assert ask(store, lambda unit: unit.words.get(lot_id, FAY)) is None


@pytest.mark.parametrize("late", [CLOSES, CLOSES + DAY])
def test_no_word_is_added_or_changed_from_the_deadline_on_even_before_the_vote_is_frozen(
    store: Store, lot_id: ProposalId, late: datetime
) -> None:
    put(store, lot_id, ANNA, "in time")
    for member in (ANNA, BEN):
        with pytest.raises(IntegrityError, match="closed"):
            put(store, lot_id, member, "late", late)
    assert words(store, lot_id) == ["in time"]


@pytest.mark.parametrize("state", [State.FROZEN, State.WITHDRAWN])
def test_no_word_is_added_once_the_vote_is_over(store: Store, lot_id: ProposalId, state: State) -> None:
    put(store, lot_id, ANNA, "in time")
    do(store, lambda unit: unit.decisions.move(lot_id, State.OPEN, state, NOW))
    for member in (ANNA, BEN):
        with pytest.raises(IntegrityError, match="closed"):
            put(store, lot_id, member, "late")


def test_no_word_is_added_before_the_lot_is_sealed_or_by_who_is_not_on_the_roll(
    store: Store, circle_id: CircleId, lot_id: ProposalId
) -> None:
    unsealed = open_decision(store, circle_id)
    do(store, lambda unit: unit.polls.open(unsealed, PollRules("lot", ties=TieRule.LOT), "5ec7e7"))
    with pytest.raises(IntegrityError, match="closed"):
        put(store, unsealed, ANNA, "early")
    with pytest.raises(IntegrityError):
        put(store, lot_id, FAY, "outside")
    for text in ("", "x" * 81):
        with pytest.raises(IntegrityError):
            put(store, lot_id, ANNA, text)


@pytest.mark.parametrize(
    "statement", ["DELETE FROM word", f"UPDATE word SET added_at = '{CLOSES:%Y-%m-%d %H:%M:%S.%f}'"]
)
def test_words_stay(store: Store, lot_id: ProposalId, statement: str) -> None:
    put(store, lot_id, ANNA, "kept")
    assert store._writer
    with pytest.raises(IntegrityError), store._writer.begin() as connection:
        connection.exec_driver_sql(statement)
    assert words(store, lot_id) == ["kept"]
