"""Cases about delegation: who speaks for whom, and whether a new delegation would be refused."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pydantic import BaseModel, Field

from bot.count.form import Amount, NotOffered, written
from bot.rules.chain import ChainEnd, chain, closes_cycle
from bot.rules.delegation import (
    BadBackups,
    Delegates,
    Entry,
    NobodyEverywhere,
    Resolution,
    Scope,
    SelfDelegation,
    TwoEntries,
    narrowest,
    resolve,
)

_OURS: dict[str, bool | str] = {
    "transitive": True,
    "direct_vote_overrides": True,
    "scopes": "issue before area before unit",
    "cycle": "not represented",
    "option_of_delegator": "the direct voter at the end of the chain",
    "topic_order": "topic delegation before global",
    "chain_behaviour": "accept_sub",
}
"""The rules of a case that are Accord's too; where words describe them, the words that matter."""


class _Delegation(BaseModel, extra="allow"):
    truster: str = Field(alias="from")
    trustee: str | None = Field(alias="to")
    scope: str | None = None
    area: str | None = None
    chain: str | None = None
    backups: list[str] = []


class _Step(BaseModel, extra="allow"):
    vote: dict[str, Any]


class _Case(BaseModel):
    semantics: dict[str, Any] = {}
    voters: list[str] = []
    delegations: list[_Delegation] = []
    votes: dict[str, Any] = {}
    weights: dict[str, Amount] = {}
    topics: dict[str, str] = {}
    proposal: str | None = None
    proposal_topics: list[str] = []
    steps: list[_Step] = []
    new: _Delegation | None = None


@dataclass(frozen=True, slots=True)
class _World:
    """A case in numbers: members are positions in `names`, those on the roll first."""

    names: tuple[str, ...]
    eligible: range
    edges: Mapping[int, Delegates]
    weights: tuple[Fraction, ...]


def answer_delegation(form: Mapping[str, Any]) -> dict[str, Any]:
    """Answer where each vote went, after all steps; raises NotOffered for rules that are not Accord's."""
    case = _understood(form)
    world = _world(case)
    votes = _cast(case.votes)
    steps = []
    for step in case.steps:
        votes = _cast(votes | step.vote)
        steps.append(_totals(world, votes))
    ranked = any(each.backups for each in case.delegations)
    label = {"ranked_delegation": "BFS"} if ranked else {}
    return _resolved(world, votes) | label | ({"steps": steps} if steps else {})


def answer_cycle_check(form: Mapping[str, Any]) -> dict[str, Any]:
    """Answer whether `new` is refused: only a delegation to oneself is.

    Raises NotOffered where it closes a loop, which Accord allows and warns about.
    """
    case = _understood(form)
    if case.new is None:
        raise ValueError("the case has no new delegation")
    truster, trustee = case.new.truster, case.new.trustee
    if truster == trustee:
        return {"refused": True}
    world = _world(case.model_copy(update={"proposal_topics": [case.new.scope] if case.new.scope else []}))
    number = {name: at for at, name in enumerate(world.names)}
    known = truster in number and trustee in number
    if trustee and known and closes_cycle(number[truster], number[trustee], world.edges):
        raise NotOffered("a loop is allowed with a warning: nobody in it is represented until one of them votes")
    return {"refused": False}


def _cast(votes: Mapping[str, Any]) -> dict[str, str]:
    """Return the ballots that stand; null withdraws one."""
    return {voter: choice for voter, choice in votes.items() if choice is not None}


