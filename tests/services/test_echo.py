"""Those whose vote a ballot carries hear of it once, those whose vote would be lost too, and nobody is flooded."""

from fractions import Fraction

import pytest

from bot.rules.chain import ChainEnd
from bot.rules.decision import Choice
from bot.rules.delegation import Scope
from bot.rules.ids import CircleId, MemberId
from bot.services import echo
from bot.services.values import LetterKind, Notice
from bot.services.vote import MyVote, my_vote
from tests.store.world import ANNA, BEN, CLEO, DAVID, DAY, ELA, HOUR, MEMBERS, NOW
from tests.town import Town, about

MINUTE = echo.BEAT
MOST = 18
"""Here so many follow one at the most who are told one by one: the rule is the same as with two hundred."""
CROWD = [MemberId(1000 + number) for number in range(MOST + 2)]


@pytest.fixture(autouse=True)
def _most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(echo, "MOST", MOST)


@pytest.fixture
def garden(town: Town) -> CircleId:
    return town.found()


def told(town: Town, kind: LetterKind) -> list[MemberId]:
    people = [*MEMBERS, *CROWD]
    letters = (town.store.read_now(lambda unit, who: unit.letters.waiting(who), one) for one in people)
    return [one.member_id for each in letters for one in each if one.kind is kind]


def mine(town: Town, decision: object, member: MemberId, now: object = NOW + HOUR) -> MyVote:
    return town.store.read_now(my_vote, about(decision, member, now))  # type: ignore[arg-type]


def test_followers_hear_of_a_ballot_a_minute_after_its_last_change(town: Town, garden: CircleId) -> None:
    decision = town.propose(garden)
    town.trust(ANNA, BEN)
    town.trust(BEN, CLEO)
    town.cast(decision, CLEO, Choice.YES)
    town.sweep(NOW + MINUTE / 2)
    town.cast(decision, CLEO, Choice.NO, NOW + MINUTE / 2)
    town.sweep(NOW + MINUTE)
    assert told(town, LetterKind.CARRIED) == []
    town.sweep(NOW + 2 * MINUTE)
    assert told(town, LetterKind.CARRIED) == [ANNA, BEN]
    assert (mine(town, decision, ANNA).theirs, mine(town, decision, CLEO).theirs) == (Choice.NO, None)


def test_who_follows_nobody_or_has_voted_hears_nothing(town: Town, garden: CircleId) -> None:
    decision = town.propose(garden)
    town.trust(ANNA, BEN)
    town.trust(DAVID, BEN)
    town.cast(decision, DAVID, Choice.YES)
    town.cast(decision, ELA, Choice.YES)
    town.cast(decision, BEN, Choice.YES)
    town.sweep(NOW + HOUR)
    assert told(town, LetterKind.CARRIED) == [ANNA]


def test_followers_hear_when_a_ballot_is_taken_back(town: Town, garden: CircleId) -> None:
    decision = town.propose(garden)
    town.trust(ANNA, BEN)
    town.cast(decision, BEN, Choice.YES)
    town.take_back(decision, BEN)
    town.sweep(NOW + HOUR)
    assert told(town, LetterKind.CARRIED) == [ANNA]
    assert mine(town, decision, ANNA).chain.end is ChainEnd.NO_DELEGATE


def test_who_follows_a_great_many_is_told_in_the_thread_once(town: Town) -> None:
    garden = town.found("Crowd", [ANNA, *CROWD])
    town.uncap()
    decision = town.propose(garden)
    for member in CROWD[1:]:
        town.trust(member, CROWD[0], Scope.CIRCLE, garden)
    for choice in (Choice.YES, Choice.NO):
        town.cast(decision, CROWD[0], choice)
        town.sweep(NOW + HOUR)
    assert told(town, LetterKind.CARRIED) == []
    assert len(town.owed(Notice.MANY)) == 1


def test_whose_vote_would_be_lost_is_told_once_while_there_is_time(town: Town, garden: CircleId) -> None:
    town.propose(garden)
    town.trust(ANNA, BEN)
    town.trust(CLEO, DAVID)
    town.trust(DAVID, CLEO)
    town.trust(ELA, None, Scope.CIRCLE, garden)
    for _ in range(2):
        town.sweep(NOW + 4 * DAY)
    assert told(town, LetterKind.LOST) == [ANNA, CLEO, DAVID]
    assert [row.owed.to for row in town.owed(Notice.REMINDER)] == [(BEN, ELA)]


def test_followers_of_a_delegate_who_leaves_are_told_at_once(town: Town, garden: CircleId) -> None:
    decision = town.propose(garden)
    town.trust(ANNA, BEN)
    town.trust(BEN, CLEO, Scope.CIRCLE, garden)
    town.trust(DAVID, CLEO, Scope.CIRCLE, town.found("Kitchen"))
    town.cast(decision, CLEO, Choice.YES)
    town.leave(garden, CLEO, NOW + HOUR)
    assert told(town, LetterKind.ORPHANED) == [BEN]
    assert told(town, LetterKind.LOST) == [ANNA, BEN]
    assert mine(town, decision, ANNA).chain.end is ChainEnd.NOT_ELIGIBLE


def test_who_follows_a_ballot_beyond_the_cap_is_told_what_counts_of_their_vote(town: Town) -> None:
    garden = town.found("Crowd", [ANNA, *CROWD[:19]])
    town.uncap()
    for member in CROWD[1:6]:
        town.trust(member, CROWD[0], Scope.CIRCLE, garden)
    town.rule("cap", Fraction(1, 5))
    decision = town.propose(garden)
    town.cast(decision, CROWD[0], Choice.YES)
    for _ in range(2):
        town.sweep(NOW + HOUR)
        assert told(town, LetterKind.CAPPED) == CROWD[1:6]
    assert mine(town, decision, CROWD[1]).share == Fraction(3, 5)
    town.cast(decision, CROWD[5], Choice.NO)
    town.cast(decision, CROWD[4], Choice.NO)
    town.cast(decision, CROWD[0], Choice.NO, NOW + HOUR)
    town.sweep(NOW + 2 * HOUR)
    assert mine(town, decision, CROWD[1]).share == 1
