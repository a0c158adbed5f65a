"""Lazy consensus: Z1 to Z3 of governance 9.1, vector 14, and every line of its table."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from bot.rules.errors import BlankText, NotProposer
from bot.rules.lazy import MACHINE, Lazy, Phase, Settings
from bot.rules.lazy.knobs import knobs
from bot.rules.lazy.moves import Announce, Object, Revert, Support, TakeBack, TakeToRound, TakeToVote
from bot.rules.process.errors import DoneAlready, NotAsked, NotFacilitator, NotNow, NotYours, OwnCase
from bot.rules.process.item import Why
from bot.rules.process.machine import Move, Step, Turn
from bot.rules.process.moves import Overtaken, Restate, TimeUp, Withdraw
from bot.rules.process.seats import Joined, Left, TakeProposal
from tests.rules.process.company import company, seats_hold
from tests.rules.process.told import Told
from tests.rules.process.walks import (
    ANNA,
    BEN,
    CIRCLE,
    CORA,
    DAN,
    DAY,
    EVE,
    FAY,
    HOUR,
    NOW,
    Wish,
    by_chance,
    stateful,
    untaken,
)


def draft(**changes: Any) -> Lazy:
    """Return what Anna has not announced yet, in a circle of five where silence alone is consent."""
    fields: dict[str, Any] = {
        "settings": Settings(min_active=0),
        "members": CIRCLE,
        "proposer": ANNA,
        "facilitator": BEN,
        "texts": ("I paint the door.",),
    }
    return Lazy(since=NOW, seat_since=NOW, order=(CORA, DAN), **(fields | changes))


def announced(**changes: Any) -> Told[Lazy]:
    told = Told(MACHINE, draft(**changes))
    told.do(Announce("I paint it back."), ANNA)
    return told


@dataclass
class LazyWorld:
    """Lazy consensus with settings that differ from walk to walk."""

    machine = MACHINE

    def start(self, chance: Random) -> Lazy:
        settings = Settings(
            min_active=chance.choice((0, 0, 1, 2)),
            votes=chance.choice((True, False)),
            after=chance.choice((DAY, 14 * DAY)),
        )
        members = chance.choice((CIRCLE, CIRCLE, frozenset({ANNA, BEN, CORA}), frozenset({ANNA, BEN})))
        return draft(settings=settings, members=members, subject=chance.choice((None, None, EVE)))

    def wishes(self, item: Lazy) -> Iterator[Wish]:
        yield from company(item, MACHINE)
        if item.phase is Phase.DRAFT:
            yield Announce("I paint it back."), item.proposer
            yield Announce(" "), item.proposer
        for member in sorted(item.members):
            yield from 2 * [(Support(), member)]
            yield Object("It is listed.", "Wash it."), member
            yield Object(""), member
        yield from 6 * [(TakeBack(), member) for member in item.standing]
        yield from (9 if item.stale else 1) * [(Restate(f"I paint {item.version} doors."), item.proposer)]
        yield Restate(item.text), item.proposer
        for one in (item.proposer, item.facilitator):
            yield from ((move, one) for move in (TakeToRound(), TakeToVote(), Revert()))

    def check(self, before: Lazy, step: Step[Lazy], _: Sequence[tuple[Move, Turn]]) -> None:
        after, move, turn = step.after, step.move, step.turn
        assert before.phase not in MACHINE.ends
        assert after.texts[: before.version] == before.texts
        _check_objections(before, after, move, turn)
        assert after.positions.keys() <= after.required
        if after.version != before.version and before.phase is Phase.ANNOUNCED:
            assert not after.positions
        if after.phase is Phase.ANNOUNCED:
            assert after.announced_at is not None
            assert after.ends is not None
            assert after.ends >= after.announced_at + after.settings.period
            assert not after.standing
            if after.round != before.round:
                assert (after.announced_at, after.asked) == (turn.at, after.members - {after.subject})
        if after.phase is Phase.PROCEED and before.phase is Phase.ANNOUNCED:
            _check_proceeds(before, turn, move)
        assert after.in_force == (after.proceeds_until is not None and after.phase is not Phase.REVERTED)
        if after.phase is Phase.VOTE:
            assert after.settings.votes
        if after.phase not in MACHINE.ends:
            assert after.facilitator in after.members
            assert (after.phase in {Phase.DISCUSS, Phase.CHALLENGED}) == bool(after.standing)
            if after.phase in {Phase.ANNOUNCED, Phase.DISCUSS}:
                seats_hold(after)


def _check_objections(before: Lazy, after: Lazy, move: Move, turn: Turn) -> None:
    """An objection has a reason, and ends by its objector's own word alone."""
    for by, objection in before.standing.items():
        assert objection.reason
        if by not in after.standing:
            assert (move, turn.by) == (TakeBack(), by)
    if after.standing.keys() - before.standing.keys():
        assert after.phase in {Phase.DISCUSS, Phase.CHALLENGED}


