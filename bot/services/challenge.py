"""Challenges: filed, shown, and words for the lots of their juries (governance 10.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from itertools import chain

from bot.rules.challenge import (
    Challenge,
    Ground,
    Juror,
    Lot,
    Phase,
    check_may_file,
    closes_at,
    pool_of,
    sealed,
    seats_for,
)
from bot.rules.challenge.errors import DrawingOver, MayNotChallenge, NoSuchChallenge, WhichAgreement
from bot.rules.challenge.filing import check_open, latest
from bot.rules.challenge.parties import of_offices, of_proceeding
from bot.rules.challenge.state import WORDS_FOR, drawable
from bot.rules.circle import Actor
from bot.rules.decision import Decision
from bot.rules.errors import NoSuchProposal
from bot.rules.ids import AgreementId, ChallengeId, CommunityId, MemberId, ProposalId
from bot.rules.lot import WORD_LENGTH, Drawing, commitment
from bot.rules.process.item import saying
from bot.rules.text import usable
from bot.services.agreement import known_agreement
from bot.services.legality import Matter, matter_of, rungs, target_of
from bot.services.ports import UnitOfWork
from bot.services.ports.challenges import SealedLot
from bot.services.proposal import AboutProposal
from bot.services.suspension import recall, suspend
from bot.services.values import Command, Event, Notice, Owed, Place

AFRESH = ChallengeId(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Command):
    """Challenge a decision: on which ground, in one's own words, and which agreement it contradicts if that is it."""

    proposal_id: ProposalId
    ground: Ground
    words: str
    contradicts: AgreementId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutChallenge(Command):
    """Look at a challenge, or do something in it that needs no words."""

    challenge_id: ChallengeId


@dataclass(frozen=True, slots=True, kw_only=True)
class AddJuryWord(Command):
    """Put a word into the lot, or another in its place."""

    challenge_id: ChallengeId
    text: str


@dataclass(frozen=True, slots=True)
class Challengeable:
    """A decision that somebody may challenge now: its number, title and circle."""

    proposal_id: ProposalId
    title: str
    circle: str


@dataclass(frozen=True, slots=True)
class ChallengeView:
    """A challenge, what it is about and where that is shown; `mine` is the seat on the jury of the one who looks."""

    challenge: Challenge
    title: str
    circle: str
    place: Place
    mine: Juror | None = None
    contradicts: str = ""


def may_challenge(uow: UnitOfWork, command: AboutProposal) -> Challengeable:
    """Return a decision that the actor may challenge now. Raises NoSuchProposal and what `check_may_file` raises."""
    matter = _matter(uow, command.actor, command.proposal_id)
    target = target_of(uow, matter, command.actor.member_id)
    check_open(target, command.now)
    if not target.bound and not command.actor.manager:
        raise MayNotChallenge(target.circle)
    proposal = uow.proposals.get(command.proposal_id)
    assert proposal, "it was found"  # noqa: S101
    return Challengeable(proposal.id, proposal.title, matter.circle.name)


def file_challenge(uow: UnitOfWork, command: File) -> ChallengeId:
    """Suspend a decision and seal the lot by which its jury is drawn; where nobody can judge, it comes back instead.

    Raises NoSuchProposal, NoSuchAgreement, WhichAgreement, BlankText, TextTooLong, and what `check_may_file` raises.
    """
    me, now, matter = command.actor.member_id, command.now, _matter(uow, command.actor, command.proposal_id)
    contradicts = _contradicted(uow, command)
    target = target_of(uow, matter, me)
    pauses = latest(one.pauses_until for one in uow.challenges.by(matter.circle.community_id, me))
    check_may_file(target, me, command.ground, contradicts, pauses, now, manager=command.actor.manager)
    bare = Challenge(
        id=AFRESH,
        community_id=matter.circle.community_id,
        circle_id=matter.circle.id,
        proposal_id=matter.proposal_id,
        ground=command.ground,
        contradicts=contradicts,
        by=me,
        words=saying(command.words, "breach"),
        filed_at=now,
        phase=Phase.SUSPENDED,
    )
    pool = pool_of(*_people(uow, matter), _parties(uow, matter, bare), matter.proposal_id)
    secret, seats = uow.salt() + uow.salt(), seats_for(len(pool))
    lot = sealed_lot(1, pool, secret, now) if seats else None
    challenge = sealed(bare, lot, seats)
    salt = uow.salt()
    number = uow.challenges.add(challenge, matter.effect, salt)
    payload = {"ground": command.ground.value, "commitment": _committed(salt, challenge.words)}
    remember(uow, Event.CHALLENGE_FILED, replace(challenge, id=number), me, now, **payload)
    if lot:
        uow.jury_lots.seal(number, SealedLot(lot, secret))
        remember(uow, Event.JURY_SEALED, replace(challenge, id=number), None, now, lot=1, sealed=lot.commitment)
        suspend(uow, matter.proposal_id, matter.effect, now)
    else:
        recall(uow, matter.proposal_id, matter.effect, now)
    owe(uow, Notice.CHALLENGED, replace(challenge, id=number), now)
    return number


