"""Discernment to walk through, and what has to hold after each step (governance 9.4, Q1, Q2, and what 3.4 asks)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from bot.rules.minute import MACHINE
from bot.rules.minute.moves import (
    BeUncomfortable,
    CannotUnite,
    Correct,
    CorrectionStands,
    DraftMinute,
    LayOver,
    NameGroup,
    RefuseCorrection,
    Speak,
    Submit,
    Unite,
)
from bot.rules.minute.state import Dissent, Grade, Minute, Phase, Settings
from bot.rules.process.asking import Silence
from bot.rules.process.item import Question
from bot.rules.process.machine import Move, Step, Turn
from bot.rules.process.moves import GoOn, Open, TimeUp
from bot.rules.process.seats import Left
from tests.rules.process.company import company, seats_hold
from tests.rules.process.told import Told
from tests.rules.process.walks import ANNA, BEN, CIRCLE, CORA, DAN, DAY, EVE, NOW, Wish

MINUTE = timedelta(minutes=1)
SENSE = "We keep the meadow as it is."


def draft(**changes: Any) -> Minute:
    """Return Anna's matter, for which Ben is clerk, in a meeting of five."""
    fields: dict[str, Any] = {"members": CIRCLE, "proposer": ANNA, "facilitator": BEN, "texts": ("The meadow.",)}
    fields["questions"] = (Question(DAN, "Which one?", "The wet one."),)
    return Minute(since=NOW, seat_since=NOW, order=(CORA, DAN), seed="meadow", **(fields | changes))


def gathered(**changes: Any) -> Told[Minute]:
    """Return it when the meeting has heard Cora, and the clerk is drafting."""
    told = Told(MACHINE, draft(**changes))
    told.do(Open("The hay is due."), ANNA)
    told.ring()
    told.do(GoOn(), told.item.facilitator)
    told.do(Speak("Larks breed there."), CORA)
    told.do(GoOn(), told.item.facilitator)
    return told


def under_test(**changes: Any) -> Told[Minute]:
    """Return it with a minute put to the test."""
    told = gathered(**changes)
    told.do(DraftMinute(SENSE), told.item.facilitator)
    return told


def redrafted(told: Told[Minute], text: str) -> Told[Minute]:
    """Return it with another minute put to the test, after the meeting went on to discern."""
    told.do(Speak("I have heard that."), CORA)
    told.do(GoOn(), told.item.facilitator)
    told.do(DraftMinute(text), told.item.facilitator)
    return told


@dataclass
class MinuteWorld:
    """Discernment with settings that differ from walk to walk; some walks begin in the middle."""

    machine = MACHINE

    def start(self, chance: Random) -> Minute:
        settings = Settings(
            silence=chance.choice((Silence.EXPLICIT, Silence.LAZY)),
            despite=chance.choice((True, False)),
            most_tests=chance.choice((1, 2, 3)),
            hush=chance.choice((10 * MINUTE, 2 * DAY)),
        )
        members = chance.choice((CIRCLE, CIRCLE, frozenset({ANNA, BEN, CORA}), frozenset({ANNA, CORA})))
        changes = {"settings": settings, "members": members, "subject": chance.choice((None, None, EVE))}
        begin = chance.choice((draft, draft, gathered, gathered, under_test, _nearly))
        found = begin(**changes)
        return found.item if isinstance(found, Told) else found

    def wishes(self, item: Minute) -> Iterator[Wish]:
        yield from company(item, MACHINE)
        yield from 2 * list(_WISHES[item.phase](item))

    def check(self, before: Minute, step: Step[Minute], _: Sequence[tuple[Move, Turn]]) -> None:
        after, move, by = step.after, step.move, step.turn.by
        assert before.phase not in MACHINE.ends
        assert after.texts[: before.version] == before.texts
        for member, dissent in before.dissents.items():
            _check_dissent(member, dissent, after, step)
        _check_test(before, after, step)
        assert (after.until is not None) == (after.phase in {Phase.LAID_OVER, Phase.SMALL_GROUP})
        if after.until is not None:
            assert after.until > step.turn.at
        if after.phase is Phase.UNITED:
            _check_united(before, after, move)
        if after.phase is Phase.RECORDED:
            assert before.phase is Phase.UNITED
            assert after.texts == before.texts
        if after.phase is Phase.NO_UNITY:
            assert before.phase is Phase.TEST
            assert after.standing
            assert after.round >= after.settings.most_tests
        if after.phase is Phase.SMALL_GROUP:
            assert len(after.group) > 1
            assert after.group <= after.members
            assert by == before.facilitator
        if after.phase not in MACHINE.ends:
            assert after.facilitator in after.members
            if after.phase is not Phase.UNITED:
                seats_hold(after)


def _nearly(**changes: Any) -> Told[Minute]:
    """Return it when somebody could not unite, and only the proposer is silent, or has left."""
    told = under_test(**changes)
    silent = sorted(told.item.silent - {ANNA})
    told.tell((Unite(), member) for member in silent[1:])
    told.tell((CannotUnite("I hear no call."), member) for member in silent[:1])
    if len(silent) > 1:
        told.do(Left(ANNA))
    return told