def _check_proceeds(before: Lazy, turn: Turn, move: Move) -> None:
    assert isinstance(move, TimeUp)
    assert turn.by is None
    assert not before.standing
    assert not before.stale
    assert turn.at >= before.announced_at + before.settings.period
    assert 2 * len(before.gone) < len(before.asked)
    others = before.required - {before.proposer}
    assert len(before.positions.keys() & others) >= min(before.settings.min_active, len(others))


def test_every_line_of_the_table_is_walked_to_each_of_its_targets() -> None:
    taken: Counter[tuple[str, str, str]] = Counter()
    for seed in (1, 2, 3):
        taken += by_chance(LazyWorld(), seed, walks=300)
    assert untaken(MACHINE, taken) == []


TestLazy = stateful(LazyWorld).TestCase


def test_what_nobody_objects_to_in_time_proceeds_and_settles_after_two_weeks() -> None:
    told = announced()
    assert told.wait(72 * HOUR - timedelta(seconds=1)).phase is Phase.ANNOUNCED
    assert told.wait(timedelta(seconds=1)).phase is Phase.PROCEED
    assert told.item.in_force
    assert told.wait(14 * DAY).phase is Phase.SETTLED
    assert told.item.in_force


def test_as_is_usual_silence_is_consent_only_beside_somebody_who_consents() -> None:
    alone, told = announced(settings=Settings()), announced(settings=Settings())
    assert alone.wait(72 * HOUR).extended
    assert alone.wait(48 * HOUR).phase is Phase.STALLED
    told.do(Support(), CORA)
    assert told.wait(72 * HOUR).phase is Phase.PROCEED


def test_the_clock_starts_at_the_announcement_and_not_at_the_draft() -> None:
    told = Told(MACHINE, draft())
    told.wait(30 * DAY)
    told.do(Announce("I paint it back."), ANNA)
    assert told.item.ends == NOW + 30 * DAY + 72 * HOUR


def test_an_announcement_says_how_it_is_undone() -> None:
    with pytest.raises(BlankText):
        Told(MACHINE, draft()).do(Announce(""), ANNA)


def test_an_edit_restarts_the_clock_and_asks_for_consents_anew() -> None:
    told = announced(settings=Settings(min_active=1))
    told.do(Joined(FAY))
    told.do(Support(), CORA)
    told.wait(71 * HOUR)
    with pytest.raises(NotAsked):
        told.do(Support(), FAY)
    told.do(Restate("I paint the gate."), ANNA)
    assert told.item.ends == told.now + 72 * HOUR
    assert not told.item.positions
    told.do(Support(), FAY)
    assert told.wait(72 * HOUR).phase is Phase.PROCEED


def test_only_the_announcer_edits() -> None:
    with pytest.raises(NotProposer):
        announced().do(Restate("I paint the gate."), BEN)


def test_a_single_objection_with_a_reason_stops_it_and_one_without_does_not() -> None:
    told = announced()
    told.do(Support(), BEN, CORA, DAN)
    with pytest.raises(BlankText):
        told.do(Object(" "), EVE)
    assert told.item.phase is Phase.ANNOUNCED
    assert told.do(Object("The door is listed.", "Wash it."), EVE).phase is Phase.DISCUSS
    assert told.wait(72 * HOUR).phase is Phase.ROUND
    assert not told.item.in_force


def test_an_objection_that_arrives_at_the_deadline_is_one_after_the_fact() -> None:
    told = announced()
    told.now += 72 * HOUR
    assert told.do(Object("The door is listed."), EVE).phase is Phase.CHALLENGED


def test_the_objector_who_is_removed_leaves_the_objection_behind() -> None:
    told = announced()
    told.do(Object("The door is listed."), EVE)
    told.do(Left(EVE))
    told.do(Restate("I paint the gate."), ANNA)
    assert told.item.phase is Phase.DISCUSS
    with pytest.raises(NotAsked):
        told.do(TakeBack(), EVE)
    with pytest.raises(NotYours):
        told.do(TakeBack(), ANNA)
    assert told.wait(72 * HOUR).phase is Phase.ROUND


def test_an_objection_that_is_taken_back_gives_everybody_the_whole_time_again() -> None:
    told = announced()
    told.do(Support(), CORA)
    told.wait(60 * HOUR)
    told.do(Object("The door is listed."), EVE)
    told.do(Object("It is oak."), DAN)
    assert told.do(TakeBack(), EVE).phase is Phase.DISCUSS
    told.do(TakeBack(), DAN)
    assert (told.item.phase, told.item.ends) == (Phase.ANNOUNCED, told.now + 72 * HOUR)
    assert not told.item.positions


def test_vector_14_nobody_answers_where_consents_are_asked_for_extends_once_and_stalls() -> None:
    told = announced(settings=Settings(min_active=2))
    told.do(Support(), CORA)
    told.wait(72 * HOUR)
    assert (told.item.phase, told.item.extended) == (Phase.ANNOUNCED, True)
    assert told.wait(48 * HOUR).phase is Phase.STALLED
    assert not told.item.in_force


