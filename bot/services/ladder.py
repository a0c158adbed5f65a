"""What follows where a proposal has ended without a decision: the next rung, by itself and in the same transaction.

Which rung that is, is a rule; here it is opened, with the text as it stands, the roll and the settings of the moment,
in the same thread, and linked to what it continues (governance K6).
"""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.circle import Actor
from bot.rules.errors import AccordError, NotProposer
from bot.rules.ids import ProposalId
from bot.rules.ladder import Agreed, ByProcess, ByVote, Ending, LaidOver, Next, Rests, Rung, follows
from bot.rules.process.description import Process
from bot.rules.process.machine import Move, Turn
from bot.rules.process.proceeding import Proceeding
from bot.rules.processes import PROCESSES
from bot.services.opening import NOBODY, About, Opening, beginning, draft, frozen_settings, open_vote
from bot.services.ports import UnitOfWork
from bot.services.values import Climb, Event, Notice, Owed, Proposal

NOT_BACK = "not back"
"""What is owed of an item that should come back, where nobody is left who could decide."""

TAKEN_BACK = "taken back"
"""What is owed of an item that rests and was taken back by its proposer."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A proposal that has ended: how, and what its process leads to of itself."""

    proposal_id: ProposalId
    ending: Ending
    agreed: Agreed | None = None


@dataclass(frozen=True, slots=True)
class ToBegin:
    """A proceeding that is drafted, and the move that begins it."""

    proceeding: Proceeding
    move: Move


def next_of(uow: UnitOfWork, ended: Ended, now: datetime) -> ToBegin | None:
    """Open what follows an ending, or let it rest; return a proceeding that is still to be begun, if it is one.

    What has come back once from a ladder's last rung does not rest there again.
    """
    climb, proposal = uow.climbs.get(ended.proposal_id), uow.proposals.get(ended.proposal_id)
    assert proposal is not None, "what has ended was proposed"  # noqa: S101
    match follows(climb.ladder, climb.number, ended.ending, ended.agreed):
        case Next(rung=LaidOver(period)) if not climb.returned:
            _rest(uow, proposal, now + period, now)
        case Next(number, (ByProcess() | ByVote()) as rung):
            higher = Climb(ladder=climb.ladder, number=number, after_id=proposal.id, returned=climb.returned)
            return _open(uow, proposal, higher, rung, now)
        case Rests(until):
            _rest(uow, proposal, until, now)
    return None


def returning(uow: UnitOfWork, proposal_id: ProposalId, now: datetime) -> ToBegin | None:
    """Bring back what has rested: as it was proposed first, at the foot of its ladder."""
    climb, proposal = uow.climbs.get(proposal_id), uow.proposals.get(proposal_id)
    first = uow.proceedings.get(_first(uow, proposal_id))
    assert proposal is not None, "what rests was proposed"  # noqa: S101
    rung = climb.ladder.foot if climb.ladder else ByProcess(first.process.key if first else "")
    anew = Climb(ladder=climb.ladder, after_id=proposal_id, returned=True)
    begun = _open(uow, proposal, anew, rung, now)
    if uow.climbs.get(proposal_id).next_id is None:
        _tell(uow, proposal, NOT_BACK, now)
    return begun


def take_back(uow: UnitOfWork, actor: Actor, proposal_id: ProposalId, now: datetime) -> bool:
    """Let the proposer take back what rests, so that it does not come back; False where it does not rest."""
    proposal = uow.proposals.get(proposal_id)
    if proposal is None or proposal.community_id != actor.community_id or not uow.climbs.get(proposal_id).rests_until:
        return False
    if proposal.proposer_id != actor.member_id:
        raise NotProposer
    uow.climbs.over(proposal_id, now)
    payload = {"proposal": proposal_id, "version": proposal.version}
    uow.ledger.append(proposal.community_id, Event.PROPOSAL_WITHDRAWN, payload, actor_id=actor.member_id, now=now)
    _tell(uow, proposal, TAKEN_BACK, now)
    return True


def _open(uow: UnitOfWork, before: Proposal, climb: Climb, rung: Rung, now: datetime) -> ToBegin | None:
    circle, place = uow.circles.get(before.circle_id), uow.proposals.place(before.id)
    if circle is None or place is None or not uow.memberships.live(circle.id):
        return None  # nobody is left who could decide
    new = Opening(
        circle=circle,
        proposer_id=before.proposer_id,
        title=before.title,
        text=before.text,
        now=now,
        climb=climb,
        thread_id=place.thread_id,
    )
    begun = None
    if isinstance(rung, ByVote):
        number = open_vote(uow, new, rung.threshold or circle.defaults.threshold)
    elif isinstance(rung, ByProcess) and (begun := _drafted(uow, before, new, PROCESSES[rung.process])):
        number = begun.proceeding.id
    else:
        return None
    if (changes := uow.agreements.concerned(before.id)) is not None:
        uow.agreements.concern(number, changes)
    payload = {"proposal": before.id, "continued": number, "rung": climb.number}
    uow.ledger.append(before.community_id, Event.MOVED_ON, payload, actor_id=None, now=now)
    _tell(uow, before, str(number), now)
    return begun


def _drafted(uow: UnitOfWork, before: Proposal, new: Opening, process: Process) -> ToBegin | None:
    """Draft what goes on in a process, unless it could not begin: as where a house of a relay has nobody left."""
    first = uow.proceedings.get(_first(uow, before.id))
    same = first is not None and first.process is process
    houses = uow.proceedings.houses(first.id) if first and same else {}
    about = About(first.beginning.subject, first.beginning.nomination) if first else NOBODY
    begins = beginning(uow, new, process, houses, about)
    move = first.log[0][0] if first and same else process.open(_given(first, before))
    try:
        item = process.begin(begins, frozen_settings(uow, new, process))
        process.machine.act(item, move, Turn(new.proposer_id, new.now))
    except AccordError:
        return None
    return ToBegin(draft(uow, new, process, begins, houses), move)


def _given(first: Proceeding | None, before: Proposal) -> dict[str, str]:
    """Return what a form would have asked: the need as it was stated first, or the title where none was."""
    return {"title": before.title, "need": (first.item().need if first else "") or before.title}


def _first(uow: UnitOfWork, proposal_id: ProposalId) -> ProposalId:
    """Return the first proposal about the matter."""
    while (before := uow.climbs.get(proposal_id).after_id) is not None:
        proposal_id = before
    return proposal_id


def _rest(uow: UnitOfWork, proposal: Proposal, until: datetime, now: datetime) -> None:
    """Lay it over until a date, on which the clock brings it back."""
    uow.climbs.rest(proposal.id, until)
    payload = {"proposal": proposal.id, "rests_until": until.isoformat()}
    uow.ledger.append(proposal.community_id, Event.MOVED_ON, payload, actor_id=None, now=now)
    _tell(uow, proposal, "", now)


def _tell(uow: UnitOfWork, proposal: Proposal, detail: str, now: datetime) -> None:
    """Say in the thread and on the card of what has ended how it goes on.

    `detail` is the number of what follows, empty where it rests, or why it does not come back.
    """
    uow.outbox.owe(Owed(Notice.CONTINUED, proposal.community_id, proposal.id, detail=detail), now)
    uow.outbox.owe(Owed(Notice.CARD_UPDATE, proposal.community_id, proposal.id), now)
