"""Receipts: for all that one did, the line of the record that says so, and the keys that prove whose lines they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.rules.circle import Actor
from bot.rules.ids import ProposalId
from bot.rules.record import Line, code_of, name_of
from bot.rules.record.errors import NoReceipts
from bot.services.ports import UnitOfWork
from bot.services.values import Command

LATEST = 500
"""Decisions whose receipts are looked for; those before are in the whole record."""


@dataclass(frozen=True, slots=True)
class About:
    """What one did about one proposal, or about none, oldest first."""

    proposal_id: ProposalId | None
    title: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Receipts:
    """All receipts of a person in a community, what they did last first, and the keys of their names there.

    `stubs` are those of their secret ballots, in votes that run.
    """

    found: Sequence[About]
    key: str = field(repr=False)
    keys: Mapping[ProposalId, str] = field(repr=False)
    stubs: Mapping[ProposalId, str] = field(repr=False)


def receipts(uow: UnitOfWork, actor: Actor) -> Receipts:
    """Return the actor's own receipts. Raises NoReceipts."""
    key = uow.persons.key(actor.community_id, actor.member_id)
    if key is None:
        raise NoReceipts
    on_roll = uow.decisions.entitling(actor.community_id, actor.member_id, LATEST)
    keys = {one: uow.persons.key(actor.community_id, actor.member_id, one) or "" for one in on_roll}
    names = map(name_of, (key, *keys.values()))
    about: dict[int | None, list[Line]] = {}
    for line in uow.ledger.by(actor.community_id, [*names], actor.member_id):
        about.setdefault(line.proposal_id, []).insert(0, line)
    if not about:
        raise NoReceipts
    stubs = {one: stub.secret for one, stub in uow.papers.stubs(actor.member_id).items() if one in keys}
    return Receipts([_about(uow, proposal_id, lines) for proposal_id, lines in about.items()], key, keys, stubs)


def _about(uow: UnitOfWork, proposal_id: int | None, lines: Sequence[Line]) -> About:
    proposal = None if proposal_id is None else uow.proposals.get(ProposalId(proposal_id))
    return About(proposal.id, proposal.title, lines) if proposal else About(None, "", lines)


def receipt_of(uow: UnitOfWork, wish: Command) -> str | None:
    """Return the code of what the actor has just done, None where the record does not say who it was."""
    name = uow.persons.name(wish.actor.community_id, wish.actor.member_id)
    last = next(iter(uow.ledger.by(wish.actor.community_id, [name], wish.actor.member_id)), None)
    return code_of(last.hash) if last and last.at >= wish.now else None
