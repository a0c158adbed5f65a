"""The integration: each objection comes to exactly one end, and then everybody is asked anew (governance 3.2, 3.3).

An objection is resolved by objector and proposer together, taken back by the objector, found to be without an
argument, or set aside because its objector does not take part; the last two stay in sight as concerns (C5).
"""

from dataclasses import replace
from datetime import datetime

from bot.rules.consent.moves import (
    Abandon,
    Amend,
    Confirm,
    GiveUp,
    HandToTuners,
    Keep,
    Ping,
    TakeOver,
    TimeUp,
    WindowOver,
    WithdrawObjection,
)
from bot.rules.consent.round import begin, concerned, to_amend
from bot.rules.consent.state import Consent, Deferred, Fate, Objection, Phase
from bot.rules.consent.table import MACHINE
from bot.rules.consent.talk import restated
from bot.rules.errors import BlankText
from bot.rules.process.errors import DoneAlready, NothingChanged, NotYours, OwnCase, TooEarly
from bot.rules.process.item import acted, ended, saying
from bot.rules.process.machine import Turn
from bot.rules.process.seats import check_member, check_proposer

PINGS = 2
"""Pings that a silent objector is owed before the objection is set aside (K5)."""

FEWEST_TUNERS, MOST_TUNERS = 2, 3

LEADING = (Phase.ROUND, Phase.AMEND)
"""Where an integration leads when every objection has come to its end."""


def settle(item: Consent, now: datetime) -> Consent:
    """Return the item in a fresh round, where every objection has ended for good; everybody is asked again.

    What was overtaken by another decision goes to the proposer first.
    """
    if item.standing or any(one.revivable_until for one in item.objections):
        return item
    if item.stale:
        return to_amend(item, now)
    return begin(item, now)


@MACHINE.on(Amend, Phase.INTEGRATE, who="the proposer, or to whom it was handed", guard="the text differs")
def amend(item: Consent, move: Amend, turn: Turn) -> Consent:
    """State the text anew, perhaps with a shorter term, a measure, a point put off or a part split off."""
    if turn.by not in item.tuners & item.members:
        check_proposer(item, turn.by)
    item = restated(item, move.text, turn.at)
    if move.review is not None:
        item = replace(item, review=min(item.review, move.review))
    if move.measure:
        item = replace(item, measures=(*item.measures, saying(move.measure, "measure")))
    if move.split_off:
        item = replace(item, split_off=(*item.split_off, saying(move.split_off, "part")))
    return _deferred(item, move) if move.defer else item


def _deferred(item: Consent, move: Amend) -> Consent:
    if move.defer_to is None or move.defer_until is None:
        raise BlankText("owner and date")
    deferred = Deferred(saying(move.defer, "point"), check_member(item, move.defer_to), move.defer_until)
    return replace(item, deferred=(*item.deferred, deferred))


@MACHINE.on(Keep, Phase.INTEGRATE, who="the proposer", guard="a reason is given")
def keep(item: Consent, move: Keep, turn: Turn) -> Consent:
    """Say why the text should stay as it is on balance; only the objector can then end the objection."""
    check_proposer(item, turn.by)
    saying(move.reason, "reason")
    return item


@MACHINE.on(HandToTuners, Phase.INTEGRATE, who="the proposer", guard="two or three members")
def hand_to_tuners(item: Consent, move: HandToTuners, turn: Turn) -> Consent:
    """Let two or three people change the text too (S3)."""
    check_proposer(item, turn.by)
    people = frozenset(check_member(item, person) for person in move.people)
    if not FEWEST_TUNERS <= len(people) <= MOST_TUNERS:
        raise BlankText("two or three people")
    return replace(item, tuners=people)


@MACHINE.on(
    Confirm, Phase.INTEGRATE, who="the objector and the proposer", guard="the text was changed since", to=LEADING
)
def confirm(item: Consent, move: Confirm, turn: Turn) -> Consent:
    """Take a confirmation; the second resolves the objection (Holacracy 5.4.5f, C16)."""
    objection = _standing(item, move.objection)
    if objection.fate is Fate.ORPHANED:
        raise NotYours
    member = check_member(item, turn.by)
    if member != objection.owner and (member != item.proposer or item.proposer_left_at is not None):
        raise NotYours
    if item.amended_at is None or item.amended_at < objection.since:
        raise NothingChanged
    if member in objection.confirmed:
        raise DoneAlready
    objection = replace(objection, confirmed=objection.confirmed | {member})
    if {objection.owner, item.proposer} <= objection.confirmed and item.proposer_left_at is None:
        objection = replace(objection, fate=Fate.RESOLVED, appeal=None, revivable_until=None)
    return settle(item.with_objection(objection), turn.at)


@MACHINE.on(WithdrawObjection, Phase.INTEGRATE, who="the objector", guard="it is their own", to=LEADING)
def withdraw(item: Consent, move: WithdrawObjection, turn: Turn) -> Consent:
    """Take an objection back, by its objector alone (C15)."""
    objection = _standing(item, move.objection)
    if turn.by != objection.owner or objection.taken_over or objection.fate is Fate.ORPHANED:
        raise NotYours
    return settle(item.with_objection(objection.withdrawn(item.amended_at)), turn.at)


