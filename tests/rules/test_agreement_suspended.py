"""As long as a decision is before a jury its agreement is as it was before it (5.4, 10.4, J1, G6)."""

import pytest

from bot.rules.agreement import (
    AGAIN,
    Agreement,
    Annul,
    Change,
    Drop,
    Reinstate,
    Renew,
    ReviewDue,
    Status,
    Suspend,
    Text,
)
from bot.rules.ids import ProposalId
from bot.rules.process.errors import NotNow
from tests.rules.process.walks import DAY, NOW
from tests.rules.test_agreement import LATER, RECORD, act, adopted, due

FIRST, SECOND = ProposalId(1), ProposalId(2)
OLD = Text(1, RECORD, FIRST, NOW)


def changed() -> Agreement:
    """Return an agreement in its second version."""
    return act(adopted(), Change(LATER, SECOND), NOW + DAY)


def text_of(agreement: Agreement) -> Text:
    return Text(agreement.version, agreement.record, agreement.adopted_by, agreement.adopted_at)


def suspended(agreement: Agreement, by: ProposalId) -> Agreement:
    """Challenge a decision about an agreement; the former version is the first where there is a second."""
    former = OLD if agreement.version > 1 else None
    return act(agreement, Suspend(by, former), NOW + 2 * DAY)


def test_what_is_new_is_not_in_force_and_is_then_in_force_again_or_never() -> None:
    held = suspended(adopted(), FIRST)
    assert (held.status, held.in_force, list(held.alarms())) == (Status.SUSPENDED, False, [])
    assert act(held, Reinstate(text_of(adopted())), NOW + 5 * DAY) == adopted()
    annulled = act(held, Annul(), NOW + 5 * DAY)
    assert (annulled.status, annulled.in_force, annulled.aside) == (Status.ANNULLED, False, None)
    for move in (Renew(DAY), Change(LATER, SECOND), Drop(), ReviewDue(), Suspend(FIRST), Annul()):
        with pytest.raises(NotNow):
            act(annulled, move)


def test_of_a_change_the_former_version_holds_meanwhile_and_after_it_is_annulled() -> None:
    held = suspended(changed(), SECOND)
    assert (held.status, text_of(held)) == (Status.IN_FORCE, OLD)
    assert not list(held.alarms()), "what is before a jury does not come back for review"
    assert act(held, Reinstate(text_of(changed())), NOW + 5 * DAY) == changed()
    annulled = act(held, Annul(), NOW + 5 * DAY)
    assert (annulled.status, text_of(annulled)) == (Status.IN_FORCE, OLD)
    assert annulled.review_at == NOW + 5 * DAY + AGAIN, "the circle looks at it soon"
    third = act(annulled, Change(LATER, ProposalId(3)), NOW + 6 * DAY)
    assert third.version == 3, "the number of what was annulled is not used again"


def test_what_was_dropped_is_in_force_meanwhile() -> None:
    dropped = act(due(), Drop(), NOW + DAY)
    held = suspended(dropped, SECOND)
    assert (held.status, held.in_force) == (Status.IN_FORCE, True)
    assert act(held, Reinstate(text_of(dropped)), NOW + 5 * DAY) == dropped
    assert act(held, Annul(), NOW + 5 * DAY).status is Status.IN_FORCE


def test_what_was_kept_stays_in_force_and_comes_back_soon_where_that_was_annulled() -> None:
    kept = act(due(), Renew(400 * DAY), NOW + 181 * DAY)
    held = suspended(kept, SECOND)
    assert held.in_force
    assert act(held, Reinstate(text_of(kept)), NOW + 185 * DAY) == kept
    assert act(held, Annul(), NOW + 185 * DAY).review_at == NOW + 185 * DAY + AGAIN


def test_where_nobody_could_judge_it_comes_back_at_once() -> None:
    back = act(suspended(adopted(), FIRST), Reinstate(text_of(adopted()), unheard=True), NOW + 5 * DAY)
    assert (back.status, back.review_at) == (Status.IN_FORCE, NOW + 5 * DAY)


def test_a_review_that_ran_begins_anew_afterwards() -> None:
    held = suspended(due(), FIRST)
    back = act(held, Reinstate(text_of(due())), NOW + 200 * DAY)
    assert (back.status, back.review_at) == (Status.IN_FORCE, due().review_at)


@pytest.mark.parametrize(("before", "by"), [(adopted(), FIRST), (changed(), SECOND)])
def test_another_decision_overtakes_what_is_before_a_jury(before: Agreement, by: ProposalId) -> None:
    later = act(suspended(before, by), Change(LATER, ProposalId(9)), NOW + 3 * DAY)
    assert (later.status, later.version, later.adopted_by) == (Status.IN_FORCE, before.version + 1, ProposalId(9))
    assert later.aside is None
    assert len(list(later.alarms())) == 1
