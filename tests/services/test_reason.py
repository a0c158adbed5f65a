"""Reasons of vetoes: kept with the ballot, gone with it, sealed, seen by nobody before the count, and then by all."""

from hashlib import sha256

import pytest

from bot.rules.decision import Choice, Decision, PollResult
from bot.rules.errors import BlankText, NotOnRoll, ReasonMissing, ReasonUnasked, VoteClosed
from bot.rules.ids import CircleId, MemberId
from bot.rules.majority import FixedQuorum, Outcome
from bot.rules.poll import PollRules
from bot.services import poll, vote
from bot.services.values import Event
from tests.databases import without_guards
from tests.services.test_polls import choose
from tests.store.world import ANNA, BEN, CLEO, DAVID, DAY, ELA, NOW
from tests.town import FAY, Town, about, person

YES, NO, ABSTAIN = Choice.YES, Choice.NO, Choice.ABSTAIN


@pytest.fixture
def kitchen(town: Town) -> CircleId:
    """A circle of five without a quorum."""
    return town.found(quorum=FixedQuorum(1))


@pytest.fixture
def oven(town: Town, kitchen: CircleId) -> Decision:
    """An open vote by consensus approval, with three in favour."""
    decision = choose(town, kitchen, PollRules("consensus_approval"), ())
    for member in (ANNA, BEN, CLEO):
        town.cast(decision, member, YES)
    return decision


def mine(town: Town, decision: Decision, member: MemberId) -> str | None:
    return town.store.read_now(vote.my_vote, about(decision, member)).reason


def counted(town: Town, decision: Decision) -> tuple[Outcome, list[str]]:
    """Count, and return how it ended and the reasons that are published."""
    town.sweep(NOW + 6 * DAY)
    result = town.seen(decision).result
    assert isinstance(result, PollResult)
    return result.outcome, list(town.store.read_now(poll.how_counted, about(decision, FAY)).reasons)


def by_hand(town: Town, *statements: str) -> None:
    """Change the database by another hand, which has taken the guards away before."""
    assert town.store._writer
    with town.store._writer.begin() as connection:
        without_guards(connection, "ballot_update_argued", "ballot_reason_sealed")
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_a_veto_stands_with_its_reason_which_everybody_reads_in_the_end(town: Town, oven: Decision) -> None:
    receipt = town.cast(oven, DAVID, NO, reason="The chimney\n is cracked.")
    assert receipt.veto
    assert mine(town, oven, DAVID) == "The chimney is cracked."
    assert counted(town, oven) == (Outcome.NOT_ADOPTED, ["The chimney is cracked."])


def test_a_veto_without_a_reason_is_not_cast_and_the_ballot_before_it_stands(town: Town, oven: Decision) -> None:
    for reason, refused in ((None, ReasonMissing), (" \u200b ", BlankText)):
        with pytest.raises(refused):
            town.cast(oven, BEN, NO, reason=reason)
    with pytest.raises(ReasonUnasked):
        town.cast(oven, BEN, YES, reason="Because.")
    assert len(town.remembered(Event.BALLOT_CAST)) == 3
    assert counted(town, oven) == (Outcome.ADOPTED, [])


@pytest.mark.parametrize("choice", [YES, ABSTAIN])
def test_a_changed_ballot_takes_its_reason_away(town: Town, oven: Decision, choice: Choice) -> None:
    town.cast(oven, DAVID, NO, reason="The chimney is cracked.")
    town.cast(oven, DAVID, choice)
    assert mine(town, oven, DAVID) is None
    assert counted(town, oven) == (Outcome.ADOPTED, [])


def test_a_withdrawn_ballot_takes_its_reason_away(town: Town, oven: Decision) -> None:
    town.cast(oven, DAVID, NO, reason="The chimney is cracked.")
    town.take_back(oven, DAVID)
    assert mine(town, oven, DAVID) is None
    assert counted(town, oven) == (Outcome.ADOPTED, [])


def test_the_last_reason_is_the_one_that_is_published(town: Town, oven: Decision) -> None:
    town.cast(oven, DAVID, NO, reason="It costs too much.")
    assert town.cast(oven, DAVID, NO, reason="The chimney is cracked.").changed
    assert counted(town, oven)[1] == ["The chimney is cracked."]


def test_a_delegates_no_carries_one_reason_for_all_whose_votes_it_carries(town: Town, oven: Decision) -> None:
    town.trust(ELA, DAVID)
    town.cast(oven, DAVID, NO, reason="The chimney is cracked.")
    assert counted(town, oven) == (Outcome.NOT_ADOPTED, ["The chimney is cracked."])
    count = town.store.read_now(poll.how_counted, about(oven, FAY)).count
    assert count
    assert count.totals == {"yes": 3, "no": 2}


