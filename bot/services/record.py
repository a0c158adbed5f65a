"""What the record keeps of a decision: all that was fixed when it opened, and all that was counted (governance KI8).

What a member wrote or voted is in it as a commitment only, and members under the names that they have in this decision.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from hashlib import sha256

from bot.rules.columns import both
from bot.rules.decision import Decision, FrozenRules, PollResult, Result
from bot.rules.electorate import delegates
from bot.rules.ids import MemberId, ProposalId
from bot.rules.liquid import Liquid
from bot.rules.lot import Drawing, in_order
from bot.rules.paper import spelled
from bot.rules.poll import PollRules
from bot.rules.process.proceeding import Proceeding
from bot.rules.record import canonical, digest, plain, sealed
from bot.rules.secrecy import Secrecy
from bot.services.ports import UnitOfWork
from bot.services.values import Event, KeptBallot, Proposal


def vote_opened(uow: UnitOfWork, decision: Decision, roll: Collection[MemberId], by: MemberId | None) -> None:
    """Add the line that fixes a vote: its words, its rules, who may vote, and until when."""
    names = uow.persons.meet(decision.community_id, roll, decision.id)
    facts = {
        "rules": rules_told(decision.rules),
        "electorate": digest(names.values()),
        "chambers": seats_told(names, uow.polls.seats(decision.id)),
        "roll": len(names),
        "closes": plain(decision.closes_at),
    }
    uow.ledger.append(
        decision.community_id,
        Event.PROPOSAL_OPENED,
        _asked(uow, decision.id) | facts,
        actor_id=by,
        now=decision.opened_at,
    )


def round_opened(uow: UnitOfWork, proceeding: Proceeding, by: MemberId) -> None:
    """Add the line that fixes a round: its words, how it is decided, and who takes part."""
    names = uow.persons.meet(proceeding.community_id, proceeding.beginning.members, proceeding.id)
    facts = {
        "process": proceeding.process.key,
        "settings": plain(proceeding.settings),
        "knobs": dict(proceeding.knobs),
        "software": proceeding.software,
        "electorate": digest(names.values()),
        "roll": len(names),
    }
    uow.ledger.append(
        proceeding.community_id,
        Event.PROPOSAL_OPENED,
        _asked(uow, proceeding.id) | facts,
        actor_id=by,
        now=proceeding.opened_at,
    )


def _asked(uow: UnitOfWork, proposal_id: ProposalId) -> dict[str, object]:
    """Return which proposal is opened, where, and a commitment to its words."""
    proposal = _proposal(uow, proposal_id)
    return {
        "proposal": proposal_id,
        "version": proposal.version,
        "circle": proposal.circle_id,
        "topic": proposal.topic_id,
        "text": words_sealed(uow, proposal_id),
    }


def words_sealed(uow: UnitOfWork, proposal_id: ProposalId) -> str:
    """Return a commitment to the last wording of a proposal."""
    proposal = _proposal(uow, proposal_id)
    return sealed(proposal.salt, proposal.title, proposal.text)


def _proposal(uow: UnitOfWork, proposal_id: ProposalId) -> Proposal:
    proposal = uow.proposals.get(proposal_id)
    assert proposal is not None, "whoever asks has it from the database"  # noqa: S101
    return proposal


def options_listed(uow: UnitOfWork, decision: Decision, now: datetime) -> None:
    """Add the line that fixes the options of a poll, which are complete from now on."""
    listed = [option.text for option in uow.polls.options(decision.id)]
    sealed_list = sealed(_proposal(uow, decision.id).salt, *listed) if listed else None
    facts = {"proposal": decision.id, "options": sealed_list, "number": len(listed)}
    uow.ledger.append(decision.community_id, Event.OPTIONS_LISTED, facts, actor_id=None, now=now)


def sealed_word(uow: UnitOfWork, decision: Decision, member_id: MemberId, text: str) -> str:
    """Return a commitment to a word for a lot, which its writer alone can open.

    It is under their key in the community: the one in the decision is published with open ballots.
    """
    uow.persons.meet(decision.community_id, [member_id])
    key = uow.persons.key(decision.community_id, member_id)
    assert key is not None, "whoever was met has one"  # noqa: S101
    return sealed(key, str(decision.id), text)


def rules_told(rules: FrozenRules) -> dict[str, object]:
    """Return the rules of a vote as the record and every export tell them."""
    return {
        "threshold": plain(rules.threshold),
        "quorum": rules.quorum,
        "knobs": dict(rules.knobs),
        "software": rules.software,
        "poll": None if rules.poll is None else _poll_told(rules.poll),
        "liquid": None if rules.liquid is None else _liquid_told(rules.liquid),
        "secrecy": rules.secrecy.value,
    }


def _liquid_told(rules: Liquid) -> dict[str, object]:
    """Return the rules of delegation; one that came later is told where it was chosen, so that earlier lines fit."""
    told = plain(rules)
    assert isinstance(told, dict)  # noqa: S101
    return {name: value for name, value in told.items() if name != "speakers" or value}


def _poll_told(rules: PollRules) -> dict[str, object]:
    """Return how options are counted, without the lot, which has a line of its own."""
    told = plain(rules)
    assert isinstance(told, dict)  # noqa: S101
    return {name: value for name, value in told.items() if name not in {"commitment", "pool"}}


def result_told(result: Result | PollResult) -> dict[str, object]:
    """Return a result as the record and every export tell it."""
    told: dict[str, object] = {
        "outcome": result.outcome.value,
        "roll": result.roll,
        "direct": result.direct,
        "delegated": result.delegated,
        "unrepresented": result.unrepresented,
        "uncounted": result.uncounted,
    }
    if isinstance(result, PollResult):
        return told | {"winners": result.winners}
    tally = result.verdict.tally
    return told | {"yes": tally.yes, "no": tally.no, "abstain": tally.abstain}


def lot_told(drawing: Drawing) -> dict[str, object]:
    """Return what the record tells of a lot that was opened."""
    return {
        "secret": drawing.secret,
        "words": in_order(drawing.words),
        "order": list(drawing.order),
        "void": drawing.void and drawing.void.value,
    }


def seats_told(names: Mapping[int, str], seats: Mapping[int, int]) -> str:
    """Return one hash of who sits in which chamber."""
    return digest(f"{names[member]} {seat}" for member, seat in seats.items())


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a count is made of, everybody under the name that they have in this decision.

    `eligible` are those on the roll who were still members, `ballots` those of them who voted with a commitment to
    what they said, `late` whose ballot came after the close, and `delegates` whom each had named, ranked: an empty name
    is somebody who is not eligible, and no name at all says "nobody here". Of who `voted` in secret there are `papers`
    in the place of ballots, as the record's lines have them.
    """

    eligible: Sequence[str]
    ballots: Mapping[str, str]
    late: Sequence[str]
    delegates: Mapping[str, Sequence[str]]
    papers: Sequence[str] | None = None
    voted: Sequence[str] | None = None

    @property
    def digest(self) -> str:
        """One hash for all of it that there is: SHA-256 over its canonical JSON."""
        told = {field.name: plain(getattr(self, field.name)) for field in fields(self)}
        return sha256(
            canonical({name: value for name, value in told.items() if value is not None}).encode()
        ).hexdigest()


