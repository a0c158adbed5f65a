"""Challenges as everybody may look at them, and what is written down and owed of them (governance 10.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.rules.challenge import Challenge, Juror, Phase
from bot.rules.challenge.errors import NoSuchChallenge
from bot.rules.circle import Actor
from bot.rules.errors import NoSuchProposal
from bot.rules.ids import ChallengeId, CommunityId, MemberId, ProposalId
from bot.services.legality import Matter, matter_of, of_vote
from bot.services.legality import of_proceeding as of_process
from bot.services.ports import UnitOfWork
from bot.services.proposal import AboutProposal
from bot.services.values import Command, Event, Notice, Owed, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutChallenge(Command):
    """Look at a challenge, or do something in it that needs no words."""

    challenge_id: ChallengeId


@dataclass(frozen=True, slots=True)
class ChallengeView:
    """A challenge, what it is about and where that is shown; `mine` is the seat on the jury of the one who looks."""

    challenge: Challenge
    title: str
    circle: str
    place: Place
    mine: Juror | None = None
    contradicts: str = ""


def show_challenge(uow: UnitOfWork, command: AboutChallenge) -> ChallengeView:
    """Return a challenge of the actor's community. Raises NoSuchChallenge."""
    return _view(uow, known_challenge(uow, command.actor, command.challenge_id), command.actor.member_id)


def last_challenge(uow: UnitOfWork, command: AboutProposal) -> ChallengeView:
    """Return the last challenge of a decision of the actor's community. Raises NoSuchProposal or NoSuchChallenge."""
    matter = known_matter(uow, command.actor, command.proposal_id)
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


def challengeable(uow: UnitOfWork, command: Command) -> Sequence[tuple[ProposalId, str]]:
    """Return the decisions of the actor's community that were challenged or can be, newest first."""
    votes = uow.decisions.of(command.actor.community_id, open_only=False)
    courses = uow.proceedings.of(command.actor.community_id)
    law = {one.id: (one.title, of_vote(uow, one)) for one in votes}
    law |= {one.id: (one.title, of_process(uow, one)) for one in courses}
    found = [(number, title) for number, (title, stands_) in law.items() if stands_.concerns(command.now)]
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


def known_matter(uow: UnitOfWork, actor: Actor, proposal_id: ProposalId) -> Matter:
    """Return a decision of the actor's own community. Raises NoSuchProposal."""
    matter = matter_of(uow, proposal_id)
    if matter.circle.community_id != actor.community_id:
        raise NoSuchProposal
    return matter


def _view(uow: UnitOfWork, challenge: Challenge, member: MemberId | None) -> ChallengeView:
    proposal, place = uow.proposals.get(challenge.proposal_id), uow.proposals.place(challenge.proposal_id)
    circle = uow.circles.get(challenge.circle_id)
    assert proposal and place and circle, "what is challenged was proposed in a circle"  # noqa: S101, PT018
    against = uow.agreements.get(challenge.contradicts) if challenge.contradicts else None
    mine = challenge.juror(member) if member is not None else None
    return ChallengeView(challenge, proposal.title, circle.name, place, mine, against.title if against else "")
