"""How much one person would carry, found from truster to truster, and who else could (governance 7.7).

No ballot is weighed: what somebody would carry while a vote runs must not tell who else has voted in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

import numpy as np

from bot.rules.cap import cap_of
from bot.rules.chain import Chain, ChainEnd, Standing, walk
from bot.rules.columns import NOBODY
from bot.rules.concentration import LAST, PERIOD
from bot.rules.decision import Decision
from bot.rules.delegation import Scope
from bot.rules.electorate import nobody, weigh, with_ballots
from bot.rules.ids import MemberId
from bot.rules.liquid import Liquid
from bot.rules.liquid.errors import DelegateFull
from bot.services.ports import UnitOfWork
from bot.services.values import Delegation, Ground
from bot.services.within import Within

MANY = 1_000
"""Trusters who are found one by one; a whole roll is weighed where there are more."""

OTHERS = 3
"""People who are suggested in the place of one who would carry too much."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a person would carry, their own vote included, and the most that one can, None where there is no cap."""

    member_id: MemberId
    ground: Ground
    weight: int
    cap: int | None

    @property
    def too_much(self) -> bool:
        """Whether it is more than one person can carry."""
        return self.cap is not None and self.weight > self.cap


@dataclass(frozen=True, slots=True)
class Outlook:
    """A ground as it would be with a delegation that is only wished for."""

    uow: UnitOfWork
    ground: Ground
    wish: Delegation
    now: datetime

    def look(self, member: int) -> Standing:
        """Return how a member would stand; the truster is looked at as if they had not voted."""
        found = self.uow.standings.of(self.ground, member, self.now, self._close())
        if member != self.wish.truster_id:
            return found
        trustee = self.wish.trustee_id
        return Standing(found.eligible, votes=False, delegates=() if trustee is None else (trustee, *self.wish.backups))

    def chain(self) -> Chain:
        """Return the way that the truster's vote would take now."""
        return walk(self.wish.truster_id, self.look)

    def carried(self, member: MemberId) -> int:
        """Return for how many a member would vote if only they voted, themselves included, by first choices.

        They are found from truster to truster, and beyond a thousand in columns, which a whole roll takes a second for.
        """
        behind, waiting = {member}, [member]
        while waiting:
            if len(behind) > MANY:
                return self._weighed(member)
            at = waiting.pop()
            found = [one for one in self._naming(at) if one not in behind and self._hands_to(one, at)]
            behind.update(found)
            waiting.extend(found)
        return len(behind)

    def _weighed(self, member: MemberId) -> int:
        decision, rolls = _decision(self.uow, self.ground), self.uow.electorates
        found = rolls.at(decision, self.now) if decision else rolls.on(self.ground, self.now, ranked=False)
        trustee = NOBODY if self.wish.trustee_id is None else self.wish.trustee_id
        wished = (np.array([self.wish.truster_id], dtype=np.int64), np.array([trustee], dtype=np.int64))
        first = [layer[:2] for layer in found.layers]
        alone = replace(
            found, layers=[*first, wished], voters=nobody(), choices=nobody(), late=nobody(), secret=nobody()
        )
        asked = with_ballots(alone, [member])
        return int(weigh(asked).weights.sum())

    def _close(self) -> datetime | None:
        """Return until when ballots matter, where there are any."""
        decision = _decision(self.uow, self.ground)
        return decision.closes_at if decision else None

    def _naming(self, member: MemberId) -> Iterator[MemberId]:
        """Yield who names the member as their delegate, in whatever scope."""
        yield self.wish.truster_id
        for given in self.uow.delegations.to(self.ground.community_id, member, self.now):
            yield given.truster_id

    def _hands_to(self, truster: MemberId, trustee: MemberId) -> bool:
        standing = self.look(truster)
        return standing.eligible and (standing.delegates or ())[:1] == (trustee,)


def heaviest(uow: UnitOfWork, there: Within, liquid: Liquid, wish: Delegation, now: datetime) -> Load | None:
    """Return what the person would carry with whom the vote ends; where several circles differ, the worst of it."""
    found = [_load(Outlook(uow, ground, wish, now), liquid) for ground in _grounds(uow, there, wish, now)]
    return max((one for one in found if one), key=lambda load: Fraction(load.weight, load.cap or 1 << 63), default=None)


def check_load(uow: UnitOfWork, load: Load | None, liquid: Liquid, wish: Delegation, now: datetime) -> None:
    """Refuse a delegation with which somebody would carry too much. Raises DelegateFull, with whom to ask instead."""
    if load is not None and load.cap is not None and load.too_much:
        raise DelegateFull(load.weight, load.cap, _others(uow, load, liquid, wish, now))


def _grounds(uow: UnitOfWork, there: Within, wish: Delegation, now: datetime) -> Sequence[Ground]:
    """Return where decisions are taken for which the wish would count."""
    if there.reach.scope is not Scope.COMMUNITY:
        return [there.ground]
    community_id, me = there.ground.community_id, wish.truster_id
    return [
        Ground(community_id, circle_id)
        for circle_id in uow.memberships.circles_of(community_id, me)
        if uow.delegations.live(community_id, me, Scope.CIRCLE, circle_id, now) is None
    ]


def _load(outlook: Outlook, liquid: Liquid) -> Load | None:
    """Return what the person would carry with whom the vote ends, if it ends with anybody else who can vote."""
    chain = outlook.chain()
    end = MemberId(chain.members[-1])
    if end == outlook.wish.truster_id or chain.end in {ChainEnd.CYCLE, ChainEnd.NOT_ELIGIBLE}:
        return None
    cap = None if liquid.cap == 1 else cap_of(_roll(outlook.uow, outlook.ground), liquid.cap)
    return Load(end, outlook.ground, outlook.carried(end), cap)


def _roll(uow: UnitOfWork, ground: Ground) -> int:
    """Return how many can vote there."""
    decision = _decision(uow, ground)
    if decision is not None:
        return decision.rules.roll
    return 0 if ground.circle_id is None else uow.memberships.count(ground.circle_id)


def _decision(uow: UnitOfWork, ground: Ground) -> Decision | None:
    return None if ground.proposal_id is None else uow.decisions.get(ground.proposal_id)


def _others(uow: UnitOfWork, load: Load, liquid: Liquid, wish: Delegation, now: datetime) -> list[MemberId]:
    """Return who voted most there lately and would not carry too much; open decisions tell nothing about anybody."""
    circles = [] if load.ground.circle_id is None else [load.ground.circle_id]
    found: list[MemberId] = []
    for one in uow.ballots.regulars(circles, load.ground.topic_id, now - PERIOD, LAST):
        if one in {wish.truster_id, load.member_id} or uow.delegations.declines(load.ground.community_id, one):
            continue
        other = _load(Outlook(uow, load.ground, replace(wish, trustee_id=one, backups=()), now), liquid)
        if other is not None and not other.too_much:
            found.append(one)
        if len(found) == OTHERS:
            break
    return found
