"""What should happen in a community, told again in the simplest way: the oracle of the stateful tests.

It shares no line with the rules or the store. Everything that happened is kept with its moment, and each question
is answered by looking through all of it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction

from bot.rules.decision import Choice
from bot.rules.ids import MemberId, ProposalId

PLACES = ("community", "circle", "topic")
"""Scopes that are the same for every decision of one circle and topic; the fourth is the decision's own id."""

ON_ITS_WAY = timedelta(seconds=5)
"""How long a ballot that was received in time may take to arrive."""


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
    """A delegation, or 'nobody here', from when until when; an offer counts from its acceptance on."""

    truster: MemberId
    place: str | ProposalId
    delegate: MemberId | None
    since: datetime
    until: datetime
    accepted: datetime | None = None


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
    cast: dict[MemberId, datetime] = field(default_factory=dict)
    after: dict[MemberId, Choice] = field(default_factory=dict)
    rights: dict[MemberId, datetime] | None = None
    content: set[MemberId] = field(default_factory=set)

    def open_at(self, moment: datetime) -> bool:
        return not self.withdrawn and moment < self.closes

    def may_answer(self, member: MemberId, moment: datetime) -> bool:
        """Whether the member can still vote after the close, because their delegate voted late."""
        until = (self.rights or {}).get(member)
        return until is not None and member not in self.content and self.closes <= moment < until

    @property
    def ends(self) -> datetime:
        """When nothing more can be said."""
        waiting = [until for member, until in (self.rights or {}).items() if member not in self.content]
        return max([self.closes, *waiting])


@dataclass(slots=True)
class Model:
    """All that happened."""

    stays: list[Stay] = field(default_factory=list)
    trusts: list[Trust] = field(default_factory=list)
    votes: dict[ProposalId, Vote] = field(default_factory=dict)
    cap: Fraction = Fraction(1, 10)
    acceptance: bool = False
    window: timedelta = timedelta(hours=12)

    def members(self, moment: datetime) -> frozenset[MemberId]:
        return frozenset(stay.member for stay in self.stays if stay.at(moment))

    def leave(self, member: MemberId, now: datetime) -> None:
        for stay in self.stays:
            if stay.member == member and stay.until is None:
                stay.until = now

    def trust(self, given: Trust) -> None:
        """Begin a delegation; where delegates have to accept, it is an offer beside what is in force."""
        standing = self.standing(given.truster, given.place, given.since)
        same = any(one.accepted and one.delegate == given.delegate for one in standing)
        asks = self.acceptance and given.delegate is not None and not same
        for one in standing:
            if not asks or one.accepted is None:
                one.until = given.since
        given.accepted = None if asks else given.since
        self.trusts.append(given)

    def standing(self, truster: MemberId, place: str | ProposalId, now: datetime) -> list[Trust]:
        """Return what is in force or offered there."""
        return [one for one in self.trusts if (one.truster, one.place) == (truster, place) and one.until > now]

    def distrust(self, truster: MemberId, place: str | ProposalId, now: datetime) -> bool:
        """End what is in force or offered there; False where nothing is."""
        found = self.standing(truster, place, now)
        for one in found:
            one.until = now
        return bool(found)

    def accept(self, offer: Trust, now: datetime) -> None:
        for one in self.standing(offer.truster, offer.place, now):
            if one is not offer:
                one.until = now
        offer.accepted = now

    def judge(self, now: datetime) -> None:
        """Give those their rights whose delegate voted late, in every vote that has just ended (governance 7.4)."""
        for proposal, vote in self.votes.items():
            if vote.rights is not None or vote.withdrawn or now < vote.closes + ON_ITS_WAY:
                continue
            lasts = min(self.window, (vote.closes - vote.opened) / 10)
            ends = self.ends(proposal)
            late = {who: at + lasts for who, at in vote.cast.items() if at + lasts > vote.closes}
            rights = {who: late[end] for who, end in ends.items() if end in late and end != who}
            vote.rights = rights if any(until > now for until in rights.values()) else {}

    def ends(self, proposal: ProposalId) -> dict[MemberId, MemberId | None]:
        """Return who spoke for each eligible member at the close, None where nobody did."""
        vote = self.votes[proposal]
        eligible = vote.roll & self.members(vote.closes)
        lasts = {member: [*self._walk(member, proposal, eligible, vote.closes)][-1] for member in eligible}
        return {member: end if end in eligible and end in vote.ballots else None for member, end in lasts.items()}

    def tally(self, proposal: ProposalId) -> Counter[Choice | str]:
        """Return the votes by choice as of the deadline, of which one ballot has no more than the cap.

        "nobody" counts the members nobody spoke for, and "uncounted" what is beyond the cap.
        """
        vote, ends = self.votes[proposal], self.ends(proposal)
        ends |= {member: member for member in vote.after if member in ends}
        said, told = vote.ballots | vote.after, Counter[Choice | str]()
        cap = max(3, int(self.cap * len(ends)))
        for end, weight in Counter(ends.values()).items():
            if end is None:
                told["nobody"] = weight
            else:
                told[said[end]] += min(weight, cap)
                told["uncounted"] += max(weight - cap, 0)
        return told

    def voice(self, member: MemberId, proposal: ProposalId, now: datetime) -> Choice | None:
        """Return what a member's vote says if it closes now, None where nobody would speak for them."""
        vote = self.votes[proposal]
        eligible = vote.roll & self.members(now)
        *_, end = self._walk(member, proposal, eligible, now)
        return vote.ballots.get(end) if end in eligible else None

    def _walk(
        self, member: MemberId, proposal: ProposalId, eligible: frozenset[MemberId], moment: datetime
    ) -> Iterator[MemberId]:
        """Yield the people a vote passes through, the last being the one it ends with."""
        vote = self.votes[proposal]
        passed: set[MemberId] = set()
        at: MemberId | None = member
        while at is not None and at not in passed:
            yield at
            passed.add(at)
            if at not in eligible or at in vote.ballots:
                return
            at = self._delegate(at, proposal, moment)

    def _delegate(self, truster: MemberId, proposal: ProposalId, moment: datetime) -> MemberId | None:
        for place in (proposal, *reversed(PLACES)):
            for one in self.trusts:
                there = (one.truster, one.place) == (truster, place)
                if there and one.accepted and one.accepted <= moment < one.until:
                    return one.delegate
        return None
