"""What is agreed on stays in force until a decision changes or drops it, and silence is flagged (5.4, G6, K13)."""

from datetime import datetime

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.rules.agreement import AGAIN, MACHINE, Agreement, Change, Drop, LeaveOpen, Renew, ReviewDue, Status
from bot.rules.agreement.decay import Decay
from bot.rules.ids import AgreementId, CircleId, CommunityId, ProposalId
from bot.rules.process.errors import NotNow
from bot.rules.process.machine import Move, Turn
from bot.rules.process.record import Record
from tests.rules.process.walks import ANNA, DAY, NOW

RECORD = Record(text="We bake.", review=180 * DAY, responsible=ANNA)
LATER = Record(text="We bake bread.", review=90 * DAY, responsible=ANNA)


def adopted() -> Agreement:
    return Agreement(
        id=AgreementId(1),
        community_id=CommunityId(1),
        circle_id=CircleId(1),
        circle="Kitchen",
        title="Bread",
        record=RECORD,
        adopted_by=ProposalId(1),
        adopted_at=NOW,
        review_at=NOW + RECORD.review,
    )


def act(agreement: Agreement, move: Move, at: datetime = NOW) -> Agreement:
    return MACHINE.act(agreement, move, Turn(None, at))


def due() -> Agreement:
    return MACHINE.at(adopted(), NOW + 180 * DAY)


class Life(RuleBasedStateMachine):
    """Decisions, dates and silence, in whatever order."""

    @initialize()
    def begin(self) -> None:
        self.now, self.one, self.decided = NOW, adopted(), 1

    @rule(days=st.integers(1, 200))
    def wait(self, days: int) -> None:
        self.now += days * DAY
        before, self.one = self.one, MACHINE.at(self.one, self.now)
        assert self.one.status is before.status or self.one.status is Status.REVIEW_DUE
        assert (self.one.version, self.one.record) == (before.version, before.record)

    @rule(move=st.sampled_from((Renew(60 * DAY), Change(LATER, ProposalId(2)), Drop(), LeaveOpen(), ReviewDue())))
    def happen(self, move: Move) -> None:
        before = MACHINE.at(self.one, self.now)
        try:
            self.one = act(self.one, move, self.now)
        except NotNow:
            assert before.status is Status.DROPPED or not MACHINE.offers(before, type(move))
            return
        assert (self.one.status is Status.DROPPED) == isinstance(move, Drop), "never dropped without a decision"
        assert self.one.version == before.version + isinstance(move, Change)
        assert self.one.undecided == (before.undecided + 1 if isinstance(move, LeaveOpen) else 0) or isinstance(
            move, ReviewDue
        )

    @invariant()
    def in_force_it_has_one_version_a_date_and_a_decision(self) -> None:
        if hasattr(self, "one") and self.one.status is not Status.DROPPED:
            assert self.one.version >= 1
            assert self.one.review_at is not None
            assert self.one.adopted_by
            alarms = list(self.one.alarms())
            assert len(alarms) == (self.one.status is Status.IN_FORCE), "it comes back by itself, once"


TestLife = Life.TestCase


def test_it_comes_back_on_its_date_and_not_before() -> None:
    assert MACHINE.at(adopted(), NOW + 180 * DAY - DAY).status is Status.IN_FORCE
    assert due().status is Status.REVIEW_DUE


def test_silence_leaves_it_in_force_flagged_and_it_comes_back_after_a_month() -> None:
    left = act(due(), LeaveOpen(), NOW + 200 * DAY)
    assert (left.status, left.review_at, left.undecided) == (Status.IN_FORCE, NOW + 200 * DAY + AGAIN, 1)
    assert left.flagged(NOW + 200 * DAY)
    again = act(MACHINE.at(left, left.review_at), LeaveOpen(), left.review_at + 14 * DAY)
    assert again.undecided == 2
    assert not act(MACHINE.at(again, again.review_at), Renew(90 * DAY), again.review_at).flagged(again.review_at)


def test_what_was_not_asked_about_in_time_is_flagged_and_what_is_being_asked_about_is_not() -> None:
    assert adopted().flagged(NOW + 181 * DAY)
    assert not adopted().flagged(NOW)
    assert not due().flagged(NOW + 181 * DAY)


def test_a_change_by_another_decision_sets_a_date_of_its_own_also_while_a_review_runs() -> None:
    for before in (adopted(), due()):
        changed = act(before, Change(LATER, ProposalId(9)), NOW + 185 * DAY)
        assert (changed.version, changed.record, changed.adopted_by) == (2, LATER, ProposalId(9))
        assert changed.review_at == NOW + 275 * DAY
        assert changed.status is Status.IN_FORCE


@pytest.mark.parametrize("move", [Renew(DAY), Change(LATER, ProposalId(2)), Drop(), LeaveOpen(), ReviewDue()])
def test_what_is_dropped_stays_dropped(move: Move) -> None:
    with pytest.raises(NotNow):
        act(act(due(), Drop()), move)
    assert not act(due(), Drop()).flagged(NOW + 999 * DAY)


def test_nothing_is_renewed_or_dropped_before_its_circle_was_asked() -> None:
    for move in (Renew(DAY), Drop(), LeaveOpen()):
        with pytest.raises(NotNow):
            act(adopted(), move)


@pytest.mark.parametrize(
    ("standing", "overdue", "level"),
    [(0, 0, "good"), (100, 15, "good"), (100, 16, "amber"), (100, 30, "amber"), (100, 31, "red"), (1, 1, "red")],
)
def test_norms_decay_where_many_reviews_are_overdue(standing: int, overdue: int, level: str) -> None:
    assert Decay(standing, overdue).level == level
