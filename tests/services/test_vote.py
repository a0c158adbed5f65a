"""Ballots: one per member, changed and withdrawn at will until the deadline, and nobody's but the caster's."""

import pytest

from bot.rules.chain import ChainEnd
from bot.rules.decision import Choice, Decision
from bot.rules.errors import NoBallot, NoSuchProposal, NotOnRoll, VoteClosed
from bot.rules.ids import CircleId, MemberId, ProposalId
from bot.services import vote
from bot.services.proposal import AboutProposal, show_proposal
from bot.services.values import Event, Notice
from tests.store.world import ANNA, BEN, CLEO, DAVID, DAY, HOUR, NOW
from tests.town import FAY, MAYOR, MOMENT, Town, about, person, stranger

YES, NO, ABSTAIN = Choice.YES, Choice.NO, Choice.ABSTAIN


def test_a_ballot_is_answered_with_a_receipt(town: Town, trees: Decision) -> None:
    receipt = town.cast(trees, BEN, YES)
    assert (len(receipt.code), receipt.title, receipt.closes_at, receipt.changed) == (
        9,
        trees.title,
        trees.closes_at,
        False,
    )


def test_the_last_ballot_before_the_deadline_counts(town: Town, trees: Decision) -> None:
    town.cast(trees, BEN, YES)
    assert town.cast(trees, BEN, NO, trees.closes_at - MOMENT).changed
    assert town.counted(trees) == (0, 1, 0, 4)


def test_a_ballot_received_at_the_deadline_is_too_late(town: Town, trees: Decision) -> None:
    with pytest.raises(VoteClosed) as closed:
        town.cast(trees, BEN, YES, trees.closes_at)
    assert not closed.value.withdrawn


def test_a_ballot_received_in_time_but_read_after_the_deadline_counts(town: Town, trees: Decision) -> None:
    town.sweep(trees.closes_at + 4 * HOUR / 3600)
    town.cast(trees, BEN, YES, trees.closes_at - MOMENT)
    assert town.counted(trees) == (1, 0, 0, 4)


def test_no_ballot_is_taken_once_the_vote_was_counted(town: Town, trees: Decision) -> None:
    town.counted(trees)
    with pytest.raises(VoteClosed):
        town.cast(trees, BEN, YES, trees.closes_at - MOMENT)


def test_no_ballot_is_taken_in_a_withdrawn_vote(town: Town, trees: Decision) -> None:
    town.withdraw(trees)
    with pytest.raises(VoteClosed) as closed:
        town.cast(trees, BEN, YES)
    assert closed.value.withdrawn


@pytest.mark.parametrize("outsider", [FAY, MAYOR])
def test_who_is_not_in_the_circle_has_no_vote(town: Town, trees: Decision, outsider: MemberId) -> None:
    with pytest.raises(NotOnRoll):
        town.cast(trees, outsider, YES)


def test_who_joined_after_the_opening_has_no_vote(town: Town, garden: CircleId, trees: Decision) -> None:
    town.join(garden, FAY, NOW + HOUR)
    with pytest.raises(NotOnRoll):
        town.cast(trees, FAY, YES, NOW + 2 * HOUR)


def test_who_left_has_no_vote_until_they_are_back(town: Town, garden: CircleId, trees: Decision) -> None:
    town.leave(garden, BEN, NOW + HOUR)
    with pytest.raises(NotOnRoll):
        town.cast(trees, BEN, YES, NOW + 2 * HOUR)
    town.join(garden, BEN, NOW + 3 * HOUR)
    town.cast(trees, BEN, YES, NOW + 4 * HOUR)
    assert town.counted(trees) == (1, 0, 0, 4)


def test_another_community_cannot_vote_on_it(town: Town, trees: Decision) -> None:
    wish = vote.CastBallot(actor=stranger(trees.id).actor, now=NOW, proposal_id=trees.id, choice=YES)
    with pytest.raises(NoSuchProposal):
        town.store.run_now(vote.cast_ballot, wish)


def test_nobody_votes_on_what_is_not_there(town: Town) -> None:
    wish = vote.CastBallot(actor=person(ANNA), now=NOW, proposal_id=ProposalId(404), choice=YES)
    with pytest.raises(NoSuchProposal):
        town.store.run_now(vote.cast_ballot, wish)


def test_a_ballot_taken_back_is_not_counted(town: Town, trees: Decision) -> None:
    town.cast(trees, BEN, YES)
    town.cast(trees, CLEO, NO)
    assert town.take_back(trees, BEN).changed
    assert town.counted(trees) == (0, 1, 0, 4)


def test_there_must_be_a_ballot_to_take_back(town: Town, trees: Decision) -> None:
    with pytest.raises(NoBallot):
        town.take_back(trees, BEN)


def test_a_ballot_cannot_be_taken_back_from_the_deadline_on(town: Town, trees: Decision) -> None:
    town.cast(trees, BEN, YES)
    with pytest.raises(VoteClosed):
        town.take_back(trees, BEN, trees.closes_at)
    assert town.counted(trees) == (1, 0, 0, 4)


def test_the_card_is_told_of_new_ballots_on_a_beat_and_not_of_changed_ones(town: Town, trees: Decision) -> None:
    for choice in (YES, NO, ABSTAIN):
        town.cast(trees, BEN, choice)
    town.cast(trees, CLEO, YES)
    [update] = town.owed(Notice.CARD_UPDATE)
    assert update.due_at == NOW + vote.CARD_BEAT
    assert town.store.read_now(show_proposal, about(trees, ANNA)).ballots == 2


def test_the_ledger_seals_a_ballot_so_that_equal_choices_look_different(town: Town, trees: Decision) -> None:
    codes = {town.cast(trees, member, YES).code for member in (ANNA, BEN, CLEO)}
    rows = town.remembered(Event.BALLOT_CAST)
    assert len(codes) == len(set(rows)) == 3
    assert not any("yes" in row for row in rows)


def my_vote(town: Town, wish: AboutProposal) -> vote.MyVote:
    return town.store.read_now(vote.my_vote, wish)


def test_a_member_sees_their_own_ballot(town: Town, trees: Decision) -> None:
    town.cast(trees, BEN, ABSTAIN)
    mine = my_vote(town, about(trees, BEN))
    assert (mine.eligible, mine.ballot, mine.chain.end) == (True, ABSTAIN, ChainEnd.VOTES)


def test_a_member_sees_through_whom_their_vote_goes(town: Town, trees: Decision) -> None:
    town.trust(BEN, CLEO)
    town.trust(CLEO, DAVID)
    assert my_vote(town, about(trees, BEN)).chain.end is ChainEnd.NO_DELEGATE
    town.cast(trees, DAVID, YES)
    mine = my_vote(town, about(trees, BEN, NOW + DAY))
    assert (mine.ballot, mine.chain.members, mine.chain.end) == (None, (BEN, CLEO, DAVID), ChainEnd.VOTES)


def test_a_delegation_that_was_revoked_before_the_deadline_weighs_nothing(town: Town, trees: Decision) -> None:
    town.trust(ANNA, BEN)
    town.trust(CLEO, BEN)
    town.cast(trees, BEN, YES)
    town.distrust(ANNA, now=trees.closes_at - MOMENT)
    assert town.counted(trees) == (2, 0, 0, 3)


def test_an_outsider_sees_that_they_have_no_vote(town: Town, trees: Decision) -> None:
    assert not my_vote(town, about(trees, FAY)).eligible
    with pytest.raises(NoSuchProposal):
        my_vote(town, stranger(trees.id))
