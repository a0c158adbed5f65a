"""Challenges in either database, which refuses by itself what no rule would allow (10.4, J1-J3)."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import DatabaseError

from bot.rules.agreement import Status
from bot.rules.challenge import Answer, Challenge, Ground, Juror, Lot, Phase, Verdict
from bot.rules.decision import State
from bot.rules.ids import AgreementId, ChallengeId, CircleId, MemberId, ProposalId
from bot.services.ports.challenges import Effect, SealedLot
from bot.store.engine import make_engine
from bot.store.writer import Store
from tests.store.test_agreements import added
from tests.store.world import ANNA, BEN, CLEO, DAVID, DAY, ELA, HOME, NOW, ask, do, open_decision
from tests.ui.decisions import result_of

POOL = (CLEO, DAVID, ELA)
SECRET = "ab" * 32


def decided(store: Store, circle_id: CircleId) -> ProposalId:
    """Let a vote be adopted."""
    proposal_id = open_decision(store, circle_id)

    def decide(unit: object) -> None:
        decisions = unit.decisions  # type: ignore[attr-defined]
        decisions.move(proposal_id, State.OPEN, State.FROZEN, NOW)
        decisions.move(proposal_id, State.FROZEN, State.COUNTED, NOW)
        decisions.record(proposal_id, result_of()[0])

    do(store, decide)
    return proposal_id


def filed(
    store: Store, circle_id: CircleId, proposal_id: ProposalId, agreement: AgreementId | None = None, **given: object
) -> Challenge:
    """Store a challenge of Ben's with a lot that is sealed, and return it as it comes back."""
    lot = Lot(1, POOL, "0" * 64, NOW + DAY)
    new = Challenge(
        id=ChallengeId(0),
        community_id=HOME,
        circle_id=circle_id,
        proposal_id=proposal_id,
        ground=Ground.ROLL,
        contradicts=None,
        by=BEN,
        words="Größe 🌳 'x'",
        filed_at=NOW,
        phase=Phase.SUSPENDED,
        lot=lot,
        seats=3,
        until=NOW + DAY,
    )
    new = replace(new, **given)  # type: ignore[arg-type]
    number = do(store, lambda unit: unit.challenges.add(new, Effect(agreement), "5a17"))
    do(store, lambda unit: unit.jury_lots.seal(number, SealedLot(lot, SECRET)))
    assert known(store, number) == replace(new, id=number)
    return known(store, number)


def known(store: Store, number: ChallengeId) -> Challenge:
    found = ask(store, lambda unit: unit.challenges.get(number))
    assert found
    return found


def sat(store: Store, one: Challenge) -> Challenge:
    """Have its jury called, one of whom has judged."""
    do(store, lambda unit: unit.jury_lots.open(one.id, 1, POOL, NOW + DAY))
    judged = Juror(CLEO, NOW + DAY, Answer.SERVES, Verdict.UPHOLD, "Because.")
    sitting = replace(one, phase=Phase.JURY, line=POOL, until=NOW + 4 * DAY, jurors=(judged, Juror(ELA, NOW + DAY)))
    do(store, lambda unit: unit.challenges.put(sitting, {CLEO: "s"}))
    assert known(store, one.id) == sitting
    return sitting


def test_a_challenge_comes_back_whole_and_is_due_when_it_rings(store: Store, circle_id: CircleId) -> None:
    one = filed(store, circle_id, decided(store, circle_id))
    assert ask(store, lambda unit: unit.challenges.next_due()) == NOW + DAY
    assert ask(store, lambda unit: unit.challenges.due(NOW)) == []
    assert ask(store, lambda unit: unit.challenges.stands(HOME)) == {one.proposal_id: Phase.SUSPENDED}
    sitting = sat(store, one)
    assert ask(store, lambda unit: unit.challenges.due(NOW + 2 * DAY)) == [one.id], "when Ela has been silent for a day"
    done = replace(sitting, phase=Phase.DISMISSED, until=None, ended_at=NOW + 2 * DAY, judged=3)
    do(store, lambda unit: unit.challenges.put(done))
    assert known(store, one.id) == done
    assert ask(store, lambda unit: unit.challenges.next_due()) is None
    assert ask(store, lambda unit: unit.challenges.stands(HOME)) == {}
    assert ask(store, lambda unit: [found.id for found in unit.challenges.by(HOME, BEN)]) == [one.id]
    assert ask(store, lambda unit: unit.challenges.by(HOME, ANNA)) == []