def add_jury_word(uow: UnitOfWork, command: AddJuryWord) -> str:
    """Put the actor's one word into the lot; the last before the draw counts. Return it as it was put.

    Raises NoSuchChallenge, DrawingOver, MayNotChallenge, BlankText or TextTooLong.
    """
    challenge, text = _taking(uow, command, command.challenge_id), usable(command.text, "word", WORD_LENGTH)
    assert challenge.lot, "it takes words"  # noqa: S101
    uow.jury_lots.put_word(challenge.id, challenge.lot.number, command.actor.member_id, text, command.now)
    remember(uow, Event.JURY_WORD_ADDED, challenge, command.actor.member_id, command.now)
    return text


def my_jury_word(uow: UnitOfWork, command: AboutChallenge) -> str:
    """Return the actor's own word, where they can still write one. Raises what `add_jury_word` raises."""
    challenge = _taking(uow, command, command.challenge_id)
    assert challenge.lot, "it takes words"  # noqa: S101
    return uow.jury_lots.word(challenge.id, challenge.lot.number, command.actor.member_id) or ""


def show_challenge(uow: UnitOfWork, command: AboutChallenge) -> ChallengeView:
    """Return a challenge of the actor's community. Raises NoSuchChallenge."""
    return _view(uow, known_challenge(uow, command.actor, command.challenge_id), command.actor.member_id)


def last_challenge(uow: UnitOfWork, command: AboutProposal) -> ChallengeView:
    """Return the last challenge of a decision of the actor's community. Raises NoSuchProposal or NoSuchChallenge."""
    matter = _matter(uow, command.actor, command.proposal_id)
    if not (filed := uow.challenges.of(matter.proposal_id)):
        raise NoSuchChallenge
    return _view(uow, filed[-1], command.actor.member_id)


def find_challenge(uow: UnitOfWork, challenge_id: ChallengeId) -> ChallengeView | None:
    """Return a challenge of whatever community, for those who answer for all of them."""
    found = uow.challenges.get(challenge_id)
    return None if found is None else _view(uow, found, None)


def community_of(uow: UnitOfWork, challenge_id: ChallengeId) -> CommunityId:
    """Return whose a challenge is, where it is asked about in a direct message. Raises NoSuchChallenge."""
    found = uow.challenges.get(challenge_id)
    if found is None:
        raise NoSuchChallenge
    return found.community_id


def drawings(uow: UnitOfWork, command: AboutChallenge) -> tuple[Challenge, Sequence[Drawing]]:
    """Return the lots of a jury that were drawn, void ones too, oldest first. Raises NoSuchChallenge."""
    challenge = known_challenge(uow, command.actor, command.challenge_id)
    opened = [one for one in uow.jury_lots.of(challenge.id) if one.opened_at]
    return challenge, [drawing(uow, challenge.id, one, one.opened_at or command.now) for one in opened]


def challengeable(uow: UnitOfWork, command: Command) -> Sequence[tuple[ProposalId, str]]:
    """Return the decisions of the actor's community that are before a jury or can be challenged, newest first."""
    found = [*_votes(uow, command), *_processes(uow, command)]
    return sorted(found, reverse=True)


def stands(uow: UnitOfWork, actor: Actor) -> Mapping[ProposalId, Phase]:
    """Return the decisions of the actor's community that are suspended or annulled."""
    return uow.challenges.stands(actor.community_id)


def known_challenge(uow: UnitOfWork, actor: Actor, challenge_id: ChallengeId) -> Challenge:
    """Return a challenge of the actor's own community. Raises NoSuchChallenge."""
    found = uow.challenges.get(challenge_id)
    if found is None or found.community_id != actor.community_id:
        raise NoSuchChallenge
    return found


def sealed_lot(number: int, pool: Sequence[MemberId], secret: str, now: datetime) -> Lot:
    """Return a lot that binds its secret and the pool, and is drawn after members have had time to add words."""
    bound = commitment(bytes.fromhex(secret), [str(member) for member in pool])
    return Lot(number, tuple(pool), bound, now + WORDS_FOR)


def drawing(uow: UnitOfWork, challenge_id: ChallengeId, sealed_: SealedLot, opened_at: datetime) -> Drawing:
    """Return a lot as it comes out where it is opened at a moment."""
    pool, lot = tuple(str(member) for member in sealed_.lot.pool), sealed_.lot
    words = tuple(uow.jury_lots.words(challenge_id, lot.number))
    return Drawing(lot.commitment, pool, pool, sealed_.secret, words, lot.deadline, opened_at)


def remember(
    uow: UnitOfWork, event: Event, challenge: Challenge, by: MemberId | None, now: datetime, **facts: object
) -> str:
    """Add a line about a challenge to the ledger, without a word of anybody's; return its hash."""
    payload = {"challenge": challenge.id, "proposal": challenge.proposal_id, **facts}
    return uow.ledger.append(challenge.community_id, event, payload, actor_id=by, now=now)


