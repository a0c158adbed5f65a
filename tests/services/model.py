"""What should happen in a community, told again in the simplest way: the oracle of the stateful tests.

It shares no line with the rules or the store. Everything that happened is kept with its moment, and each question
is answered by looking through all of it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from bot.rules.decision import Choice
from bot.rules.ids import MemberId, ProposalId

PLACES = ("community", "circle")
"""Scopes that are the same for every decision of one circle; the third is the decision's own id."""


@dataclass(slots=True)
class Stay:
    """A membership from when until when."""

    member: MemberId
    since: datetime
    until: datetime | None = None

    def at(self, moment: datetime) -> bool:
        return self.since <= moment and (self.until is None or self.until > moment)


@dataclass(slots=True)
class Trust:
    """A delegation, or 'nobody here', from when until when."""

    truster: MemberId
    place: str | ProposalId
    delegate: MemberId | None
    since: datetime
    until: datetime


@dataclass(slots=True)
class Vote:
    """A decision and what was cast in it."""

    proposer: MemberId
    opened: datetime
    closes: datetime
    roll: frozenset[MemberId]
    extended: bool = False
    withdrawn: bool = False
    ballots: dict[MemberId, Choice] = field(default_factory=dict)

    def open_at(self, moment: datetime) -> bool:
        return not self.withdrawn and moment < self.closes


@dataclass(slots=True)
class Model:
    """All that happened."""

    stays: list[Stay] = field(default_factory=list)
    trusts: list[Trust] = field(default_factory=list)
    votes: dict[ProposalId, Vote] = field(default_factory=dict)

    def members(self, moment: datetime) -> frozenset[MemberId]:
        return frozenset(stay.member for stay in self.stays if stay.at(moment))

    def leave(self, member: MemberId, now: datetime) -> None:
        for stay in self.stays:
            if stay.member == member and stay.until is None:
                stay.until = now

    def trust(self, given: Trust) -> None:
        self.distrust(given.truster, given.place, given.since)
        self.trusts.append(given)

    def distrust(self, truster: MemberId, place: str | ProposalId, now: datetime) -> bool:
        """End what is in force there; False where nothing is."""
        found = [one for one in self.trusts if (one.truster, one.place) == (truster, place) and one.until > now]
        for one in found:
            one.until = now
        return bool(found)

    def tally(self, proposal: ProposalId) -> Counter[Choice | None]:
        """Return the votes by choice as of the deadline; None counts the members nobody spoke for."""
        vote = self.votes[proposal]
        eligible = vote.roll & self.members(vote.closes)
        ends = ([*self._walk(member, proposal, eligible)][-1] for member in eligible)
        return Counter(vote.ballots.get(end) if end in eligible else None for end in ends)

    def _walk(self, member: MemberId, proposal: ProposalId, eligible: frozenset[MemberId]) -> Iterator[MemberId]:
        """Yield the people a vote passes through, the last being the one it ends with."""
        vote = self.votes[proposal]
        passed: set[MemberId] = set()
        at: MemberId | None = member
        while at is not None and at not in passed:
            yield at
            passed.add(at)
            if at not in eligible or at in vote.ballots:
                return
            at = self._delegate(at, proposal)

    def _delegate(self, truster: MemberId, proposal: ProposalId) -> MemberId | None:
        moment = self.votes[proposal].closes
        for place in (proposal, *reversed(PLACES)):
            for one in self.trusts:
                if (one.truster, one.place) == (truster, place) and one.since <= moment < one.until:
                    return one.delegate
        return None
