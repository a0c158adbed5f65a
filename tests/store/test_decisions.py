"""Decisions, their rolls and ballots, and when they are due."""

from datetime import timedelta

import pytest

from bot.rules.decision import Choice, Result, State
from bot.rules.ids import ChannelId, CircleId, MemberId, MessageId, ProposalId
from bot.rules.majority import Outcome, Tally, Verdict
from bot.rules.timing import countable_at
from bot.services.values import Place
from bot.store.tables.decisions import BallotRow
from bot.store.types import NaiveMoment
from bot.store.writer import Store
from tests.store.world import ANNA, BEN, CLEO, DAY, HOME, NOW, RULES, ask, cast, do, open_decision


def test_a_decision_comes_back_as_it_was_opened(store: Store, proposal_id: ProposalId) -> None:
    decision = ask(store, lambda unit: unit.decisions.get(proposal_id))
    assert decision
    assert (decision.id, decision.circle, decision.version, decision.state) == (
        proposal_id,
        "Garden",
        1,
        State.OPEN,
    )
    assert decision.rules == RULES
    assert decision.opened_at == NOW
    assert decision.closes_at.tzinfo is not None
    assert decision.result is None


def test_the_roll_is_who_was_eligible_at_the_opening(store: Store, circle_id: CircleId) -> None:
    proposal_id = open_decision(store, circle_id)
    do(store, lambda unit: unit.memberships.leave(circle_id, [BEN], NOW + DAY))
    assert ask(store, lambda unit: unit.decisions.on_roll(proposal_id, BEN))
    assert not ask(store, lambda unit: unit.decisions.on_roll(proposal_id, MemberId(5)))


def test_only_who_was_on_the_roll_and_is_a_member_still_is_entitled(store: Store, circle_id: CircleId) -> None:
    proposal_id, late = open_decision(store, circle_id), MemberId(5)
    do(store, lambda unit: unit.memberships.leave(circle_id, [BEN], NOW + DAY))
    do(store, lambda unit: unit.memberships.enter(circle_id, [late], NOW + DAY))
    entitled = ask(store, lambda unit: [unit.decisions.entitled(proposal_id, one) for one in (ANNA, BEN, late)])
    assert entitled == [True, False, False]
    do(store, lambda unit: unit.memberships.enter(circle_id, [BEN], NOW + 2 * DAY))
    assert ask(store, lambda unit: unit.decisions.entitled(proposal_id, BEN))


def test_a_result_comes_back_as_it_was_counted(store: Store, proposal_id: ProposalId) -> None:
    verdict = Verdict(Outcome.ADOPTED, Tally(3, 1, 0), 5, RULES.quorum, 2)
    result = Result(verdict, direct=3, delegated=1, unrepresented=1)
    do(store, lambda unit: unit.decisions.record(proposal_id, result))
    decision = ask(store, lambda unit: unit.decisions.get(proposal_id))
    assert decision
    assert decision.result == result


def test_a_state_is_left_once(store: Store, proposal_id: ProposalId) -> None:
    steps = [do(store, lambda unit: unit.decisions.move(proposal_id, State.OPEN, State.FROZEN, NOW)) for _ in "ab"]
    assert steps == [True, False]
    assert ask(store, lambda unit: unit.decisions.to_count()) == [proposal_id]


def test_open_decisions_are_due_by_reminder_then_by_deadline(store: Store, circle_id: CircleId) -> None:
    late = open_decision(store, circle_id, NOW + 6 * DAY)
    early = open_decision(store, circle_id, NOW + 3 * DAY)
    assert ask(store, lambda unit: unit.decisions.next_due()) == NOW + 2 * DAY
    assert ask(store, lambda unit: unit.decisions.to_remind(NOW + 2 * DAY)) == [early]
    assert do(store, lambda unit: unit.decisions.reminded(early, NOW + 2 * DAY))
    assert not do(store, lambda unit: unit.decisions.reminded(early, NOW + 2 * DAY))
    assert ask(store, lambda unit: unit.decisions.next_due()) == countable_at(NOW + 3 * DAY)
    assert ask(store, lambda unit: unit.decisions.to_freeze(NOW + 3 * DAY - timedelta(microseconds=1))) == []
    assert ask(store, lambda unit: unit.decisions.to_freeze(NOW + 9 * DAY)) == [early, late]


def test_an_extension_reminds_anew(store: Store, proposal_id: ProposalId) -> None:
    do(store, lambda unit: unit.decisions.reminded(proposal_id, NOW + 4 * DAY))
    do(store, lambda unit: unit.decisions.extend(proposal_id, NOW + 9 * DAY, NOW + 8 * DAY))
    assert ask(store, lambda unit: unit.decisions.next_due()) == NOW + 8 * DAY
    decision = ask(store, lambda unit: unit.decisions.get(proposal_id))
    assert decision
    assert decision.extended


def test_lists_are_newest_first_and_open_ones_are_counted_per_proposer(store: Store, circle_id: CircleId) -> None:
    first, second = open_decision(store, circle_id), open_decision(store, circle_id)
    do(store, lambda unit: unit.decisions.move(first, State.OPEN, State.WITHDRAWN, NOW))
    listed = ask(store, lambda unit: unit.decisions.of(HOME, open_only=False))
    assert [decision.id for decision in listed] == [second, first]
    assert [one.id for one in ask(store, lambda unit: unit.decisions.of(HOME, open_only=True))] == [second]
    assert ask(store, lambda unit: unit.decisions.open_by(circle_id, ANNA)) == 1
    assert ask(store, lambda unit: unit.decisions.open_by(circle_id, BEN)) == 0


def test_a_place_is_remembered_and_found_by_its_card(store: Store, proposal_id: ProposalId) -> None:
    assert ask(store, lambda unit: unit.proposals.place(proposal_id)) == Place(ChannelId(1 << 62))
    place = Place(ChannelId(3), MessageId(1 << 59), ChannelId(5), "no rights")
    do(store, lambda unit: unit.proposals.put(proposal_id, place))
    assert ask(store, lambda unit: unit.proposals.place(proposal_id)) == place
    assert ask(store, lambda unit: unit.proposals.shown_by(MessageId(1 << 59))) == proposal_id
    assert ask(store, lambda unit: unit.proposals.shown_by(MessageId(1))) is None


def test_one_ballot_per_member_is_live(store: Store, proposal_id: ProposalId) -> None:
    for member, choice in ((CLEO, Choice.NO), (ANNA, Choice.YES), (BEN, Choice.NO), (BEN, Choice.ABSTAIN)):
        cast(store, proposal_id, member, choice)
    do(store, lambda unit: unit.ballots.remove(proposal_id, CLEO))
    assert ask(store, lambda unit: unit.ballots.get(proposal_id, BEN)) is Choice.ABSTAIN
    assert ask(store, lambda unit: unit.ballots.get(proposal_id, CLEO)) is None
    assert ask(store, lambda unit: unit.ballots.all(proposal_id)) == [(ANNA, "yes"), (BEN, "abstain")]
    assert ask(store, lambda unit: unit.ballots.count(proposal_id)) == 2


def test_a_ballot_tells_its_choice_in_no_repr() -> None:
    ballot = BallotRow(proposal_id=1, member_id=2, choice=Choice.ABSTAIN, salt="5a17", cast_at=NOW)
    assert "abstain" not in repr(ballot).lower()
    assert "5a17" not in repr(ballot)


def test_a_naive_moment_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="naive moment") as refused:
        do(store, lambda unit: unit.drafts.forget_before(NOW.replace(tzinfo=None)))
    assert isinstance(refused.value.__cause__ or refused.value, NaiveMoment)