def _hushed(item: Minute) -> Iterator[Wish]:
    yield Speak("Too early."), item.proposer


def _presented(item: Minute) -> Iterator[Wish]:
    yield from 2 * [(GoOn(), item.facilitator)]


def _discerning(item: Minute) -> Iterator[Wish]:
    yield from 6 * [(GoOn(), item.facilitator)]
    yield from 2 * [(Speak("Larks breed there."), member) for member in sorted(item.members)]
    yield LayOver(item.since + 9 * DAY), item.facilitator
    yield LayOver(item.since - DAY), item.facilitator
    yield NameGroup(frozenset({CORA, DAN}), item.since + 9 * DAY), item.facilitator
    yield NameGroup(frozenset({CORA}), item.since + 9 * DAY), item.facilitator


def _drafting(item: Minute) -> Iterator[Wish]:
    yield from 8 * [(DraftMinute(f"We keep meadow {item.version}."), item.facilitator)]
    yield DraftMinute(item.text), item.facilitator
    yield LayOver(item.since + 9 * DAY), item.facilitator
    yield NameGroup(frozenset({CORA, DAN}), item.since + 9 * DAY), item.facilitator


def _asked(item: Minute) -> Iterator[Wish]:
    for member in sorted(item.silent) or sorted(item.required):
        yield from 6 * [(Unite(), member)]
        yield from 2 * [(CannotUnite("I hear no call."), member)]
        yield BeUncomfortable("It is a pity."), member
        yield BeUncomfortable("It is a pity.", named=True), member
    for member in sorted(item.standing):
        yield from (9 if item.stale else 3) * [(Unite(), member)]
        yield from 3 * [(CannotUnite("I still hear no call."), member)]
        yield Left(member), None
    if len(item.silent) == 1:
        yield from 9 * [(Left(member), None) for member in item.silent]
    yield CannotUnite(""), DAN


def _united(item: Minute) -> Iterator[Wish]:
    yield from 4 * [(Correct(f"We keep meadow {item.version}, north.", "which one"), item.facilitator)]
    yield Correct(item.text, "nothing"), item.facilitator
    yield from ((RefuseCorrection(), member) for member in sorted(item.members))


_WISHES: dict[Phase, Any] = {
    Phase.DRAFT: lambda item: iter([(Open("The hay is due."), item.proposer), (Submit(), item.proposer)]),
    Phase.SILENCE: _hushed,
    Phase.PRESENTED: _presented,
    Phase.DISCERN: _discerning,
    Phase.DRAFTING: _drafting,
    Phase.TEST: _asked,
    Phase.UNITED: _united,
}


def _check_dissent(member: int, was: Dissent, after: Minute, step: Step[Minute]) -> None:
    """A dissent stands until its dissenter answers otherwise, or the meeting has heeded one who has left."""
    now = after.dissents[member]
    if isinstance(step.move, Left):
        assert now.stands == was.stands
    if was.stands and not now.stands:
        if step.turn.by == member and isinstance(step.move, Unite | BeUncomfortable):
            return
        assert isinstance(step.move, DraftMinute)
        assert was.left_at is not None
        assert step.turn.at >= was.left_at + timedelta(hours=48)
        assert after.phase is Phase.TEST


def _check_test(before: Minute, after: Minute, step: Step[Minute]) -> None:
    assert after.positions.keys() <= after.required
    if after.round != before.round:
        assert (after.phase, after.asked) == (Phase.TEST, after.members - {after.subject})
        assert not after.positions
        assert not after.gone
        return
    assert after.asked == before.asked
    changed = {each for each in after.positions if after.positions[each] != before.positions.get(each)}
    assert changed <= {step.turn.by}
    if before.phase is Phase.TEST:
        assert after.texts == before.texts


def _check_united(before: Minute, after: Minute, move: Move) -> None:
    if before.phase is Phase.UNITED:
        assert after.united_with == before.united_with
        assert after.texts == before.texts or isinstance(move, CorrectionStands)
        return
    assert before.phase is Phase.TEST
    assert after.united_with == after.version
    assert not after.stale
    assert 2 * len(after.gone) < len(after.asked)
    grades = {by: said.grade for by, said in after.positions.items()}
    if after.settings.silence is Silence.EXPLICIT:
        assert grades.keys() == after.required
    assert grades or not isinstance(move, TimeUp)
    dissenters = {by for by, grade in grades.items() if grade is Grade.CANNOT} | after.standing
    if dissenters:
        assert after.settings.despite
        assert after.round > 1
        assert {grades.get(by) for by in after.required - dissenters} == {Grade.UNITE}
        assert dissenters <= after.named.keys() & after.required
    assert {by for by, one in after.dissents.items() if one.left_at} - grades.keys() <= after.named.keys()
