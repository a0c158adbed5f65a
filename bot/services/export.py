"""What is handed out of the record: enough for anybody to count a decision again (governance KI8).

The shape of it is told in docs/verify.md, for those who write a verifier of their own. Nobody is named: all go by the
names that they have in the decision.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from bot.rules.ballot import Marks
from bot.rules.decision import Choice, Decision, State
from bot.rules.errors import NoSuchProposal
from bot.rules.ids import NOBODIES, CommunityId, MemberId, ProposalId
from bot.rules.record import FIRST, Line, plain
from bot.rules.record.errors import NothingCounted
from bot.rules.secrecy import Secrecy
from bot.services.ports import UnitOfWork
from bot.services.proposal import AboutProposal, known
from bot.services.record import Inputs, counted_from, result_told, rules_told
from bot.services.values import Event, KeptBallot

FORMAT = "accord-record/1"
"""Stands at the head of every file; the number changes with the shape."""

COUNTED = (State.COUNTED, State.PUBLISHED)
"""Where a vote stands that can be handed out."""


def decision_record(uow: UnitOfWork, command: AboutProposal) -> dict[str, Any]:
    """Return one counted vote with the part of the chain from its opening to its count.

    Lines about anything else are there by their hash alone. Raises NoSuchProposal or NothingCounted.
    """
    return _record(uow, known(uow, command.actor, command.proposal_id))


def vote_record(uow: UnitOfWork, proposal_id: ProposalId) -> dict[str, Any]:
    """Return the same of whatever community, for those who answer for all of them."""
    decision = uow.decisions.get(proposal_id)
    if decision is None:
        raise NoSuchProposal
    return _record(uow, decision)


def _record(uow: UnitOfWork, decision: Decision) -> dict[str, Any]:
    if decision.state not in COUNTED:
        raise NothingCounted(decision.title, decision.closes_at)
    about = uow.ledger.about(decision.id)
    first, last = about[0].seq, max(line.seq for line in about if line.event == Event.DECISION_COUNTED)
    chain = uow.ledger.between(decision.community_id, max(first - 1, 1), last)
    before, lines = (FIRST, chain) if first == 1 else (chain[0].hash, chain[1:])
    theirs = {line.seq for line in about}
    return {
        "format": FORMAT,
        "community": decision.community_id,
        "before": before,
        "lines": [_line(line, whole=line.seq in theirs) for line in lines],
        "decisions": [_decision(uow, decision)],
    }


def community_record(
    uow: UnitOfWork, community_id: CommunityId, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> dict[str, Any]:
    """Return the whole chain of a community and all votes that were counted in it; `progress` hears how far it is."""
    lines = uow.ledger.between(community_id)
    counted = [line.proposal_id for line in lines if line.event == Event.DECISION_COUNTED]
    found = [decision for one in counted if one and (decision := uow.decisions.get(ProposalId(one)))]
    decisions = []
    for done, decision in enumerate(found, start=1):
        decisions.append(_decision(uow, decision))
        progress(done, len(found))
    return {
        "format": FORMAT,
        "community": community_id,
        "before": FIRST,
        "lines": [_line(line, whole=True) for line in lines],
        "decisions": decisions,
    }


def _line(line: Line, *, whole: bool) -> dict[str, Any]:
    """Return a line; one that names a member by their id, as an earlier Accord wrote it, by its hash alone."""
    shown: dict[str, Any] = {"seq": line.seq, "hash": line.hash}
    if not whole or isinstance(line.actor, int):
        return shown
    content = {"event": line.event, "payload": line.payload, "actor": line.actor, "at": plain(line.at)}
    return shown | content


def _decision(uow: UnitOfWork, decision: Decision) -> dict[str, Any]:
    proposal = uow.proposals.get(decision.id)
    assert proposal is not None, "a decision is about a proposal"  # noqa: S101
    names = uow.persons.names(decision.community_id, uow.decisions.roll(decision.id), decision.id)
    inputs, poll = counted_from(uow, decision), decision.rules.poll
    ballots = [_ballot(names[kept.member_id], kept) for kept in uow.ballots.kept(decision.id)]
    seats = uow.polls.seats(decision.id) if poll else {}
    return {
        "proposal": decision.id,
        "version": decision.version,
        "circle": decision.circle_id,
        "topic": decision.topic_id,
        "title": decision.title,
        "text": decision.text,
        "salt": proposal.salt,
        "rules": rules_told(decision.rules),
        "opened": plain(decision.opened_at),
        "closes": plain(decision.closes_at),
        "options": [option.text for option in uow.polls.options(decision.id)] if poll else [],
        "roll": sorted(names.values()),
        "seats": {names[member]: seat for member, seat in seats.items()},
        "result": None if decision.result is None else result_told(decision.result),
        "eligible": inputs.eligible,
        "late": inputs.late,
        "delegates": inputs.delegates,
        "people": _people(uow, decision, names, {one["voter"] for one in ballots}),
        "ballots": sorted(ballots, key=lambda ballot: str(ballot["voter"])),
        **_papers(uow, decision, inputs),
    }


def _papers(uow: UnitOfWork, decision: Decision, inputs: Inputs) -> dict[str, Any]:
    """Return the papers of a secret vote, and who voted in secret; nothing tells whose is which."""
    if decision.rules.secrecy is not Secrecy.SECRET:
        return {}
    papers = [{"name": paper.name, "ballot": _said(paper.said)} for paper in uow.papers.all(decision.id)]
    return {"papers": papers, "voted": inputs.voted}


def _people(
    uow: UnitOfWork, decision: Decision, names: Mapping[int, str], voters: Collection[str]
) -> dict[str, dict[str, str]]:
    """Return which member each voter is, and the key that proves it, where ballots are published with names.

    Who was forgotten since is left out.
    """
    if decision.rules.secrecy is Secrecy.PSEUDONYMOUS:
        return {}
    known = {MemberId(member): name for member, name in names.items() if name in voters and member >= NOBODIES}
    return {
        name: {"member": str(member), "key": uow.persons.key(decision.community_id, member, decision.id) or ""}
        for member, name in known.items()
    }


def _ballot(voter: str, kept: KeptBallot) -> dict[str, Any]:
    return {"voter": voter, "ballot": _said(kept.said), "reason": kept.reason, "salt": kept.salt}


def _said(said: Choice | Marks) -> str | list[int]:
    return said.value if isinstance(said, Choice) else list(said)