def test_a_better_word_takes_the_place_of_the_former(store: Store, circle_id: CircleId) -> None:
    one = filed(store, circle_id, decided(store, circle_id))
    for text in ("first", "better"):
        do(store, lambda unit, text=text: unit.jury_lots.put_word(one.id, 1, BEN, text, NOW))
    assert ask(store, lambda unit: unit.jury_lots.word(one.id, 1, BEN)) == "better"
    assert ask(store, lambda unit: unit.jury_lots.words(one.id, 1)) == ["better"]
    with pytest.raises(DatabaseError):
        do(store, lambda unit: unit.jury_lots.put_word(one.id, 1, BEN, "late", NOW + DAY))


def test_only_what_was_adopted_is_challenged_once_at_a_time_and_on_each_ground_once(
    store: Store, circle_id: CircleId
) -> None:
    with pytest.raises(DatabaseError):
        filed(store, circle_id, open_decision(store, circle_id))
    one = filed(store, circle_id, decided(store, circle_id))
    with pytest.raises(DatabaseError):
        filed(store, circle_id, one.proposal_id, ground=Ground.COUNT)
    do(store, lambda unit: unit.challenges.put(_ended(one, Phase.DISMISSED)))
    with pytest.raises(DatabaseError):
        filed(store, circle_id, one.proposal_id)
    with pytest.raises(DatabaseError):
        do(store, lambda unit: unit.challenges.put(_ended(one, Phase.UPHELD)))
    filed(store, circle_id, one.proposal_id, ground=Ground.COUNT)


def _ended(one: Challenge, phase: Phase) -> Challenge:
    return replace(one, phase=phase, until=None, ended_at=NOW + DAY, upheld=3 * (phase is Phase.UPHELD), judged=3)


@pytest.mark.parametrize("party", [ANNA, BEN])
def test_no_party_sits_on_the_jury_whoever_writes(store: Store, circle_id: CircleId, party: MemberId) -> None:
    one = filed(store, circle_id, decided(store, circle_id))
    called = replace(one, phase=Phase.JURY, until=NOW + 4 * DAY, jurors=(Juror(party, NOW),))
    with pytest.raises(DatabaseError):
        do(store, lambda unit: unit.challenges.put(called))


def test_only_a_challenge_suspends_and_only_a_jury_annuls(store: Store, circle_id: CircleId) -> None:
    agreement, proposal_id = added(store, circle_id), decided(store, circle_id)
    for status in (Status.SUSPENDED, Status.ANNULLED):
        with pytest.raises(DatabaseError):
            do(store, lambda unit, status=status: unit.agreements.put(replace(agreement, status=status)))
    one = filed(store, circle_id, proposal_id, agreement.id)
    suspended = replace(agreement, status=Status.SUSPENDED)
    do(store, lambda unit: unit.agreements.put(suspended))
    with pytest.raises(DatabaseError):
        do(store, lambda unit: unit.agreements.put(replace(agreement, status=Status.ANNULLED)))
    do(store, lambda unit: unit.challenges.put(_ended(one, Phase.UPHELD)))
    do(store, lambda unit: unit.agreements.put(replace(agreement, status=Status.ANNULLED)))
    with pytest.raises(DatabaseError):
        do(store, lambda unit: unit.agreements.put(agreement))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE challenge SET words = 'x'",
        "UPDATE challenge SET by_id = 1",
        "UPDATE challenge SET phase = 'upheld', ended_at = filed_at, until = NULL, upheld = 1, judged = 2",
        "UPDATE jury_lot SET secret = 'x'",
        "UPDATE jury_lot SET pool = '[]'",
        "UPDATE jury_lot SET line = '[]', opened_at = deadline",
        "UPDATE juror SET verdict = NULL",
        "UPDATE juror SET reason = ''",
        "DELETE FROM challenge",
        "DELETE FROM jury_lot",
        "DELETE FROM juror",
    ],
)
def test_the_database_refuses_what_no_jury_has_done(store: Store, circle_id: CircleId, statement: str) -> None:
    sat(store, filed(store, circle_id, decided(store, circle_id)))
    engine = make_engine(store.url)
    with pytest.raises(DatabaseError), engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def test_after_the_end_nobody_judges_any_more(store: Store, circle_id: CircleId) -> None:
    sitting = sat(store, filed(store, circle_id, decided(store, circle_id)))
    do(store, lambda unit: unit.challenges.put(_ended(sitting, Phase.UPHELD)))
    engine = make_engine(store.url)
    with pytest.raises(DatabaseError), engine.begin() as connection:
        connection.exec_driver_sql("UPDATE juror SET verdict = 'dismiss'")
    engine.dispose()
