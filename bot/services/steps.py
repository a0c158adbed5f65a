"""The steps of proceedings, written down as they are taken: by people, by the clock, and by who comes and goes.

The rules say what a move does; here it goes into the proceeding's log, every step of it into the ledger, a new wording
among the wordings, and what the circle is to hear of it into the outbox, all in one transaction.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from bot.rules.errors import NoSuchProposal
from bot.rules.ids import CircleId, MemberId, ProposalId
from bot.rules.process.item import Item
from bot.rules.process.machine import Move, Step, Turn
from bot.rules.process.moves import Overtaken
from bot.rules.process.proceeding import Proceeding
from bot.rules.process.seats import Joined, Left
from bot.rules.timing import RECEIPT_GRACE, remind_at
from bot.services.adoption import conclude
from bot.services.ladder import Ended, ToBegin, next_of, returning
from bot.services.orphan import orphan
from bot.services.ports import UnitOfWork
from bot.services.record import words_sealed
from bot.services.seat import fill_seat, vacate
from bot.services.values import Event, Notice, Owed, Sweep


def make(uow: UnitOfWork, proceeding: Proceeding, move: Move, turn: Turn, now: datetime) -> None:
    """Make one move; a move that was overtaken on its way by another counts from that one on."""
    turn = Turn(turn.by, max(turn.at, proceeding.heard_until))
    steps = list(proceeding.process.machine.steps(proceeding.item(), move, turn))
    said = uow.proceedings.log(proceeding.id, len(proceeding.log) + 1, move, turn)
    _record(uow, proceeding, steps, now, (move, said))


def _record(
    uow: UnitOfWork,
    proceeding: Proceeding,
    steps: Sequence[Step[Any]],
    now: datetime,
    made: tuple[Move, str] | None = None,
) -> None:
    """Write steps down that were taken: in the record, as wordings, and as what is owed to Discord.

    `made` is the move that somebody made, with a commitment to what they said in it; the clock makes the others.
    """
    if not steps:
        return
    before, machine = proceeding.item(), proceeding.process.machine
    for number, step in enumerate(steps, start=proceeding.steps + 1):
        sealed = {"said": made[1]} if made and step.move is made[0] else {}
        if step.after.version > before.version:
            uow.proposals.amend(proceeding.id, step.after.text, step.turn.at)
            sealed["text"] = words_sealed(uow, proceeding.id)
        _remember(uow, proceeding, number, before, step, sealed)
        _owe(uow, proceeding, number, before, step, now)
        if step.after.proposer != before.proposer:
            uow.proposals.hand_over(proceeding.id, step.after.proposer)
        before = step.after
    if not proceeding.process.takes_objections(before):
        uow.doubts.remove(proceeding.id)
    alarm = machine.next_alarm(before)
    uow.proceedings.put(
        proceeding.id,
        phase=before.phase.value,
        due_at=alarm.at if alarm else None,
        heard_until=steps[-1].turn.at,
        steps=proceeding.steps + len(steps),
        ended=before.phase in machine.ends,
    )
    uow.outbox.owe(Owed(Notice.CARD_UPDATE, proceeding.community_id, proceeding.id), now)
    if before.phase in machine.ends:
        overtake(uow, conclude(uow, proceeding, before, steps[-1].turn.at), now)
        fill_seat(uow, proceeding, before, steps[-1].turn.at)
        process = proceeding.process
        move_on(uow, Ended(proceeding.id, process.ending(before), process.leads(before)), now)


def move_on(uow: UnitOfWork, ended: Ended, now: datetime) -> None:
    """Open what follows where a proposal has ended without a decision, if anything does (K6)."""
    _begin(uow, next_of(uow, ended, now), now)


def return_due(uow: UnitOfWork, sweep: Sweep) -> int:
    """Bring back what was laid over until now, once; return how much that was."""
    back = [one for one in uow.climbs.due(sweep.now, sweep.community_id) if uow.climbs.over(one, sweep.now)]
    for proposal_id in back:
        _begin(uow, returning(uow, proposal_id, sweep.now), sweep.now)
    return len(back)


def _begin(uow: UnitOfWork, begun: ToBegin | None, now: datetime) -> None:
    """Begin a process by itself; a proposer who has left meanwhile is waited for as in any other."""
    if begun is None:
        return
    proceeding, proposer = begun.proceeding, begun.proceeding.beginning.proposer
    make(uow, proceeding, begun.move, Turn(proposer, now), now)
    if not uow.memberships.includes(proceeding.circle_id, proposer):
        _move(uow, proceeding.id, Left(proposer), now)


def overtake(uow: UnitOfWork, overtaken: Iterable[ProposalId], now: datetime) -> None:
    """Let proposals know that another decision has changed what they are about (governance 3.3)."""
    for proposal_id in overtaken:
        proceeding = proceeding_of(uow, proposal_id)
        item = proceeding.item(max(now, proceeding.heard_until))
        if proceeding.process.machine.offers(item, Overtaken):
            make(uow, proceeding, Overtaken(), Turn(None, now), now)


def _remember(  # noqa: PLR0917 - what a step was, and where
    uow: UnitOfWork,
    proceeding: Proceeding,
    number: int,
    before: Item,
    step: Step[Any],
    sealed: Mapping[str, str],
) -> None:
    """Add a line about a step, with commitments to what was said in it."""
    maker = proceeding.process.maker(before, step)
    payload = {
        "proposal": proceeding.id,
        "step": number,
        "move": type(step.move).__name__,
        "version": step.after.version,
        "phase": step.after.phase.value,
        **sealed,
    }
    uow.ledger.append(proceeding.community_id, Event.STEP_TAKEN, payload, actor_id=maker, now=step.turn.at)


def _owe(  # noqa: PLR0917 - what a step was, and where
    uow: UnitOfWork, proceeding: Proceeding, number: int, before: Item, step: Step[Any], now: datetime
) -> None:
    """Owe the thread a word about a step, some members a private one, and a reminder of a time that begins.

    The first step is told by the card, unless it calls somebody.
    """
    about, process = (proceeding.community_id, proceeding.id), proceeding.process
    called = tuple(sorted(process.called(before, step.after)))
    tells = step.after.phase is not before.phase or type(step.move) in process.told
    if called or (number > 1 and tells):
        uow.outbox.owe(Owed(Notice.STEP, *about, to=called, detail=str(number)), now)
    for member in sorted(process.whispering(before, step.after)):
        uow.outbox.owe(Owed(Notice.STEP, *about, member_id=member, detail=str(number)), now)
    begins = waited_in(step.after) != waited_in(before)
    alarm = process.machine.next_alarm(step.after) if begins else None
    if alarm is not None:
        reminder = Owed(Notice.STEP_REMINDER, *about, detail=waited_in(step.after))
        uow.outbox.owe(reminder, max(now, remind_at(step.turn.at, alarm.at)))


def waited_in(item: Item) -> str:
    """Return a name of the time in which it waits: of a phase, or of a turn within one."""
    return f"{item.phase.value} {int(item.since.timestamp())}"


def ring_due(uow: UnitOfWork, sweep: Sweep) -> int:
    """Do what the clock brings about in all proceedings, once; return how much that was.

    What Discord received before an alarm may be on its way still, so the clock is heard a little later.
    """
    heard, rung = sweep.now - RECEIPT_GRACE, 0
    for proposal_id in uow.proceedings.due(heard, sweep.community_id):
        proceeding = proceeding_of(uow, proposal_id)
        steps = proceeding.history(heard)[proceeding.steps :]
        _record(uow, proceeding, steps, sweep.now)
        rung += len(steps)
    return rung


def people_moved(
    uow: UnitOfWork, circle_id: CircleId, entered: Iterable[MemberId], left: Collection[MemberId], now: datetime
) -> None:
    """Let every running proceeding of a circle know who has come and who has gone; who has gone leaves their seat."""
    vacate(uow, circle_id, frozenset(left), now)
    orphan(uow, circle_id, left, now)
    moves: list[Move] = [Left(member) for member in sorted(left)] + [Joined(member) for member in sorted(entered)]
    for proposal_id in uow.proceedings.running(circle_id) if moves else ():
        sitting = _sitting(uow, proposal_id)
        for move in moves:
            if not (isinstance(move, Left) and move.member in sitting):
                _move(uow, proposal_id, move, now)


def _move(uow: UnitOfWork, proposal_id: ProposalId, move: Move, now: datetime) -> None:
    """Let a proceeding know that somebody has come or gone, where it still makes a difference."""
    proceeding = proceeding_of(uow, proposal_id)
    item = proceeding.item(max(now, proceeding.heard_until))
    if proceeding.process.machine.offers(item, type(move)):
        make(uow, proceeding, move, Turn(None, now), now)


def _sitting(uow: UnitOfWork, proposal_id: ProposalId) -> frozenset[MemberId]:
    """Return who is in one of the several circles that take part, if several do."""
    circles = chain.from_iterable(uow.proceedings.houses(proposal_id).values())
    return frozenset(chain.from_iterable(map(uow.memberships.live, circles)))


def proceeding_of(uow: UnitOfWork, proposal_id: ProposalId) -> Proceeding:
    """Return a proceeding of whatever community. Raises NoSuchProposal."""
    proceeding = uow.proceedings.get(proposal_id)
    if proceeding is None:
        raise NoSuchProposal
    return proceeding