def counted_from(uow: UnitOfWork, decision: Decision) -> Inputs:
    """Return all that the count of a closed decision is made of; reads only."""
    electorate = uow.electorates.at(decision, decision.closes_at)
    eligible = both(electorate.roll, electorate.members).tolist()
    names = uow.persons.names(decision.community_id, eligible, decision.id)
    secret = decision.rules.secrecy is Secrecy.SECRET
    kept = (ballot for ballot in uow.ballots.kept(decision.id) if ballot.member_id in names)
    return Inputs(
        eligible=sorted(names.values()),
        ballots={names[ballot.member_id]: sealed_ballot(ballot) for ballot in kept},
        late=sorted(names[voter] for voter in electorate.late.tolist() if voter in names),
        delegates={
            names[truster]: [names.get(delegate, "") for delegate in ranked]
            for truster, ranked in delegates(electorate).items()
            if truster in names
        },
        papers=[paper.line for paper in uow.papers.all(decision.id)] if secret else None,
        voted=sorted(names[one] for one in electorate.secret.tolist() if one in names) if secret else None,
    )


def sealed_ballot(ballot: KeptBallot) -> str:
    """Return a commitment to what a ballot says, with its reason on a line of its own."""
    return sealed(ballot.salt, spelled(ballot.said), *([ballot.reason] if ballot.reason else []))


def voter_sealed(uow: UnitOfWork, decision: Decision, member_id: MemberId) -> dict[str, str]:
    """Return a commitment to who casts a ballot, under the key of their name, where names will be published with it."""
    if decision.rules.secrecy is Secrecy.PSEUDONYMOUS:
        return {}
    uow.persons.name(decision.community_id, member_id, decision.id)
    return {"who": sealed(uow.persons.key(decision.community_id, member_id, decision.id) or "", str(member_id))}