def _understood(form: Mapping[str, Any]) -> _Case:
    """Read the case; raises NotOffered where it states a rule that is not Accord's."""
    case = _Case.model_validate(form)
    for rule, value in case.semantics.items():
        ours = _OURS.get(rule)
        same = ours in value if isinstance(ours, str) and isinstance(value, str) else ours is value
        if not same:
            raise NotOffered(f"another rule for {rule}: {value}")
    if len(case.proposal_topics) > 1:
        raise NotOffered("a decision has exactly one topic")
    for each in case.delegations:
        if each.chain not in {None, "accept_sub"}:
            raise NotOffered("chains are followed to their end for everybody")
        if each.model_extra:
            raise NotOffered(f"delegations have no {', '.join(each.model_extra)}")
    ballots = [*case.votes.values(), *(choice for step in case.steps for choice in step.vote.values())]
    if not all(choice is None or isinstance(choice, str) for choice in ballots):
        raise NotOffered("a ballot that is counted with delegations names one option")
    for step in case.steps:
        if not set(step.model_extra or ()) <= {"do", "expected", "refused"}:
            raise NotOffered(f"steps other than votes: {', '.join(step.model_extra or ())}")
    return case


def _scope(case: _Case, each: _Delegation) -> Scope | None:
    """Return the scope in which the delegation applies to the decision at hand, None if it does not."""
    area = case.topics.get("area")
    if each.scope in {None, "unit"}:
        return Scope.COMMUNITY
    if (each.scope == "area" and each.area in {None, area}) or each.scope in case.proposal_topics:
        return Scope.TOPIC
    if each.scope in {"issue", case.proposal}:
        return Scope.PROPOSAL
    return None


def _world(case: _Case) -> _World:
    others = (name for each in case.delegations for name in (each.truster, each.trustee, *each.backups))
    names = tuple(dict.fromkeys([*case.voters, *(name for name in others if name is not None)]))
    number: dict[str | None, int] = {name: at for at, name in enumerate(names)}
    try:
        edges = narrowest(
            Entry(number[each.truster], number.get(each.trustee), scope, tuple(number[name] for name in each.backups))
            for each in case.delegations
            if (scope := _scope(case, each))
        )
    except (SelfDelegation, NobodyEverywhere, BadBackups, TwoEntries) as impossible:
        raise NotOffered(f"delegations that cannot be made: {type(impossible).__name__}") from impossible
    weights = tuple(case.weights.get(name, Fraction(1)) for name in names)
    return _World(names, range(len(set(case.voters))), edges, weights)


def _resolve(world: _World, votes: Collection[str]) -> Resolution:
    return resolve(world.eligible, world.edges, [at for at in world.eligible if world.names[at] in votes])


def _totals(world: _World, votes: Mapping[str, str]) -> dict[str, int | str]:
    """Return the weight behind each option, and as "not_cast" what nobody voted with."""
    totals: dict[str, Fraction] = {}
    for member, voter in _resolve(world, votes).terminal.items():
        option = "not_cast" if voter is None else votes[world.names[voter]]
        totals[option] = totals.get(option, Fraction()) + world.weights[member]
    return {option: written(total) for option, total in totals.items()}


def _resolved(world: _World, votes: Mapping[str, str]) -> dict[str, Any]:
    names = world.names
    resolution = _resolve(world, votes)
    weight = dict.fromkeys(resolution.weight, Fraction())
    received = dict.fromkeys(world.eligible, 0)
    chains: dict[str, list[str]] = {}
    for member in world.eligible:
        voter = resolution.terminal[member]
        walked = chain(member, world.eligible, world.edges, resolution.weight)
        for passed in {*walked.members[1:]} - {member}:
            if passed in received:
                received[passed] += 1
        if voter is not None:
            weight[voter] += world.weights[member]
        if walked.end is ChainEnd.VOTES and voter != member:
            chains[names[member]] = [names[passed] for passed in walked.members[1:]]
    return {
        "effective": {
            names[member]: None if voter is None else votes[names[voter]]
            for member, voter in sorted(resolution.terminal.items())
        },
        "weight": {names[voter]: written(total) for voter, total in weight.items()},
        "chains": chains,
        "received": {names[member]: count for member, count in received.items()},
        "unrepresented": [names[at] for at, voter in sorted(resolution.terminal.items()) if voter is None],
        "totals": _totals(world, votes),
    }
