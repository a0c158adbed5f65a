"""What somebody reads is how things stand now, about each decision once, and nothing that is settled."""

from datetime import datetime
from fractions import Fraction

import pytest

from bot.rules.chain import ChainEnd
from bot.rules.decision import Choice, Decision
from bot.rules.delegation import Scope
from bot.rules.ids import CircleId, LetterId
from bot.rules.reach import ReminderChoice
from bot.services import mandate
from bot.services.inbox import Handed, Look, Told, inbox, unreached, waited_for, waits_in
from bot.services.letter import Read
from bot.services.letter import read as have_read
from bot.services.values import LetterKind
from bot.services.vote import MyVote
from tests.services.mail import given, read, send, unread, wish
from tests.store.world import ANNA, BEN, CLEO, DAVID, HOME, HOUR, NOW, ask
from tests.town import ABROAD, Town, person

LATER = NOW + HOUR


def told(town: Town, now: datetime = LATER) -> list[Told]:
    return [*read(town, ANNA, now).told]


def vote(one: Told) -> MyVote:
    assert isinstance(one.about, MyVote)
    return one.about


@pytest.fixture
def followed(town: Town, trees: Decision) -> Decision:
    """A vote in which Anna follows Ben, who has voted yes, and has a letter about it."""
    town.trust(ANNA, BEN)
    town.cast(trees, BEN, Choice.YES)
    send(town, ANNA, LetterKind.CARRIED, trees.id)
    return trees


def test_a_letter_says_how_the_ballot_stands_when_it_is_read(town: Town, followed: Decision) -> None:
    assert vote(told(town)[0]).theirs is Choice.YES
    town.cast(followed, BEN, Choice.NO, NOW + HOUR / 2)
    assert vote(told(town)[0]).theirs is Choice.NO
    town.take_back(followed, BEN, NOW + HOUR / 2)
    assert vote(told(town)[0]).chain.end is ChainEnd.NO_DELEGATE


def test_who_has_voted_themselves_reads_nothing_of_it(town: Town, followed: Decision) -> None:
    town.cast(followed, ANNA, Choice.NO)
    found = read(town, ANNA, LATER)
    assert (found.told, len(found.settled)) == ([], 1)


def test_after_the_close_there_is_nothing_to_read(town: Town, followed: Decision) -> None:
    assert told(town, followed.closes_at) == []


def test_a_vote_that_is_not_lost_any_more_is_not_told_to_be_lost(town: Town, trees: Decision) -> None:
    town.trust(ANNA, BEN)
    send(town, ANNA, LetterKind.LOST, trees.id)
    assert len(told(town)) == 1
    town.cast(trees, BEN, Choice.YES)
    assert told(town) == []


def test_about_each_decision_one_letter_is_enough(town: Town, followed: Decision) -> None:
    town.take_back(followed, BEN)
    send(town, ANNA, LetterKind.LOST, followed.id)
    found = read(town, ANNA, LATER)
    [one] = found.told
    assert (one.letter.kind, len(one.with_it), found.settled) == (LetterKind.CARRIED, 1, [])


def test_those_who_hand_over_their_vote_unnamed_are_told_as_one(town: Town, garden: CircleId) -> None:
    town.rule("cap", Fraction(1))
    for member in (BEN, CLEO, DAVID):
        town.trust(member, ANNA, *((Scope.CIRCLE, garden) if member is DAVID else ()))
    assert [len(one.with_it) for one in told(town)] == [1, 0]
    town.rule("open_graph", True)
    for member in (BEN, CLEO):
        town.distrust(member)
        town.trust(member, ANNA)
    assert [len(one.with_it) for one in told(town)] == [0, 0, 0]


def test_what_came_later_is_left_for_the_next_message(town: Town, followed: Decision) -> None:
    other = town.propose(followed.circle_id)
    town.cast(other, BEN, Choice.YES)
    [first] = ask(town.store, lambda unit: unit.letters.waiting(ANNA))
    send(town, ANNA, LetterKind.CARRIED, other.id)
    found = ask(town.store, lambda unit: inbox(unit, Look(ANNA, HOME, LATER, first.id)))
    assert [one.letter.id for one in found.told] == [first.id]
    assert len(told(town)) == 2


def test_what_was_read_is_not_read_again(town: Town, followed: Decision) -> None:
    number = told(town)[0].letter.id
    town.store.run_now(have_read, Read((number, LetterId(999)), LATER))
    assert (told(town), unread(town, ANNA)) == ([], [])
    send(town, ANNA, LetterKind.CARRIED, followed.id, at=LATER)
    assert len(told(town)) == 1, "a later change of the ballot is told again"


def test_a_delegation_is_told_as_it_stands(town: Town, trees: Decision) -> None:
    town.trust(BEN, ANNA, Scope.CIRCLE, trees.circle_id)
    town.trust(CLEO, ANNA)
    number = given(town, BEN)
    send(town, ANNA, LetterKind.HANDED, delegation_id=number)
    [about] = [one.about for one in told(town) if one.letter.delegation_id == number]
    assert isinstance(about, Handed)
    assert (about.there.name, about.carried, about.stands) == ("Garden", 2, True)
    town.distrust(BEN, Scope.CIRCLE, trees.circle_id)
    assert number not in {one.letter.delegation_id for one in told(town)}


def test_who_was_refused_reads_what_is_in_force_now(town: Town) -> None:
    town.trust(ANNA, BEN)
    number = given(town, ANNA)
    refusal = mandate.AboutDelegation(actor=person(BEN), now=NOW + HOUR / 2, delegation_id=number)
    town.store.run_now(mandate.refuse, refusal)
    for trustee in (None, DAVID):
        if trustee:
            town.trust(ANNA, trustee, now=NOW + HOUR / 2)
        [one] = told(town)
        assert isinstance(one.about, Handed)
        now = one.about.instead
        assert (one.about.given.trustee_id, now and now.trustee_id) == (BEN, trustee)


@pytest.mark.usefixtures("followed")
def test_only_those_whom_no_message_reaches_are_shown_it_as_they_come_by(town: Town) -> None:
    ways = {
        (ReminderChoice.DM, False): [],
        (ReminderChoice.DM, True): [HOME],
        (ReminderChoice.THREAD, False): [HOME],
        (ReminderChoice.NONE, False): [HOME],
    }
    for (choice, closed), shown in ways.items():
        wish(town, ANNA, choice, closed=closed)
        assert ask(town.store, lambda unit: unreached(unit, (ANNA, None))) == shown
        assert ask(town.store, lambda unit: waits_in(unit, (ANNA, HOME))) == [HOME]
    assert ask(town.store, lambda unit: unreached(unit, (ANNA, ABROAD))) == []
    assert ask(town.store, lambda unit: waited_for(unit, ((CLEO, ANNA), HOME))) == [ANNA]
