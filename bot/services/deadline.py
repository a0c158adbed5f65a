"""The sweep: what becomes due by itself is done once, in deadline order, however late it is (governance 2.4).

A count is taken as of the stored deadline: memberships and delegations are dated, ballots are refused
once the decision is frozen. So it may run outside the writer, and its result is put down afterwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.rules.columns import both
from bot.rules.decision import Decision, State
from bot.rules.electorate import trusters, weigh
from bot.rules.errors import NoSuchProposal
from bot.rules.ids import MemberId, ProposalId
from bot.rules.ladder import Ending
from bot.rules.reach import ReminderChoice
from bot.rules.record import digest
from bot.rules.secrecy import Secrecy
from bot.rules.timing import RECEIPT_GRACE, countable_at
from bot.services.adoption import conclude_vote
from bot.services.count import Counting, counted
from bot.services.echo import NOTHING, Heard, hearing, letters, weighed
from bot.services.ladder import Ended
from bot.services.override import awaits
from bot.services.ports import UnitOfWork
from bot.services.record import counted_from, lot_told, result_told
from bot.services.steps import move_on, overtake
from bot.services.values import Event, LetterKind, Notice, Owed, Sweep

MENTIONS_PER_MESSAGE = 80
"""People one reminder can call by name: a message holds 2,000 characters and 100 mentions."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question about one decision at one moment."""

    proposal_id: ProposalId
    now: datetime


@dataclass(frozen=True, slots=True)
class Silent:
    """Who has neither voted nor is spoken for: with no delegate at all, or with one whose chain ends nowhere.

    `heard` has the ballots beyond the cap, and who follows them.
    """

    alone: Sequence[MemberId] = ()
    lost: Sequence[MemberId] = ()
    heard: Heard = NOTHING


@dataclass(frozen=True, slots=True)
class Remind:
    """Whom to remind of a decision: those who are silent, some of whom delegate and are not spoken for either."""

    proposal_id: ProposalId
    silent: Silent
    now: datetime
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Announce:
    """What was counted in a decision; `inputs` is the digest of all that it was counted from."""

    proposal_id: ProposalId
    counting: Counting
    inputs: str
    now: datetime
    key: str | None = None


def next_due(uow: UnitOfWork, _: Sweep) -> datetime | None:
    """Return when the next reminder, count, review or message is due."""
    due = (
        uow.decisions.next_due(),
        uow.agreements.next_due(),
        uow.climbs.next_due(),
        uow.echoes.next_due(),
        uow.letters.next_due(),
        uow.delegations.next_warning(),
        uow.outbox.next_due(),
    )
    alarms = (uow.proceedings.next_due(), uow.challenges.next_due())
    moments = (*due, *(countable_at(alarm) for alarm in alarms if alarm))
    return min((moment for moment in moments if moment), default=None)


def due_reminders(uow: UnitOfWork, sweep: Sweep) -> Sequence[ProposalId]:
    """Return the decisions whose reminder is due."""
    return uow.decisions.to_remind(sweep.now, sweep.community_id)


def silent(uow: UnitOfWork, ask: Ask) -> Silent:
    """Return who has neither voted nor is spoken for by a delegate who has (governance 7.4)."""
    decision = _found(uow, ask.proposal_id)
    electorate = uow.electorates.at(decision, ask.now)
    lost, delegating = weigh(electorate).lost, trusters(electorate)
    alone = [MemberId(member) for member in lost.tolist() if member not in delegating]
    rest = [MemberId(member) for member in lost.tolist() if member in delegating]
    return Silent(alone, rest, hearing(decision, electorate, ()))