def test_vector_13_a_veto_whose_reason_is_missing_is_void(town: Town, oven: Decision) -> None:
    town.cast(oven, DAVID, NO, reason="The chimney is cracked.")
    by_hand(town, "UPDATE ballot SET reason = NULL")
    assert counted(town, oven) == (Outcome.ADOPTED, [])
    count = town.store.read_now(poll.how_counted, about(oven, FAY)).count
    assert count
    assert (count.totals, count.steps[0].facts["abstained"]) == ({"yes": 3, "no": 0}, 1)


def test_a_void_objection_does_not_stop_a_lazy_consensus(town: Town, kitchen: CircleId) -> None:
    decision = choose(town, kitchen, PollRules("lazy_consensus"), ())
    town.cast(decision, BEN, YES)
    town.cast(decision, DAVID, NO, reason="The chimney is cracked.")
    assert counted(town, decision)[0] is Outcome.NOT_ADOPTED
    again = choose(town, kitchen, PollRules("lazy_consensus"), ())
    town.cast(again, BEN, YES)
    town.cast(again, DAVID, NO, reason="The chimney is cracked.")
    by_hand(town, f"UPDATE ballot SET reason = NULL WHERE proposal_id = {again.id} AND choice = 'no'")
    assert counted(town, again)[0] is Outcome.ADOPTED


def test_who_has_left_vetoes_nothing_and_their_reason_is_not_published(
    town: Town, kitchen: CircleId, oven: Decision
) -> None:
    town.cast(oven, DAVID, NO, reason="The chimney is cracked.")
    town.leave(kitchen, DAVID, NOW + DAY)
    assert counted(town, oven) == (Outcome.ADOPTED, [])


def test_no_reason_is_told_while_the_vote_runs_nor_after_the_proposal_was_withdrawn(town: Town, oven: Decision) -> None:
    town.cast(oven, DAVID, NO, reason="The chimney is cracked.")
    assert town.store.read_now(poll.how_counted, about(oven, DAVID)).reasons == ()
    assert mine(town, oven, ANNA) is None
    town.withdraw(oven)
    assert town.store.read_now(poll.how_counted, about(oven, DAVID)).reasons == ()


def test_reasons_are_published_in_an_order_that_says_nothing_of_who_gave_them(town: Town, oven: Decision) -> None:
    for member, reason in ((ELA, "Because."), (DAVID, "No."), (ANNA, "Costly.")):
        town.cast(oven, member, NO, reason=reason)
    assert counted(town, oven)[1] == ["Because.", "Costly.", "No."]


def test_no_reason_is_taken_once_the_vote_is_over_or_from_who_is_not_on_the_roll(town: Town, oven: Decision) -> None:
    with pytest.raises(VoteClosed):
        town.cast(oven, DAVID, NO, oven.closes_at, reason="Late.")
    with pytest.raises(NotOnRoll):
        town.cast(oven, FAY, NO, reason="From outside.")
    assert counted(town, oven) == (Outcome.ADOPTED, [])


def test_the_ledger_seals_a_reason_with_its_ballot_and_does_not_tell_it(town: Town, oven: Decision) -> None:
    town.cast(oven, DAVID, NO, reason="The chimney is cracked.")
    assert town.store._writer
    with town.store._writer.begin() as connection:
        salt = connection.exec_driver_sql("SELECT salt FROM ballot WHERE choice = 'no'").scalar_one()
    sealed = sha256(f"{salt}no\nThe chimney is cracked.".encode()).hexdigest()
    assert f'"ballot":"{sealed}"' in town.remembered(Event.BALLOT_CAST)[-1]
    town.sweep(NOW + 6 * DAY)
    assert not any("chimney" in row for event in Event for row in town.remembered(event))
    assert town.chain_broken_at() is None


def test_no_repr_tells_a_reason(town: Town, oven: Decision) -> None:
    wish = vote.CastBallot(actor=person(DAVID), now=NOW, proposal_id=oven.id, choice=NO, reason="The chimney.")
    receipt = town.store.run_now(vote.cast_ballot, wish)
    seen = town.store.read_now(vote.my_vote, about(oven, DAVID))
    assert seen.reason == "The chimney."
    assert not any("chimney" in repr(each) for each in (wish, receipt, seen))


def test_a_repeated_veto_is_cast_once(town: Town, oven: Decision) -> None:
    first = town.cast(oven, DAVID, NO, key="7", reason="The chimney is cracked.")
    assert town.cast(oven, DAVID, NO, key="7", reason="The chimney is cracked.") == first
    assert len(town.remembered(Event.BALLOT_CAST)) == 4


@pytest.mark.parametrize("method", ["majority_approval", "k_of_n", "simple"])
def test_elsewhere_a_no_is_cast_in_one_press_and_has_no_reason(town: Town, kitchen: CircleId, method: str) -> None:
    decision = choose(town, kitchen, PollRules(method), ())
    assert not town.cast(decision, DAVID, NO).veto
    for asked in (decision, town.propose(kitchen)):
        with pytest.raises(ReasonUnasked):
            town.cast(asked, DAVID, NO, reason="Because.")
