"""Which process does what is due in a community, in the database.

A process claims communities for a while and goes on claiming them while it lives; what a dead one has claimed falls to
another when that time is over. A claim keeps work from being done twice, never from being done wrong: that each thing
happens once is seen to by the transaction in which it is done.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, bindparam, or_, select, union, update

from bot.rules.ids import CommunityId
from bot.rules.timing import RECEIPT_GRACE
from bot.store import (
    agreements,
    challenges,
    climbs,
    deadlines,
    delegations,
    echoes,
    letters,
    outbox,
    polls,
    proceedings,
)
from bot.store.tables import agreement, challenge, claim, delegation, letter, proposal
from bot.store.upsert import put_new
from bot.store.within import parameters


def _where(due: Select[Any], community: ColumnElement[int]) -> Select[int]:
    """Return the communities of what is due."""
    return due.with_only_columns(community, maintain_column_froms=True).order_by(None).limit(None)


_PROPOSED = (
    *(deadlines.TO_REMIND, deadlines.TO_FREEZE, deadlines.TO_COUNT, polls.TO_BEGIN),
    *(proceedings.DUE, climbs.DUE, echoes.DUE),
)
_DUE = union(
    *(_where(due, proposal.c.community_id) for due in _PROPOSED),
    _where(agreements.DUE, agreement.c.community_id),
    _where(challenges.DUE, challenge.c.community_id),
    _where(delegations.TO_WARN, delegation.c.community_id),
    _where(letters.DUE, letter.c.community_id),
)
_THESE = claim.c.community_id.in_(bindparam("communities", expanding=True, type_=BigInteger))
_KNOWN = select(claim.c.community_id).where(_THESE)
_FREE = (
    _KNOWN.where(or_(claim.c.holder == bindparam("holder"), claim.c.until <= bindparam("now")))
    .order_by(claim.c.community_id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_TAKE = update(claim).where(_THESE)


class SqlClaims:
    """Which process does what is due in a community."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def due(self, now: datetime) -> Sequence[CommunityId]:
        """Return the communities in which something is due."""
        heard = now - RECEIPT_GRACE
        asked = parameters(None, now=now, heard=heard, closed_by=heard)
        return sorted(CommunityId(one) for (one,) in self._connection.execute(_DUE, asked))

    def owed(self, now: datetime) -> Sequence[CommunityId]:
        """Return the communities in which a message is due."""
        return sorted(CommunityId(one) for one in self._connection.scalars(outbox.DUE_IN, {"now": now}))

    def take(
        self, communities: Collection[CommunityId], holder: str, now: datetime, until: datetime, most: int
    ) -> Sequence[CommunityId]:
        """Claim some of the communities that no other process holds, and return them; nobody is waited for."""
        if not communities:
            return []
        self._add(communities, now)
        asked = {"communities": sorted(communities), "holder": holder, "now": now, "most": most}
        free = self._connection.scalars(_FREE, asked).all()
        if free:
            self._connection.execute(_TAKE.values(holder=holder, until=until), {"communities": free})
        return [CommunityId(one) for one in free]

    def _add(self, communities: Collection[CommunityId], now: datetime) -> None:
        """Let every community have a row; one that is there is left alone, for it may be being claimed."""
        known = self._connection.scalars(_KNOWN, {"communities": sorted(communities)}).all()
        new = [{"community_id": one, "holder": "", "until": now} for one in sorted({*communities}.difference(known))]
        if new:
            put_new(self._connection, claim, new)
