"""Challenges as they are filed: who may, what is suspended by it, and who can be drawn to judge it (10.4)."""

from dataclasses import dataclass, field, replace
from itertools import chain

from bot.rules.challenge import (
    Challenge,
    Ground,
    Phase,
    Target,
    check_ground,
    check_may_file,
    pool_of,
    sealed,
    seats_for,
)
from bot.rules.challenge.errors import WhichAgreement
from bot.rules.challenge.filing import latest
from bot.rules.challenge.parties import of_offices, of_proceeding
from bot.rules.decision import Decision
from bot.rules.ids import AgreementId, ChallengeId, MemberId, ProposalId
from bot.rules.process.item import saying
from bot.rules.record import sealed as recorded
from bot.services.agreement import known_agreement
from bot.services.challenge import known_matter, owe, remember
from bot.services.jury_lot import sealed_lot
from bot.services.legality import Matter, rungs, target_of
from bot.services.ports import UnitOfWork
from bot.services.ports.challenges import SealedLot
from bot.services.proposal import AboutProposal
from bot.services.suspension import recall, suspend
from bot.services.values import Command, Event, Notice

AFRESH = ChallengeId(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Command):
    """Challenge a decision: on which ground, in one's own words, and which agreement it contradicts if that is it."""

    proposal_id: ProposalId
    ground: Ground
    words: str = field(repr=False)
    contradicts: AgreementId | None = None


@dataclass(frozen=True, slots=True)
class Challengeable:
    """A decision that somebody may challenge now."""

    proposal_id: ProposalId
    title: str


def may_challenge(uow: UnitOfWork, command: AboutProposal) -> Challengeable:
    """Return a decision that the actor may challenge now. Raises NoSuchProposal and what `check_may_file` raises."""
    matter = known_matter(uow, command.actor, command.proposal_id)
    _target(uow, matter, command)
    return Challengeable(matter.proposal_id, matter.title)


def file_challenge(uow: UnitOfWork, command: File) -> ChallengeId:
    """Suspend a decision and seal the lot by which its jury is drawn; where nobody can judge, it comes back instead.

    Raises NoSuchProposal, NoSuchAgreement, WhichAgreement, BlankText, TextTooLong, GroundUsed, and what
    `check_may_file` raises.
    """
    matter, secret = known_matter(uow, command.actor, command.proposal_id), uow.salt() + uow.salt()
    bare = _stated(uow, matter, command)
    pool = pool_of(*_people(uow, matter), _parties(uow, matter, bare), matter.proposal_id)
    seats = seats_for(len(pool))
    lot = sealed_lot(1, pool, secret, command.now) if seats else None
    challenge = _kept(uow, matter, sealed(bare, lot, seats))
    if lot:
        uow.jury_lots.seal(challenge.id, SealedLot(lot, secret))
        remember(uow, Event.JURY_SEALED, challenge, None, command.now, lot=lot.number, sealed=lot.commitment)
        suspend(uow, matter.proposal_id, matter.effect, command.now)
    else:
        recall(uow, matter.proposal_id, matter.effect, command.now)
    owe(uow, Notice.CHALLENGED, challenge, command.now)
    return challenge.id


def _target(uow: UnitOfWork, matter: Matter, command: Command) -> Target:
    """Return what the actor may challenge now. Raises what `check_may_file` raises."""
    me, target = command.actor.member_id, target_of(uow, matter, command.actor.member_id)
    pauses = latest(one.pauses_until for one in uow.challenges.by(command.actor.community_id, me))
    check_may_file(target, me, pauses, command.now, manager=command.actor.manager)
    return target


def _stated(uow: UnitOfWork, matter: Matter, command: File) -> Challenge:
    """Return the challenge as it is stated, before anybody can judge it."""
    target, contradicts = _target(uow, matter, command), _contradicted(uow, command)
    check_ground(target, command.ground, contradicts)
    return Challenge(
        id=AFRESH,
        community_id=matter.circle.community_id,
        circle_id=matter.circle.id,
        proposal_id=matter.proposal_id,
        ground=command.ground,
        contradicts=contradicts,
        by=command.actor.member_id,
        words=saying(command.words, "breach"),
        filed_at=command.now,
        phase=Phase.SUSPENDED,
    )


def _kept(uow: UnitOfWork, matter: Matter, new: Challenge) -> Challenge:
    """Store a challenge, with its line in the ledger, where its words stand as a commitment."""
    salt = uow.salt()
    challenge = replace(new, id=uow.challenges.add(new, matter.effect, salt))
    facts = {"ground": challenge.ground.value, "words": recorded(salt, challenge.words)}
    remember(uow, Event.CHALLENGE_FILED, challenge, challenge.by, challenge.filed_at, **facts)
    return challenge


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
