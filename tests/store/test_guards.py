"""The database refuses what no use case should ask, whoever asks."""

from itertools import product

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.rules.decision import Choice, State
from bot.rules.ids import ProposalId
from bot.services.values import Event
from bot.store.engine import make_engine
from bot.store.ledger import broken_at
from bot.store.writer import Store
from tests.store.world import ANNA, BEN, CLEO, HOME, NOW, ask, cast, do

ALLOWED = {
    (State.OPEN, State.FROZEN),
    (State.OPEN, State.WITHDRAWN),
    (State.FROZEN, State.COUNTED),
    (State.COUNTED, State.PUBLISHED),
}
WAYS = {
    State.OPEN: [],
    State.FROZEN: [State.FROZEN],
    State.COUNTED: [State.FROZEN, State.COUNTED],
    State.PUBLISHED: [State.FROZEN, State.COUNTED, State.PUBLISHED],
    State.WITHDRAWN: [State.WITHDRAWN],
}


def bare(store: Store, statement: str) -> None:
    engine = make_engine(store.url)
    try:
        with engine.begin() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()


def walk(store: Store, proposal_id: ProposalId, states: list[State]) -> None:
    before = State.OPEN
    for after in states:
        assert do(store, lambda unit, b=before, a=after: unit.decisions.move(proposal_id, b, a, NOW))  # type: ignore[misc]
        before = after


def append(store: Store, count: int = 3) -> list[str]:
    return [
        do(store, lambda unit, n=n: unit.ledger.append(HOME, Event.BALLOT_CAST, {"ä": n}, actor_id=ANNA, now=NOW))  # type: ignore[misc]
        for n in range(count)
    ]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE ledger SET payload = '{}'", "DELETE FROM ledger", "UPDATE ledger SET seq = seq + 10"],
)
def test_the_ledger_is_append_only(store: Store, statement: str) -> None:
    append(store)
    with pytest.raises(IntegrityError, match="append-only"):
        bare(store, statement)


def test_the_chain_holds_and_is_numbered_without_a_gap(store: Store) -> None:
    hashes = append(store)
    assert len(set(hashes)) == 3
    assert all(len(digest) == 64 for digest in hashes)
    engine = make_engine(store.url)
    with engine.connect() as connection:
        assert broken_at(connection, HOME) is None
        assert connection.execute(text("SELECT seq FROM ledger ORDER BY seq")).scalars().all() == [1, 2, 3]
    engine.dispose()


def test_a_forged_row_breaks_the_chain_at_its_number(store: Store) -> None:
    append(store)
    engine = make_engine(store.url)
    with engine.begin() as connection:
        row = "event, payload, actor, at, prev_hash, hash"
        forged = (
            f"INSERT INTO ledger (community_id, seq, {row}) SELECT community_id, 4, {row} FROM ledger WHERE seq = 3"
        )
        connection.execute(text(forged))
    with engine.connect() as connection:
        assert broken_at(connection, HOME) == 4
    engine.dispose()


@pytest.mark.parametrize("state", [state for state in State if state is not State.OPEN])
def test_no_ballot_is_cast_changed_or_withdrawn_once_the_vote_is_over(
    store: Store, proposal_id: ProposalId, state: State
) -> None:
    cast(store, proposal_id, ANNA, Choice.YES)
    walk(store, proposal_id, WAYS[state])
    for member in (ANNA, BEN):
        with pytest.raises(IntegrityError, match="closed"):
            cast(store, proposal_id, member, Choice.NO)
    with pytest.raises(IntegrityError, match="closed"):
        do(store, lambda unit: unit.ballots.remove(proposal_id, ANNA))
    assert ask(store, lambda unit: unit.ballots.all(proposal_id)) == [(ANNA, "yes")]


@pytest.mark.parametrize(("before", "after"), [(a, b) for a, b in product(State, State) if a is not b])
def test_a_decision_only_goes_the_drawn_way(store: Store, proposal_id: ProposalId, before: State, after: State) -> None:
    walk(store, proposal_id, WAYS[before])
    if (before, after) in ALLOWED:
        assert do(store, lambda unit: unit.decisions.move(proposal_id, before, after, NOW))
    else:
        with pytest.raises(IntegrityError, match=r"never goes back|closed"):
            do(store, lambda unit: unit.decisions.move(proposal_id, before, after, NOW))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decision SET threshold = 'simple'",
        "UPDATE decision SET quorum = 1",
        "UPDATE decision SET closes_at = remind_at",
        "DELETE FROM decision",
        "DELETE FROM roll",
        "UPDATE version SET text = 'something else'",
    ],
)
def test_what_was_frozen_at_the_opening_stays(store: Store, proposal_id: ProposalId, statement: str) -> None:
    assert proposal_id
    with pytest.raises(IntegrityError):
        bare(store, statement)


def test_an_error_tells_no_ballot(store: Store, proposal_id: ProposalId) -> None:
    walk(store, proposal_id, [State.FROZEN])
    with pytest.raises(IntegrityError) as refused:
        cast(store, proposal_id, CLEO, Choice.ABSTAIN)
    assert "abstain" not in str(refused.value)
    assert str(CLEO) not in str(refused.value)
