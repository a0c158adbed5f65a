"""The time in which those can still vote themselves whose delegate voted at the end (governance 7.4).

At the close a decision is held open once more where somebody voted late with other people's votes: for those people
alone, each until so long after that ballot as the rules of delegation say. Their ballots move their own vote and
nobody else's, so no second such time can follow.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.rules.decision import Decision, State
from bot.rules.electorate import followers, weigh
from bot.rules.errors import VoteClosed
from bot.rules.ids import MemberId, ProposalId
from bot.rules.liquid.errors import NoOverride
from bot.rules.override import ends, late, span
from bot.rules.timing import RECEIPT_GRACE
from bot.services.echo import MOST, letters
from bot.services.ports import UnitOfWork
from bot.services.proposal import AboutProposal, known, remember
from bot.services.values import Event, LetterKind, Notice, OverrideRight, Owed, Sweep


@dataclass(frozen=True, slots=True)
class Hold:
    """Who may still vote themselves in a decision that has come to its close."""

    proposal_id: ProposalId
    rights: Sequence[OverrideRight]
    now: datetime
    key: str | None = None


def to_judge(uow: UnitOfWork, sweep: Sweep) -> list[ProposalId]:
    """Return the decisions that have come to their close, and in which it is asked whose delegate voted at the end."""
    ended = (uow.decisions.get(one) for one in uow.decisions.to_freeze(sweep.now - RECEIPT_GRACE, sweep.community_id))
    return [decision.id for decision in ended if decision and awaits(uow, decision)]


def awaits(uow: UnitOfWork, decision: Decision) -> bool:
    """Whether it has to be asked, before a decision is frozen, whose delegate voted at the end."""
    return decision.override_until is None and bool(_late(uow, decision))


def rights(uow: UnitOfWork, proposal_id: ProposalId) -> list[OverrideRight]:
    """Return who may still vote themselves, and until when; reads the whole roll."""
    decision = uow.decisions.get(proposal_id)
    until = _late(uow, decision) if decision else {}
    if decision is None or not until:
        return []
    behind = followers(weigh(uow.electorates.at(decision, decision.closes_at)), until)
    return [
        OverrideRight(MemberId(member), voter, until[voter]) for voter in until for member in behind[voter].tolist()
    ]


def hold(uow: UnitOfWork, command: Hold) -> bool:
    """Keep a decision open for those with a right, and let them know; without any, or too late for all, it is frozen.

    Return whether it is held.
    """
    decision = uow.decisions.get(command.proposal_id)
    if decision is None or decision.state is not State.OPEN or decision.override_until is not None:
        return False
    until = ends(decision.closes_at, (right.until for right in command.rights))
    uow.decisions.hold(decision.id, until)
    if until <= command.now:
        return False
    uow.overrides.open(decision.id, command.rights)
    facts = {"proposal": decision.id, "members": len(command.rights), "until": until.isoformat()}
    uow.ledger.append(decision.community_id, Event.OVERRIDE_OPENED, facts, actor_id=None, now=command.now)
    for notice in (Notice.CARD_UPDATE, Notice.OVERRIDE):
        uow.outbox.owe(Owed(notice, decision.community_id, decision.id), command.now)
    if len(command.rights) <= MOST:
        letters(uow, decision, LetterKind.OVERRIDE, [right.member_id for right in command.rights], command.now)
    return True


def confirm(uow: UnitOfWork, command: AboutProposal) -> Decision:
    """Be content with how one's vote stands, and use one's right no more; the window may end sooner for that.

    Raises NoSuchProposal, VoteClosed or NoOverride.
    """
    decision = known(uow, command.actor, command.proposal_id)
    check_right(uow, decision, command.actor.member_id, command.now)
    uow.overrides.confirm(decision.id, command.actor.member_id, command.now)
    left = (right.until for right in uow.overrides.of(decision.id) if right.confirmed_at is None)
    uow.decisions.hold(decision.id, ends(decision.closes_at, left))
    remember(uow, Event.BALLOT_CONFIRMED, decision, command, within=decision.id)
    return decision


def check_right(uow: UnitOfWork, decision: Decision, member_id: MemberId, now: datetime) -> None:
    """Refuse who may not vote in a decision that is held open. Raises VoteClosed or NoOverride."""
    until = decision.override_until
    if decision.state is not State.OPEN or until is None or now >= until:
        raise VoteClosed(decision.title, decision.closes_at)
    right = uow.overrides.get(decision.id, member_id)
    if right is None or right.confirmed_at is not None or now >= right.until:
        raise NoOverride(until)


def _late(uow: UnitOfWork, decision: Decision) -> Mapping[MemberId, datetime]:
    """Return until when those may act who follow each voter that left them no time to answer."""
    liquid = decision.rules.liquid
    if liquid is None:
        return {}
    lasts = span(liquid.window, decision.opened_at, decision.closes_at)
    return late(dict(uow.ballots.since(decision.id, decision.closes_at - lasts)), decision.closes_at, lasts)
