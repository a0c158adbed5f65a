"""Delegations in the database: begun and ended, never erased, so that any moment can be counted again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    bindparam,
    delete,
    distinct,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.rules.decision import State
from bot.rules.delegation import Scope
from bot.rules.ids import CircleId, CommunityId, DelegationId, MemberId
from bot.services.values import Delegation, Ground
from bot.store.tables import decision, declined, membership
from bot.store.tables import delegation as table
from bot.store.upsert import Upsert
from bot.store.within import is_within, parameters

_COMMUNITY = table.c.community_id == bindparam("community")
IN_SCOPE = (table.c.scope == bindparam("in_scope"), table.c.scope_id == bindparam("in_scope_id"))
_STANDING: tuple[ColumnElement[bool], ...] = (
    or_(table.c.ended_at.is_(None), table.c.ended_at > bindparam("moment")),
    or_(table.c.until.is_(None), table.c.until > bindparam("moment")),
)
VALID = (table.c.accepted_at <= bindparam("moment"), *_STANDING)
_OFFERED_OR_VALID = (table.c.since <= bindparam("moment"), *_STANDING)
_GOING_ON = or_(
    table.c.scope != Scope.PROPOSAL,
    exists().where(decision.c.proposal_id == table.c.scope_id, decision.c.state == State.OPEN),
)
"""A delegation for one decision is over when that is."""
_GET = select(table).where(table.c.id == bindparam("id"))
_LIVE = select(table).where(_COMMUNITY, table.c.truster_id == bindparam("truster"), *IN_SCOPE, *VALID)
_OF = select(table).where(_COMMUNITY, table.c.truster_id == bindparam("truster"), *_OFFERED_OR_VALID, _GOING_ON)
_TO = select(table).where(_COMMUNITY, table.c.trustee_id == bindparam("trustee"), *_OFFERED_OR_VALID, _GOING_ON)
_RECEIVED = select(func.count(distinct(table.c.truster_id))).where(
    _COMMUNITY, table.c.trustee_id == bindparam("trustee"), *VALID, _GOING_ON
)
_CARRIES = select(
    or_(
        *(
            exists().where(_COMMUNITY, delegate == bindparam("trustee"), *VALID, _GOING_ON)
            for delegate in (table.c.trustee_id, table.c.second_id, table.c.third_id)
        )
    )
)
_IN_CIRCLE = _TO.join(
    membership, (membership.c.member_id == table.c.truster_id) & (membership.c.circle_id == bindparam("circle"))
).where(membership.c.until.is_(None))
_AS_BACKUP = select(table).where(
    _COMMUNITY, or_(table.c.second_id == bindparam("backup"), table.c.third_id == bindparam("backup")), *VALID
)
_ON = select(table).where(*IN_SCOPE, *_OFFERED_OR_VALID).order_by(table.c.id)
_END = (
    update(table)
    .where(_COMMUNITY, table.c.truster_id == bindparam("truster"), *IN_SCOPE, table.c.ended_at.is_(None))
    .values(ended_at=bindparam("ended"))
)
_END_OFFER = _END.where(table.c.accepted_at.is_(None))
_STILL_VALID: ColumnElement[bool] = or_(table.c.until.is_(None), table.c.until > bindparam("ended"))
_END_VALID = _END.where(_STILL_VALID)
_END_ONE = (
    update(table)
    .where(table.c.id == bindparam("delegation"), table.c.ended_at.is_(None))
    .values(ended_at=bindparam("ended"))
)
_ACCEPT = update(table).where(table.c.id == bindparam("delegation")).values(accepted_at=bindparam("accepted"))
_UNTIL = (
    update(table)
    .where(table.c.id == bindparam("delegation"))
    .values(until=bindparam("ending"), warn_at=bindparam("warning"))
)
_WARNS = (table.c.warn_at.is_not(None), table.c.ended_at.is_(None))
TO_WARN = (
    select(table)
    .where(*_WARNS, table.c.warn_at <= bindparam("now"), is_within(table.c.community_id))
    .order_by(table.c.id)
    .limit(500)
)
_NEXT_WARNING = select(func.min(table.c.warn_at)).where(*_WARNS)
_WARNED = update(table).where(table.c.id == bindparam("delegation")).values(warn_at=None)
_WIDTH = {scope: rank for rank, scope in enumerate(Scope)}
_DECLINES = select(declined.c.member_id).where(
    declined.c.community_id == bindparam("community"), declined.c.member_id == bindparam("member")
)
_DECLINE = Upsert(declined)


class SqlDelegations:
    """Who handed their vote to whom, from when until when; ended ones stay."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def set(self, delegation: Delegation) -> DelegationId:
        """Begin a delegation, or offer it, and end what it replaces; its own id is ignored.

        What is offered replaces an earlier offer, and the delegation in force only when it is accepted.
        """
        replaced = _END if delegation.accepted_at else _END_OFFER
        self._connection.execute(replaced, {**_who(delegation), "ended": delegation.since})
        second, third = (*delegation.backups, None, None)[:2]
        row = {
            "community_id": delegation.community_id,
            "truster_id": delegation.truster_id,
            "scope": delegation.scope,
            "scope_id": delegation.scope_id,
            "trustee_id": delegation.trustee_id,
            "since": delegation.since,
            "until": delegation.until,
            "accepted_at": delegation.accepted_at,
            "second_id": second,
            "third_id": third,
            "named": delegation.named,
            "warn_at": delegation.warn_at,
        }
        return DelegationId(self._connection.execute(insert(table).returning(table.c.id), row).scalar_one())

    def accept(self, delegation: Delegation, now: datetime) -> None:
        """Let an offer count from now on, in the place of what was in force."""
        self._connection.execute(_END.where(table.c.id != delegation.id), {**_who(delegation), "ended": now})
        self._connection.execute(_ACCEPT, {"delegation": delegation.id, "accepted": now})

    def get(self, delegation_id: DelegationId) -> Delegation | None:
        """Return a delegation, ended or not."""
        row = self._connection.execute(_GET, {"id": delegation_id}).first()
        return None if row is None else _delegation(row)

    def live(
        self, community_id: CommunityId, truster_id: MemberId, scope: Scope, scope_id: int, moment: datetime
    ) -> Delegation | None:
        """Return what counts at the moment of one member in one scope."""
        asked = {"community": community_id, "truster": truster_id, "in_scope": scope, "in_scope_id": scope_id}
        row = self._connection.execute(_LIVE, {**asked, "moment": moment}).first()
        return None if row is None else _delegation(row)

    def end(self, community_id: CommunityId, truster_id: MemberId, scope: Scope, scope_id: int, now: datetime) -> bool:
        """End a delegation and what was offered there; False where there was nothing."""
        who = {"community": community_id, "truster": truster_id}
        where = {"in_scope": scope, "in_scope_id": scope_id}
        return self._connection.execute(_END_VALID, {**who, **where, "ended": now}).rowcount > 0

    def end_one(self, delegation_id: DelegationId, now: datetime) -> bool:
        """End one delegation or offer; False where it had ended."""
        return self._connection.execute(_END_ONE, {"delegation": delegation_id, "ended": now}).rowcount == 1

    def until(self, delegation_id: DelegationId, until: datetime, warn_at: datetime | None) -> None:
        """Set when a delegation ends, and when its truster hears of that."""
        self._connection.execute(_UNTIL, {"delegation": delegation_id, "ending": until, "warning": warn_at})

    def of(self, community_id: CommunityId, truster_id: MemberId, now: datetime) -> Sequence[Delegation]:
        """Return the person's valid delegations and offers, widest scope first."""
        asked = {"community": community_id, "truster": truster_id, "moment": now}
        found = [_delegation(row) for row in self._connection.execute(_OF, asked)]
        return sorted(found, key=lambda one: (_WIDTH[one.scope], one.scope_id, one.id))

    def to(self, community_id: CommunityId, trustee_id: MemberId, now: datetime) -> Sequence[Delegation]:
        """Return the valid delegations and offers to the person, in any scope."""
        asked = {"community": community_id, "trustee": trustee_id, "moment": now}
        return [_delegation(row) for row in self._connection.execute(_TO, asked)]

    def to_within(
        self, community_id: CommunityId, trustee_id: MemberId, circle_id: CircleId, now: datetime
    ) -> Sequence[Delegation]:
        """Return the valid delegations and offers to the person by members of a circle."""
        asked = {"community": community_id, "trustee": trustee_id, "circle": circle_id, "moment": now}
        return [_delegation(row) for row in self._connection.execute(_IN_CIRCLE, asked)]

    def as_backup(self, community_id: CommunityId, member_id: MemberId, now: datetime) -> Sequence[Delegation]:
        """Return the valid delegations in which the person is a back-up, in any scope."""
        asked = {"community": community_id, "backup": member_id, "moment": now}
        return [_delegation(row) for row in self._connection.execute(_AS_BACKUP, asked)]

    def on(self, scope: Scope, scope_id: int, now: datetime) -> Sequence[Delegation]:
        """Return every valid delegation and offer in one scope other than the community."""
        asked = {"in_scope": scope, "in_scope_id": scope_id, "moment": now}
        return [_delegation(row) for row in self._connection.execute(_ON, asked)]

    def received(self, community_id: CommunityId, trustee_id: MemberId, now: datetime) -> int:
        """Return how many people delegate to the person directly, in any scope."""
        asked = {"community": community_id, "trustee": trustee_id, "moment": now}
        return self._connection.scalar(_RECEIVED, asked) or 0

    def carries(self, community_id: CommunityId, member_id: MemberId, now: datetime) -> bool:
        """Whether anybody delegates to the person, as first or as back-up, in any scope."""
        asked = {"community": community_id, "trustee": member_id, "moment": now}
        return bool(self._connection.scalar(_CARRIES, asked))

    def to_warn(self, now: datetime, within: CommunityId | None = None) -> Sequence[Delegation]:
        """Return delegations of whose end their trusters are to hear now, in one community or in all, some hundreds."""
        return [_delegation(row) for row in self._connection.execute(TO_WARN, parameters(within, now=now))]

    def warned(self, delegation_id: DelegationId) -> None:
        """Remember that its truster has heard."""
        self._connection.execute(_WARNED, {"delegation": delegation_id})

    def next_warning(self) -> datetime | None:
        """Return when the next truster is to hear of an end."""
        moment: datetime | None = self._connection.scalar(_NEXT_WARNING)
        return moment

    def declines(self, community_id: CommunityId, member_id: MemberId) -> bool:
        """Whether the person takes no delegations."""
        asked = {"community": community_id, "member": member_id}
        return self._connection.execute(_DECLINES, asked).first() is not None

    def decline(self, community_id: CommunityId, member_id: MemberId, since: datetime | None) -> None:
        """Remember that the person takes no delegations, or with None that they do again."""
        if since is None:
            row = {"community_id": community_id, "member_id": member_id}
            self._connection.execute(delete(declined).filter_by(**row))
        else:
            _DECLINE(self._connection, {"community_id": community_id, "member_id": member_id, "since": since})


def scopes_of(ground: Ground) -> list[tuple[Scope, int]]:
    """Return the scopes that matter on a ground, with what each is of, widest first."""
    if ground.alone:
        return []
    narrower = (
        (Scope.CIRCLE, ground.circle_id),
        (Scope.TOPIC, ground.topic_id),
        (Scope.PROPOSAL, ground.proposal_id),
    )
    return [(Scope.COMMUNITY, 0), *((scope, of) for scope, of in narrower if of is not None)]


def _who(delegation: Delegation) -> dict[str, object]:
    return {
        "community": delegation.community_id,
        "truster": delegation.truster_id,
        "in_scope": delegation.scope,
        "in_scope_id": delegation.scope_id,
    }


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
        accepted_at=row.accepted_at,
        backups=tuple(MemberId(one) for one in (row.second_id, row.third_id) if one is not None),
        named=row.named,
        warn_at=row.warn_at,
    )
