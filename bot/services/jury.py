"""A jury: drawn when its lot is due, asked privately, replaced where silent, and its verdict carried out (10.4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.rules.challenge import Answer, Challenge, Verdict, declined, drawn, heard, judged, serving
from bot.rules.challenge.errors import PartyToIt
from bot.rules.challenge.parties import unnamed
from bot.rules.challenge.state import LINE, REPLY, drawable
from bot.rules.ids import ChallengeId, CommunityId, LetterId, MemberId
from bot.rules.lot import Void
from bot.rules.reach import ReminderChoice
from bot.rules.record import code_of, sealed
from bot.rules.timing import RECEIPT_GRACE
from bot.services.challenge import AboutChallenge, known_challenge, owe, remember
from bot.services.jury_lot import drawing, sealed_lot
from bot.services.legality import rungs
from bot.services.letter import write
from bot.services.ports import UnitOfWork
from bot.services.ports.challenges import UNSEALED, SealedLot
from bot.services.suspension import lift
from bot.services.values import Command, Event, Letter, LetterKind, Notice, Owed, Sweep

VOID = "void"
"""What is owed of a draw that is void, before why, and made anew."""

REMIND = "remind"
"""What is owed when a day is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge(Command):
    """A juror finds something, and says why."""

    challenge_id: ChallengeId
    verdict: Verdict = field(repr=False)
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Judged:
    """That a verdict is in: its receipt, and until when it can be bettered, None where that was the last one.

    What it says is not in it: answers to wishes are kept for a while.
    """

    code: str
    until: datetime | None


def serve(uow: UnitOfWork, command: AboutChallenge) -> datetime | None:
    """Take one's seat on a jury; return until when it judges.

    Raises NoSuchChallenge, NotOnJury, JuryOver or PartyToIt.
    """
    challenge, here = _seen(uow, command, command.challenge_id)
    _check_no_party(uow, challenge, command.actor.member_id)
    after = serving(challenge, command.actor.member_id, here, command.now)
    _record(uow, challenge, after, command.now)
    remember(uow, Event.JURY_CHANGED, after, command.actor.member_id, command.now, answer=Answer.SERVES.value)
    return after.until


def decline(uow: UnitOfWork, command: AboutChallenge) -> None:
    """Leave one's seat to the next in the order, without a reason. Raises NoSuchChallenge, NotOnJury or JuryOver."""
    challenge, here = _seen(uow, command, command.challenge_id)
    after = declined(challenge, command.actor.member_id, here, command.now)
    remember(uow, Event.JURY_CHANGED, after, command.actor.member_id, command.now, answer=Answer.DECLINED.value)
    _record(uow, challenge, after, command.now)


def judge(uow: UnitOfWork, command: Judge) -> Judged:
    """Give a verdict with its reason, or better it; only that it was given is in the ledger, sealed.

    Raises NoSuchChallenge, PartyToIt, and what `judged` raises.
    """
    challenge, here = _seen(uow, command, command.challenge_id)
    me, salt = command.actor.member_id, uow.salt()
    _check_no_party(uow, challenge, me)
    after = judged(challenge, me, command.verdict, command.reason, here, command.now)
    said = after.juror(me)
    verdict = sealed(salt, command.verdict.value, said.reason if said else "")
    digest = remember(uow, Event.VERDICT_GIVEN, after, me, command.now, verdict=verdict)
    _record(uow, challenge, after, command.now, {me: salt})
    return Judged(code_of(digest), after.until)


def read_summons(uow: UnitOfWork, command: AboutChallenge) -> None:
    """Remember that somebody has seen that they were drawn. Raises NoSuchChallenge."""
    challenge, me = known_challenge(uow, command.actor, command.challenge_id), command.actor.member_id
    waiting = uow.letters.waiting(me, challenge.community_id)
    mine = [one.id for one in waiting if (one.kind, one.proposal_id) == (LetterKind.JURY, challenge.proposal_id)]
    uow.letters.read(mine, command.now)


def called_by_name(uow: UnitOfWork, members: Sequence[MemberId]) -> Sequence[MemberId]:
    """Return those of some people who are called by name; the others asked not to be, and find it when they come by."""
    chosen = uow.preferences.reminders(members)
    return [one for one in members if chosen.get(one) is not ReminderChoice.NONE]


def ring_due(uow: UnitOfWork, sweep: Sweep) -> int:
    """Draw juries, replace who is silent, and carry out verdicts, each once; return how much that was.

    What Discord received before may be on its way still, so the clock is heard a little later.
    """
    due = uow.challenges.due(sweep.now - RECEIPT_GRACE, sweep.community_id)
    for challenge_id in due:
        challenge = uow.challenges.get(challenge_id)
        assert challenge, "what is due is there"  # noqa: S101
        if drawable(challenge, sweep.now):
            _draw(uow, challenge, sweep.now)
        else:
            at = sweep.now - RECEIPT_GRACE
            _record(uow, challenge, heard(challenge, _here(uow, challenge.community_id, challenge.line), at), sweep.now)
    return len(due)


