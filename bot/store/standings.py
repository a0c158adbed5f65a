"""How one member stands where a vote is looked at, by one point read each: whole rolls are for counts."""

from datetime import datetime

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    exists,
    false,
    literal,
    or_,
    select,
    true,
)  # fmt: skip

from bot.rules.chain import Standing
from bot.rules.delegation import Scope
from bot.services.values import Ground
from bot.store.delegations import VALID, scopes_of
from bot.store.memberships import STAYED
from bot.store.tables import ballot, circle, delegation, membership, roll

_MEMBER: BindParameter[int] = bindparam("member")
_PROPOSAL: BindParameter[int] = bindparam("proposal")
_IN_CIRCLE = exists().where(membership.c.circle_id == bindparam("circle"), membership.c.member_id == _MEMBER, *STAYED)
_SOMEWHERE = exists().where(
    membership.c.member_id == _MEMBER,
    membership.c.circle_id == circle.c.id,
    circle.c.community_id == bindparam("community"),
    *STAYED,
)
_ON_ROLL = exists().where(roll.c.proposal_id == _PROPOSAL, roll.c.member_id == _MEMBER)
_VOTES = exists().where(
    ballot.c.proposal_id == _PROPOSAL, ballot.c.member_id == _MEMBER, ballot.c.cast_at < bindparam("before")
)
_HERE = or_(
    *(and_(delegation.c.scope == scope, delegation.c.scope_id == bindparam(f"of_{scope.value}")) for scope in Scope)
)
_WIDTH = case({scope: rank for rank, scope in enumerate(Scope)}, value=delegation.c.scope)
_NARROWEST = (
    select(literal(1).label("found"), delegation.c.trustee_id, delegation.c.second_id, delegation.c.third_id)
    .where(delegation.c.community_id == bindparam("community"), delegation.c.truster_id == _MEMBER, _HERE, *VALID)
    .order_by(_WIDTH.desc())
    .limit(1)
    .subquery()
)


def _asking(eligible: ColumnElement[bool], votes: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    one = select(eligible.label("eligible"), votes.label("votes")).subquery()
    return select(one, _NARROWEST).select_from(one.outerjoin(_NARROWEST, true()))


_IN_DECISION = _asking(and_(_ON_ROLL, _IN_CIRCLE), _VOTES)
_ON_CIRCLE = _asking(_IN_CIRCLE, false())
_ON_COMMUNITY = _asking(_SOMEWHERE, false())


class SqlStandings:
    """How members stand, one by one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, ground: Ground, member_id: int, moment: datetime, before: datetime | None = None) -> Standing:
        """Return how a member stands at the moment; of ballots only those cast before another one matter."""
        asked: dict[str, object] = {f"of_{scope.value}": None for scope in Scope}
        asked |= {f"of_{scope.value}": of for scope, of in scopes_of(ground)}
        asked |= {"community": ground.community_id, "member": member_id, "moment": moment}
        if ground.proposal_id is not None:
            asked |= {"proposal": ground.proposal_id, "circle": ground.circle_id, "before": before or moment}
            question = _IN_DECISION
        elif ground.circle_id is not None:
            asked |= {"circle": ground.circle_id}
            question = _ON_CIRCLE
        else:
            question = _ON_COMMUNITY
        row = self._connection.execute(question, asked).one()
        ranked = tuple(one for one in (row.trustee_id, row.second_id, row.third_id) if one is not None)
        return Standing(bool(row.eligible), bool(row.votes), None if row.found is None else ranked)
