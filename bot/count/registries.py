"""Cases in which people choose, change and release a representative, one step after the other.

Only the willing can be chosen there. In Accord that is a community which requires acceptance: what is handed to
somebody who has not accepted is an offer, and changes nothing (governance 7.3).
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from bot.count.form import NotOffered
from bot.rules.chain import ChainEnd, chain
from bot.rules.delegation import Entry, Scope, SelfDelegation, narrowest, resolve


class _Step(BaseModel, extra="allow"):
    do: str
    member: str | None = None
    members: list[str] = []
    rep: str | None = None
    value: Any = None


class _Case(BaseModel):
    semantics: dict[str, Any] = {}
    steps: list[_Step]


class _Registry:
    """Who represents whom, who may vote and who has, after the steps so far."""

    def __init__(self) -> None:
        self.number: dict[str, int] = {}
        self.willing: set[int] = set()
        self.offered: set[int] = set()
        self.entries: dict[int, Entry] = {}
        self.votes: dict[int, Any] = {}
        self.roll: set[int] = set()

    def at(self, name: str | None) -> int:
        """Return a person's number. Raises ValueError where the step names nobody."""
        if name is None:
            raise ValueError("a step does not say who")
        return self.number.setdefault(name, len(self.number))

    def take(self, step: _Step) -> None:
        """Take a step; what Accord refuses changes nothing. Raises NotOffered for steps that it does not have."""
        match step.do:
            case "may_vote":
                self.roll |= {self.at(name) for name in step.members}
            case "enable":
                self._enable(self.at(step.rep))
            case "represent":
                self._represent(self.at(step.member), self.at(step.rep))
            case "release":
                self.entries.pop(self.at(step.member), None)
            case "vote":
                self.votes[self.at(step.member)] = step.value
            case other:
                raise NotOffered(f"steps other than choosing, releasing and voting: {other}")

    def _enable(self, delegate: int) -> None:
        if delegate in self.offered:
            raise NotOffered("what was offered to somebody before they were willing can still be accepted")
        self.willing.add(delegate)

    def _represent(self, member: int, delegate: int) -> None:
        try:
            entry = Entry(member, delegate, Scope.COMMUNITY)
        except SelfDelegation:
            return
        if delegate in self.willing:
            self.entries[member] = entry
        else:
            self.offered.add(delegate)


def answer_registry(form: Mapping[str, Any]) -> dict[str, Any]:
    """Answer who represents whom after all steps, and what counts as each one's vote.

    Raises NotOffered where the outcome hangs on a rule that is not Accord's: that what was offered cannot be accepted
    later, or that votes are handed on one step only. Raises ValueError where the case is malformed.
    """
    case = _Case.model_validate(form)
    if case.semantics.get("direct_vote_overrides") is False:
        raise NotOffered("an own ballot always counts before a delegate's")
    registry = _Registry()
    for step in case.steps:
        registry.take(step)
    names = list(registry.number)
    edges = narrowest(registry.entries.values())
    roll = registry.roll or {*registry.number.values()}
    if case.semantics.get("transitive") is False:
        for member in roll:
            walked = chain(member, roll, edges, registry.votes)
            if walked.end is ChainEnd.VOTES and len(walked.members) > 2:
                raise NotOffered("chains are followed to their end")
    found = resolve(roll, edges, registry.votes).terminal
    said = {member: registry.votes[voter] for member, voter in found.items() if voter is not None}
    delegates = [next(iter(edges.get(member, ())), None) for member in range(len(names))]
    return {
        "represented_by": {name: None if to is None else names[to] for name, to in zip(names, delegates, strict=True)},
        "effective": {name: said.get(member) for member, name in enumerate(names)},
    }