def _draw(uow: UnitOfWork, challenge: Challenge, now: datetime) -> None:
    """Open the lot; one that is void is followed by another, so that there is a jury all the same."""
    lot = uow.jury_lots.of(challenge.id)[-1]
    found = drawing(uow, challenge.id, lot, now)
    first = [lot.lot.pool[place - 1] for place in found.order[:LINE]]
    after = drawn(challenge, found, _here(uow, challenge.community_id, first), now)
    uow.jury_lots.open(challenge.id, lot.lot.number, first, now)
    facts = {"lot": lot.lot.number, "secret": lot.secret, "order": found.order[:LINE], "void": found.void}
    remember(uow, Event.JURY_DRAWN, challenge, None, now, **facts)
    if found.void:
        _seal_anew(uow, challenge, lot, found.void, now)
    else:
        _record(uow, challenge, after, now)
        _remind(uow, after)


def _remind(uow: UnitOfWork, challenge: Challenge) -> None:
    """Owe those a word who have not judged when a day is left."""
    if challenge.until is not None:
        about = (challenge.community_id, challenge.proposal_id)
        uow.outbox.owe(Owed(Notice.JURY, *about, detail=f"{challenge.id} {REMIND}"), challenge.until - REPLY)


def _seal_anew(uow: UnitOfWork, challenge: Challenge, before: SealedLot, why: Void, now: datetime) -> None:
    secret = uow.salt() + uow.salt()
    lot = sealed_lot(before.lot.number + 1, before.lot.pool, secret, now)
    uow.jury_lots.seal(challenge.id, SealedLot(lot, secret))
    uow.challenges.put(replace(challenge, lot=lot, until=lot.deadline))
    remember(uow, Event.JURY_SEALED, challenge, None, now, lot=lot.number, sealed=lot.commitment)
    owe(uow, Notice.JURY, challenge, now, f"{VOID} {why.value}")


def _record(
    uow: UnitOfWork, before: Challenge, after: Challenge, now: datetime, salts: Mapping[MemberId, str] = UNSEALED
) -> None:
    """Write down what has become of a challenge, ask who was called, and tell the circle."""
    uow.challenges.put(after, salts)
    if after == before:
        return
    known = {one.member for one in before.jurors}
    called = [one.member for one in after.jurors if one.member not in known]
    letters = [_letter(after, member, now) for member in called]
    write(uow, letters, now)
    _remember_silent(uow, before, after, now)
    if called:
        owe(uow, Notice.JURY, after, now, " ".join(map(str, called)))
    if not after.running:
        facts = {"phase": after.phase.value, "upheld": after.upheld, "judged": after.judged}
        remember(uow, Event.CHALLENGE_ENDED, after, None, now, **facts)
        lift(uow, after, now)
        owe(uow, Notice.VERDICT, after, now)


def _remember_silent(uow: UnitOfWork, before: Challenge, after: Challenge, now: datetime) -> None:
    was = {one.member: one.answer for one in before.jurors}
    for one in after.jurors:
        if one.answer is Answer.SILENT and was.get(one.member) is not Answer.SILENT:
            remember(uow, Event.JURY_CHANGED, after, None, now, answer=Answer.SILENT.value)


def _letter(challenge: Challenge, member: MemberId, now: datetime) -> Letter:
    return Letter(LetterId(0), challenge.community_id, member, LetterKind.JURY, now, challenge.proposal_id)


def _seen(uow: UnitOfWork, command: Command, challenge_id: ChallengeId) -> tuple[Challenge, frozenset[MemberId]]:
    """Return a challenge, and who of those who could be on its jury is in the community still."""
    challenge = known_challenge(uow, command.actor, challenge_id)
    return challenge, _here(uow, challenge.community_id, challenge.line)


def _here(uow: UnitOfWork, community_id: CommunityId, members: Iterable[MemberId]) -> frozenset[MemberId]:
    """Return who of some people is in a circle of the community."""
    return frozenset(one for one in members if uow.memberships.circles_of(community_id, one))


def _check_no_party(uow: UnitOfWork, challenge: Challenge, member: MemberId) -> None:
    """Refuse to let somebody judge whose objection was raised without their name. Raises PartyToIt."""
    found = (uow.proceedings.get(rung) for rung in rungs(uow, challenge.proposal_id))
    if any(one and member in unnamed(one.history()) for one in found):
        raise PartyToIt
