"""Delegations in the database: begun and ended, never erased, so that any moment can be counted again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, bindparam, distinct, func, insert, or_, select, update

from bot.rules.delegation import Scope
from bot.rules.ids import CircleId, CommunityId, DelegationId, MemberId, ProposalId
from bot.services.values import Delegation
from bot.store.tables import delegation as table

_COMMUNITY = table.c.community_id == bindparam("community")
IN_SCOPE = (table.c.scope == bindparam("in_scope"), table.c.scope_id == bindparam("in_scope_id"))
VALID = (
    table.c.since <= bindparam("moment"),
    or_(table.c.ended_at.is_(None), table.c.ended_at > bindparam("moment")),
    or_(table.c.until.is_(None), table.c.until > bindparam("moment")),
)
_LAYER = select(table.c.truster_id, table.c.trustee_id).where(_COMMUNITY, *IN_SCOPE, *VALID)
_OF = select(table).where(_COMMUNITY, table.c.truster_id == bindparam("truster"), *VALID)
_RECEIVED = select(func.count(distinct(table.c.truster_id))).where(
    _COMMUNITY, table.c.trustee_id == bindparam("trustee"), *VALID
)
_END = (
    update(table)
    .where(_COMMUNITY, table.c.truster_id == bindparam("truster"), *IN_SCOPE, table.c.ended_at.is_(None))
    .values(ended_at=bindparam("ended"))
)
_STILL_VALID: ColumnElement[bool] = or_(table.c.until.is_(None), table.c.until > bindparam("ended"))
_END_VALID = _END.where(_STILL_VALID)
_WIDTH = {scope: rank for rank, scope in enumerate(Scope)}


class SqlDelegations:
    """Who handed their vote to whom, from when until when; ended ones stay."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def set(self, delegation: Delegation) -> None:
        """Begin a delegation and end the one it replaces; its own id is ignored."""
        where = {"in_scope": delegation.scope, "in_scope_id": delegation.scope_id}
        who = {"community": delegation.community_id, "truster": delegation.truster_id}
        self._connection.execute(_END, {**who, **where, "ended": delegation.since})
        row = {
            "community_id": delegation.community_id,
            "truster_id": delegation.truster_id,
            "scope": delegation.scope,
            "scope_id": delegation.scope_id,
            "trustee_id": delegation.trustee_id,
            "since": delegation.since,
            "until": delegation.until,
        }
        self._connection.execute(insert(table), row)

    def end(self, community_id: CommunityId, truster_id: MemberId, scope: Scope, scope_id: int, now: datetime) -> bool:
        """End a delegation; False where there was none."""
        who = {"community": community_id, "truster": truster_id}
        where = {"in_scope": scope, "in_scope_id": scope_id}
        return self._connection.execute(_END_VALID, {**who, **where, "ended": now}).rowcount == 1

    def of(self, community_id: CommunityId, truster_id: MemberId, now: datetime) -> Sequence[Delegation]:
        """Return the person's valid delegations, widest scope first."""
        asked = {"community": community_id, "truster": truster_id, "moment": now}
        found = [_delegation(row) for row in self._connection.execute(_OF, asked)]
        return sorted(found, key=lambda one: (_WIDTH[one.scope], one.scope_id))

    def received(self, community_id: CommunityId, trustee_id: MemberId, now: datetime) -> int:
        """Return how many people delegate to the person directly, in any scope."""
        asked = {"community": community_id, "trustee": trustee_id, "moment": now}
        return self._connection.scalar(_RECEIVED, asked) or 0

    def layers(
        self, community_id: CommunityId, circle_id: CircleId, proposal_id: ProposalId | None, moment: datetime
    ) -> Sequence[Sequence[tuple[int, int | None]]]:
        """Return (truster, trustee) valid at the moment: community, circle, and proposal, widest first."""
        scopes = [(Scope.COMMUNITY, 0), (Scope.CIRCLE, circle_id)]
        if proposal_id is not None:
            scopes.append((Scope.PROPOSAL, proposal_id))
        return [self._layer(community_id, scope, scope_id, moment) for scope, scope_id in scopes]

    def _layer(
        self, community_id: CommunityId, scope: Scope, scope_id: int, moment: datetime
    ) -> list[tuple[int, int | None]]:
        asked = {"community": community_id, "in_scope": scope, "in_scope_id": scope_id, "moment": moment}
        return [(truster, trustee) for truster, trustee in self._connection.execute(_LAYER, asked)]


def _delegation(row: Row[tuple[object, ...]]) -> Delegation:
    return Delegation(
        id=DelegationId(row.id),
        community_id=CommunityId(row.community_id),
        truster_id=MemberId(row.truster_id),
        scope=row.scope,
        scope_id=row.scope_id,
        trustee_id=None if row.trustee_id is None else MemberId(row.trustee_id),
        since=row.since,
        until=row.until,
    )