def remind(uow: UnitOfWork, command: Remind) -> bool:
    """Owe the one reminder of a decision: in its thread by default, by DM or not at all as members chose.

    Those whose delegate would lose their vote, or have it count in part, are told so privately instead.
    """
    decision = _found(uow, command.proposal_id)
    open_still = decision.state is State.OPEN and command.now < decision.closes_at
    if not open_still or not uow.decisions.reminded(decision.id, command.now):
        return False
    letters(uow, decision, LetterKind.LOST, command.silent.lost, command.now)
    weighed(uow, decision, command.silent.heard, command.now)
    chosen = uow.preferences.reminders(command.silent.alone)
    dm = {member for member, choice in chosen.items() if choice is ReminderChoice.DM}
    dm -= {*uow.preferences.unreachable(dm)}
    here = [m for m in command.silent.alone if m not in dm and chosen.get(m) is not ReminderChoice.NONE]
    for start in range(0, len(here), MENTIONS_PER_MESSAGE):
        called = tuple(here[start : start + MENTIONS_PER_MESSAGE])
        uow.outbox.owe(Owed(Notice.REMINDER, decision.community_id, decision.id, to=called), command.now)
    for member in sorted(dm):
        owed = Owed(Notice.REMINDER, decision.community_id, decision.id, member_id=member, to=(member,))
        uow.outbox.owe(owed, command.now)
    return True


def freeze_due(uow: UnitOfWork, sweep: Sweep) -> list[ProposalId]:
    """Close what has reached its deadline to further ballots; return all that waits for its count.

    What may have to be held open for followers of a late delegate waits until that is known.
    """
    for proposal_id in uow.decisions.to_freeze(sweep.now - RECEIPT_GRACE, sweep.community_id):
        decision = _found(uow, proposal_id)
        if awaits(uow, decision) or countable_at(decision.override_until or decision.closes_at) > sweep.now:
            continue
        payload = {"proposal": proposal_id, "ballots": uow.ballots.count(proposal_id), **_parted(uow, decision)}
        if uow.decisions.move(proposal_id, State.OPEN, State.FROZEN, sweep.now):
            uow.ledger.append(decision.community_id, Event.DECISION_FROZEN, payload, actor_id=None, now=sweep.now)
    return list(uow.decisions.to_count(sweep.community_id))


def _parted(uow: UnitOfWork, decision: Decision) -> dict[str, str]:
    """Part secret ballots from their voters, and return what the record fixes of them; nobody knows more from then on.

    Ballots of people who are no members any more are destroyed.
    """
    if decision.rules.secrecy is not Secrecy.SECRET:
        return {}
    electorate = uow.electorates.at(decision, decision.closes_at)
    eligible = [MemberId(member) for member in both(electorate.roll, electorate.members).tolist()]
    return {"papers": digest(paper.line for paper in uow.papers.part(decision.id, eligible))}


def count(uow: UnitOfWork, ask: Ask) -> Counting:
    """Count a frozen decision as of its deadline; reads only. Its lot is opened at the moment of asking."""
    return counted(uow, _found(uow, ask.proposal_id), ask.now)


def counted_inputs(uow: UnitOfWork, ask: Ask) -> str:
    """Return the digest of all that a frozen decision is counted from; reads only."""
    return counted_from(uow, _found(uow, ask.proposal_id)).digest


def announce(uow: UnitOfWork, command: Announce) -> bool:
    """Put the result down and owe its announcement, once; False where it was counted already."""
    decision = _found(uow, command.proposal_id)
    if not uow.decisions.move(decision.id, State.FROZEN, State.COUNTED, command.now):
        return False
    uow.decisions.record(decision.id, command.counting.result, command.counting.power)
    if command.counting.count is not None:
        uow.polls.record(decision.id, command.counting.count, command.now)
        uow.polls.drop_sheets(decision.id)
    drawing = command.counting.drawing
    lot = {} if drawing is None else {"lot": lot_told(drawing)}
    told = {**result_told(command.counting.result), **lot, "inputs": command.inputs}
    payload = {"proposal": decision.id, "lines": uow.ledger.number_about(decision.id), **told}
    uow.ledger.append(decision.community_id, Event.DECISION_COUNTED, payload, actor_id=None, now=command.now)
    overtake(uow, conclude_vote(uow, _found(uow, decision.id), command.now), command.now)
    for notice in (Notice.RESULT, Notice.CARD_UPDATE):
        uow.outbox.owe(Owed(notice, decision.community_id, decision.id), command.now)
    move_on(uow, Ended(decision.id, Ending(command.counting.result.outcome.value)), command.now)
    return True


def _found(uow: UnitOfWork, proposal_id: ProposalId) -> Decision:
    decision = uow.decisions.get(proposal_id)
    if decision is None:
        raise NoSuchProposal
    return decision