@MACHINE.on(TakeOver, Phase.INTEGRATE, who="a member but the proposer", guard="it has no objector, or was set aside")
def take_over(item: Consent, move: TakeOver, turn: Turn) -> Consent:
    """Make an objection one's own; never inside a round (governance 3.3)."""
    objection = item.objection(move.objection)
    member = check_member(item, turn.by)
    if member == item.proposer:
        raise OwnCase
    if objection.revivable_until is None or objection.fate not in {Fate.ORPHANED, Fate.ABANDONED}:
        raise NotYours
    concerns = tuple(one for one in item.concerns if one.objection != objection.number)
    revived = replace(
        objection, owner=member, fate=Fate.RAISED, revivable_until=None, pings=(), confirmed=frozenset(), answer=""
    )
    return replace(item.with_objection(revived), concerns=concerns)


@MACHINE.on(GiveUp, Phase.INTEGRATE, who="who took it over", guard="it was taken over")
def give_up(item: Consent, move: GiveUp, turn: Turn) -> Consent:
    """Give up what was taken over: it has no objector again, and does not go away (C15)."""
    objection = _standing(item, move.objection)
    if turn.by != objection.owner or not objection.taken_over:
        raise NotYours
    return item.with_objection(orphaned(item, objection, turn.at))


def orphaned(item: Consent, objection: Objection, now: datetime) -> Objection:
    """Return the objection without an objector; it still stands, and in an integration can be taken over."""
    until = now + item.settings.take_over if item.phase is Phase.INTEGRATE else None
    return replace(objection, fate=Fate.ORPHANED, revivable_until=until, appeal=None, confirmed=frozenset())


@MACHINE.on(Ping, Phase.INTEGRATE, who="the facilitator", guard="the last ping was some time ago")
def ping(item: Consent, move: Ping, turn: Turn) -> Consent:
    """Ask a silent objector once more."""
    item = acted(item, turn.by, turn.at)
    objection = _standing(item, move.objection)
    _check_answerable(item, objection, turn)
    return item.with_objection(replace(objection, pings=(*objection.pings, turn.at)))


@MACHINE.on(Abandon, Phase.INTEGRATE, who="the facilitator, who is not the proposer", guard="pinged twice; an answer")
def abandon(item: Consent, move: Abandon, turn: Turn) -> Consent:
    """Set an objection aside with a published answer; for a while anybody else may make it their own (K5)."""
    item = acted(item, turn.by, turn.at)
    objection = _standing(item, move.objection)
    _check_answerable(item, objection, turn)
    if len(objection.pings) < PINGS:
        raise TooEarly(turn.at + (PINGS - len(objection.pings)) * item.settings.ping_gap)
    return _aside(item, objection, turn.at + item.settings.take_over, saying(move.answer, "answer"))


@MACHINE.on(WindowOver, Phase.INTEGRATE, who="the clock", guard="not taken over, or the appeal is over", to=LEADING)
def window_over(item: Consent, move: WindowOver, turn: Turn) -> Consent:
    """Let the end of an objection stand; what nobody took over becomes a concern, by the clock alone."""
    objection = item.objection(move.objection)
    if objection.fate is Fate.ORPHANED:
        return settle(_aside(item, objection, None, ""), turn.at)
    if objection.appeal is not None:
        upheld = sum(objection.appeal.values())
        lost = 2 * upheld > len(objection.appeal)
        fate = Fate.DISQUALIFIED if lost else Fate.VALID
        item = item.with_objection(replace(objection, fate=fate, appeal=None, revivable_until=None))
        return settle(concerned(item, objection) if lost else item, turn.at)
    return settle(item.with_objection(replace(objection, revivable_until=None)), turn.at)


@MACHINE.on(TimeUp, Phase.INTEGRATE, who="the clock", guard="the time is over", to=(Phase.ESCALATED,))
def integration_over(item: Consent, _: TimeUp, turn: Turn) -> Consent:
    """Escalate: without this a silent facilitator would block the circle for ever."""
    return ended(item, Phase.ESCALATED, turn.at)


def _standing(item: Consent, number: int) -> Objection:
    objection = item.objection(number)
    if not objection.open:
        raise DoneAlready
    return objection


def _check_answerable(item: Consent, objection: Objection, turn: Turn) -> None:
    """Nobody sets aside what is their own or against their own; a ping is given time to be answered."""
    if turn.by in {item.proposer, objection.owner, objection.voice}:
        raise OwnCase
    if objection.fate is Fate.ORPHANED:
        raise NotYours
    if objection.pings and turn.at < objection.pings[-1] + item.settings.ping_gap:
        raise TooEarly(objection.pings[-1] + item.settings.ping_gap)


def _aside(item: Consent, objection: Objection, until: datetime | None, answer: str) -> Consent:
    aside = replace(objection, fate=Fate.ABANDONED, revivable_until=until, answer=answer, appeal=None)
    return concerned(item.with_objection(aside), objection)
