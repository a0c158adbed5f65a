"""A vote that missed its quorum may be put once more, after a rest; a second failure closes it."""

from datetime import timedelta

import pytest

from bot.rules.decision import REST, Choice, Decision
from bot.rules.errors import MayNotPropose, NoSuchDraft, NotPutAgain, PutAgainAlready, PutAgainTooSoon
from bot.rules.ids import CircleId, MemberId, ProposalId
from bot.rules.majority import Outcome, Supermajority
from bot.services import draft, proposal
from bot.services.values import Draft
from tests.store.world import ANNA, BEN, CLEO, DAVID, DAY, MEMBERS
from tests.town import FAY, Town, about, person


@pytest.fixture
def missed(town: Town, garden: CircleId) -> Decision:
    """A vote with two thirds asked for, of which nobody took notice."""
    decision = town.propose(garden, threshold=Supermajority(2, 1))
    town.counted(decision)
    return town.seen(decision)


def again(town: Town, decision: Decision, member: MemberId = ANNA, rested: timedelta = REST) -> Draft:
    return town.store.run_now(draft.put_again, about(decision, member, decision.closes_at + rested))


def reopened(town: Town, typed: Draft, member: MemberId = ANNA, rested: timedelta = REST + DAY) -> Decision:
    now = town.known(typed.again_id or ProposalId(0)).closes_at + rested
    wish = proposal.OpenProposal(
        actor=person(member),
        now=now,
        circle_id=typed.circle_id,
        title=typed.title,
        text=typed.text,
        threshold=Supermajority(2, 1),
        deadline=now + 5 * DAY,
        draft_id=typed.id,
    )
    return town.known(town.store.run_now(proposal.open_proposal, wish))


def test_it_is_put_again_with_its_text_and_its_threshold(town: Town, missed: Decision) -> None:
    assert missed.result
    assert missed.result.verdict.outcome is Outcome.NO_QUORUM
    typed = again(town, missed)
    assert (typed.title, typed.text, typed.threshold, typed.again_id) == (missed.title, missed.text, "2:1", missed.id)
    second = reopened(town, typed)
    assert (second.again_id, second.title) == (missed.id, missed.title)


def test_it_rests_first(town: Town, missed: Decision) -> None:
    with pytest.raises(PutAgainTooSoon) as soon:
        again(town, missed, rested=REST - timedelta(seconds=1))
    assert soon.value.earliest == missed.closes_at + REST


def test_it_is_put_again_once_also_where_two_have_begun_to(town: Town, missed: Decision) -> None:
    first, second = again(town, missed, ANNA), again(town, missed, BEN)
    opened = reopened(town, first)
    with pytest.raises(PutAgainAlready) as already:
        reopened(town, second, BEN)
    assert already.value.number == opened.id
    with pytest.raises(PutAgainAlready):
        again(town, missed, rested=REST + 2 * DAY)


def test_a_second_failure_closes_it(town: Town, missed: Decision) -> None:
    second = reopened(town, again(town, missed))
    town.counted(second)
    with pytest.raises(NotPutAgain):
        again(town, town.seen(second))


def test_a_vote_that_had_its_quorum_is_not_put_again(town: Town, garden: CircleId) -> None:
    decision = town.propose(garden)
    with pytest.raises(NotPutAgain):
        again(town, decision)
    for member in MEMBERS:
        town.cast(decision, member, Choice.YES)
    town.counted(decision)
    with pytest.raises(NotPutAgain):
        again(town, town.seen(decision))


def test_only_who_may_propose_puts_it_again(town: Town, missed: Decision) -> None:
    with pytest.raises(MayNotPropose):
        again(town, missed, FAY)


def test_what_it_puts_again_is_kept_when_the_draft_is_changed(town: Town, garden: CircleId, missed: Decision) -> None:
    typed = again(town, missed)
    changed = draft.KeepDraft(
        actor=person(ANNA),
        now=missed.closes_at + REST,
        draft_id=typed.id,
        circle_id=garden,
        title="Fewer trees",
        text="Six.",
        threshold="circle",
        deadline="5 days",
    )
    assert town.store.run_now(draft.keep_draft, changed).again_id == missed.id


def test_a_draft_is_opened_once_and_by_its_author(town: Town, missed: Decision) -> None:
    typed = again(town, missed, CLEO)
    with pytest.raises(NoSuchDraft):
        reopened(town, typed, DAVID)
    reopened(town, typed, CLEO)
    with pytest.raises((NoSuchDraft, PutAgainAlready)):
        reopened(town, typed, CLEO)