def test_consents_that_are_asked_for_may_come_in_the_extension() -> None:
    told = announced(settings=Settings(min_active=2))
    told.wait(73 * HOUR)
    told.do(Support(), CORA, DAN)
    assert told.ring().phase is Phase.PROCEED


def test_the_announcer_cannot_be_one_of_the_consents_not_even_after_taking_it_over() -> None:
    told = announced(settings=Settings(min_active=1))
    with pytest.raises(NotYours):
        told.do(Support(), ANNA)
    told.do(Support(), CORA)
    with pytest.raises(DoneAlready):
        told.do(Support(), CORA)
    told.do(Left(ANNA))
    told.do(TakeProposal(), CORA)
    told.wait(72 * HOUR)
    assert told.item.extended


def test_half_of_those_asked_have_to_be_there_still() -> None:
    told = announced(members=CIRCLE - {EVE})
    told.do(Left(DAN))
    told.do(Left(CORA))
    assert told.wait(72 * HOUR).phase is Phase.STALLED


def test_who_came_later_can_object_after_the_fact_only() -> None:
    told = announced()
    told.do(Joined(FAY))
    with pytest.raises(NotAsked):
        told.do(Object("I am new."), FAY)
    told.wait(72 * HOUR)
    assert told.do(Object("I am new."), FAY).phase is Phase.CHALLENGED


def test_after_the_fact_it_is_reverted_by_its_proposer() -> None:
    told = announced()
    told.wait(72 * HOUR)
    told.do(Object("It drips."), EVE)
    for move, by, error in ((Revert(), BEN, NotProposer), (Revert(), EVE, NotProposer), (Withdraw(), ANNA, NotNow)):
        with pytest.raises(error):
            told.do(move, by)
    assert told.item.in_force
    assert told.do(Revert(), ANNA).phase is Phase.REVERTED
    assert not told.item.in_force


def test_where_the_proposer_has_left_a_facilitator_reverts_who_does_not_object() -> None:
    told = announced()
    told.wait(72 * HOUR)
    told.do(Left(ANNA))
    assert told.wait(DAY).phase is Phase.PROCEED
    told.do(Object("It drips."), BEN)
    with pytest.raises(OwnCase):
        told.do(Revert(), BEN)
    with pytest.raises(NotFacilitator):
        told.do(Revert(), CORA)
    told.do(TakeBack(), BEN)
    assert told.do(Revert(), BEN).phase is Phase.REVERTED


def test_after_the_fact_an_objection_does_not_lapse() -> None:
    told = announced()
    told.wait(72 * HOUR)
    told.do(Object("It drips."), EVE)
    told.do(Left(EVE))
    assert told.ring().phase is Phase.ROUND
    assert told.item.in_force


def test_what_is_taken_back_after_the_fact_goes_on_or_settles() -> None:
    told = announced()
    told.wait(72 * HOUR)
    until = told.item.ends
    told.do(Object("It drips."), EVE)
    assert (told.do(TakeBack(), EVE).phase, told.item.ends) == (Phase.PROCEED, until)
    told.wait(13 * DAY + 12 * HOUR)
    told.do(Object("It drips."), EVE)
    told.wait(DAY)
    assert told.do(TakeBack(), EVE).phase is Phase.SETTLED


def test_it_goes_to_a_vote_only_where_the_circle_has_agreed_on_that() -> None:
    told = announced()
    told.do(Object("The door is listed."), EVE)
    with pytest.raises(NotYours):
        told.do(TakeToVote(), ANNA)
    with pytest.raises(NotFacilitator):
        told.do(TakeToRound(), EVE)
    assert told.do(TakeToRound(), BEN).phase is Phase.ROUND
    told = announced(settings=Settings(votes=True))
    told.do(Object("The door is listed."), EVE)
    assert told.do(TakeToVote(), ANNA).phase is Phase.VOTE


def test_what_was_overtaken_does_not_proceed_unless_it_is_announced_anew() -> None:
    told = announced()
    told.do(Overtaken())
    told.wait(72 * HOUR)
    assert (told.item.phase, told.item.why) == (Phase.WITHDRAWN, Why.STALE)
    told = announced()
    told.do(Overtaken())
    told.do(Restate("I paint the gate."), ANNA)
    assert told.wait(72 * HOUR).phase is Phase.PROCEED


def test_an_announcement_whose_announcer_has_left_waits_a_day_for_another() -> None:
    told = announced()
    told.wait(71 * HOUR)
    told.do(Left(ANNA))
    assert told.wait(23 * HOUR).phase is Phase.ANNOUNCED
    told.wait(HOUR)
    assert (told.item.phase, told.item.why) == (Phase.WITHDRAWN, Why.NO_PROPOSER)


def test_the_knobs_say_what_silence_means() -> None:
    assert knobs(Settings(min_active=0))["K2 silence at the deadline"] == "consent"
    assert "1 at least" in knobs(Settings())["K2 silence at the deadline"]
    assert "2 at least" in knobs(Settings(min_active=2))["K2 silence at the deadline"]
    assert "vote" in knobs(Settings(votes=True))["K6 deadlock"]
    assert len(knobs(Settings())) == 13