def owe(uow: UnitOfWork, notice: Notice, challenge: Challenge, now: datetime, told: str = "") -> None:
    """Owe the thread a word about a challenge, and the card and the result of its decision a new look."""
    about = (challenge.community_id, challenge.proposal_id)
    uow.outbox.owe(Owed(notice, *about, detail=f"{challenge.id} {told}".strip()), now)
    uow.outbox.owe(Owed(Notice.CARD_UPDATE, *about), now)
    if uow.decisions.get(challenge.proposal_id) is not None:
        uow.outbox.owe(Owed(Notice.RESULT_UPDATE, *about), now)


def _committed(salt: str, *words: str) -> str:
    """Return the hash of what somebody wrote, which nobody can guess without the salt."""
    return sha256("\n".join([salt, *words]).encode()).hexdigest()


def _matter(uow: UnitOfWork, actor: Actor, proposal_id: ProposalId) -> Matter:
    matter = matter_of(uow, proposal_id)
    if matter.circle.community_id != actor.community_id:
        raise NoSuchProposal
    return matter


def _contradicted(uow: UnitOfWork, command: File) -> AgreementId | None:
    """Return the agreement that is contradicted, where that is the ground."""
    if command.ground is not Ground.AGREEMENT:
        return None
    if command.contradicts is None:
        raise WhichAgreement
    return known_agreement(uow, command.actor, command.contradicts).id


def _people(uow: UnitOfWork, matter: Matter) -> tuple[set[MemberId], set[MemberId]]:
    """Return who is in the circles that decided, and in the others of the community."""
    others = [one.id for one in uow.circles.of(matter.circle.community_id) if one.id not in matter.circles]
    own, rest = (set(chain.from_iterable(map(uow.memberships.live, ids))) for ids in (matter.circles, others))
    return own, rest


def _parties(uow: UnitOfWork, matter: Matter, challenge: Challenge) -> set[MemberId]:
    """Return who proposed, facilitated or objected, on whatever rung of the matter, and the challenger (J2)."""
    parties = {challenge.by}
    for circle_id in matter.circles:
        circle = uow.circles.get(circle_id)
        parties |= of_offices(circle, challenge.ground) if circle else set()
    for rung in rungs(uow, matter.proposal_id):
        decision, proceeding = uow.decisions.get(rung), uow.proceedings.get(rung)
        parties |= of_proceeding(proceeding) if proceeding else set()
        parties |= _proposed(uow, decision) if decision else set()
    return parties


def _proposed(uow: UnitOfWork, decision: Decision) -> set[MemberId]:
    """Return who has put a vote to the circle, and who has named what won in it."""
    winners = getattr(decision.result, "winners", ())
    options = uow.polls.options(decision.id) if winners else ()
    return {decision.proposer_id, *(one.by for one in options if one.number in winners)}


def _taking(uow: UnitOfWork, command: Command, challenge_id: ChallengeId) -> Challenge:
    """Return a challenge to whose lot the actor may add a word now."""
    challenge = known_challenge(uow, command.actor, challenge_id)
    if challenge.phase is not Phase.SUSPENDED or drawable(challenge, command.now):
        raise DrawingOver
    matter = matter_of(uow, challenge.proposal_id)
    if not target_of(uow, matter, command.actor.member_id).bound and not _in_pool(challenge, command.actor):
        raise MayNotChallenge(matter.circle.name)
    return challenge


def _in_pool(challenge: Challenge, actor: Actor) -> bool:
    return challenge.lot is not None and actor.member_id in challenge.lot.pool


def _view(uow: UnitOfWork, challenge: Challenge, member: MemberId | None) -> ChallengeView:
    proposal, place = uow.proposals.get(challenge.proposal_id), uow.proposals.place(challenge.proposal_id)
    circle = uow.circles.get(challenge.circle_id)
    assert proposal and place and circle, "what is challenged was proposed in a circle"  # noqa: S101, PT018
    against = uow.agreements.get(challenge.contradicts) if challenge.contradicts else None
    mine = challenge.juror(member) if member is not None else None
    return ChallengeView(challenge, proposal.title, circle.name, place, mine, against.title if against else "")


def _votes(uow: UnitOfWork, command: Command) -> list[tuple[ProposalId, str]]:
    found = uow.decisions.of(command.actor.community_id, open_only=False)
    return [(one.id, one.title) for one in found if _open(uow, command, one.id)]


def _processes(uow: UnitOfWork, command: Command) -> list[tuple[ProposalId, str]]:
    found = uow.proceedings.of(command.actor.community_id)
    return [(one.id, one.title) for one in found if _open(uow, command, one.id)]


def _open(uow: UnitOfWork, command: Command, proposal_id: ProposalId) -> bool:
    target = target_of(uow, matter_of(uow, proposal_id), command.actor.member_id)
    if any(one.ended_at is None for one in target.past):
        return True
    until = closes_at(target)
    return until is not None and command.now < until
