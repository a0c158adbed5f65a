"""How members stand where a vote is looked at: one of them, or all along the way of one vote, in one question each.

Whole rolls are for counts. A way is followed by the database, so that a member of a community of a million learns at
once where their vote goes, through however many hands.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    and_,
    bindparam,
    case,
    cast,
    exists,
    false,
    or_,
    select,
)  # fmt: skip

from bot.rules.chain import Standing
from bot.rules.delegation import Scope
from bot.services.values import Ground
from bot.store.delegations import VALID, scopes_of
from bot.store.memberships import STAYED
from bot.store.tables import ballot, circle, delegation, membership, roll

Member = ColumnElement[int]
Condition = Callable[[Member], ColumnElement[bool]]

_PROPOSAL: BindParameter[int] = bindparam("proposal")
_GIVEN = delegation.alias("given")
_HERE = or_(
    *(and_(delegation.c.scope == scope, delegation.c.scope_id == bindparam(f"of_{scope.value}")) for scope in Scope)
)
_WIDTH = case({scope: rank for rank, scope in enumerate(Scope)}, value=delegation.c.scope)


def _narrowest(member: Member) -> ColumnElement[int]:
    """Return which delegation of a person counts there (governance 7.1, rule 1)."""
    theirs = (delegation.c.community_id == bindparam("community"), delegation.c.truster_id == member)
    return select(delegation.c.id).where(*theirs, _HERE, *VALID).order_by(_WIDTH.desc()).limit(1).scalar_subquery()


class _Question:
    """What is asked on one kind of ground, where people are eligible, have voted, and speak for others who follow them.

    Who voted in secret speaks for nobody else.
    """

    def __init__(self, eligible: Condition, votes: Condition, speaks: Condition) -> None:
        def about(member: Member, votes: Condition) -> Select[int, int, bool, bool]:
            return select(
                member.label("member"),
                _narrowest(member).label("delegation"),
                eligible(member).label("eligible"),
                votes(member).label("votes"),
            )

        first = about(cast(bindparam("member"), BigInteger), votes)
        way = first.cte("way", recursive=True)
        handed_on = (
            about(_GIVEN.c.trustee_id, speaks)
            .select_from(way.join(_GIVEN, _GIVEN.c.id == way.c.delegation))
            .where(_GIVEN.c.trustee_id.is_not(None), way.c.eligible, ~way.c.votes)
        )
        self.one, self.way = (_with_delegates(people) for people in (first.subquery("one"), way.union(handed_on)))


def _with_delegates(people: FromClause) -> Select[Any]:
    ranked = (_GIVEN.c.trustee_id, _GIVEN.c.second_id, _GIVEN.c.third_id)
    return select(people, *ranked).select_from(people.outerjoin(_GIVEN, _GIVEN.c.id == people.c.delegation))


def _in_circle(member: Member) -> ColumnElement[bool]:
    return exists().where(membership.c.circle_id == bindparam("circle"), membership.c.member_id == member, *STAYED)


def _somewhere(member: Member) -> ColumnElement[bool]:
    theirs = (circle.c.id == membership.c.circle_id, circle.c.community_id == bindparam("community"))
    return exists().where(membership.c.member_id == member, *theirs, *STAYED)


def _on_roll(member: Member) -> ColumnElement[bool]:
    on_roll = exists().where(roll.c.proposal_id == _PROPOSAL, roll.c.member_id == member)
    return and_(on_roll, _in_circle(member))


def _votes(member: Member) -> ColumnElement[bool]:
    in_time = ballot.c.cast_at < bindparam("before")
    return exists().where(ballot.c.proposal_id == _PROPOSAL, ballot.c.member_id == member, in_time)


def _speaks(member: Member) -> ColumnElement[bool]:
    said = or_(ballot.c.choice.is_not(None), ballot.c.marks.is_not(None))
    return and_(_votes(member), exists().where(ballot.c.proposal_id == _PROPOSAL, ballot.c.member_id == member, said))


def _never(_: Member) -> ColumnElement[bool]:
    return false()


_IN_DECISION = _Question(_on_roll, _votes, _speaks)
_ON_CIRCLE = _Question(_in_circle, _never, _never)
_ON_COMMUNITY = _Question(_somewhere, _never, _never)


class SqlStandings:
    """How members stand, one by one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, ground: Ground, member_id: int, moment: datetime, before: datetime | None = None) -> Standing:
        """Return how a member stands at the moment; of ballots only those cast before another one matter."""
        asked = _asked(ground, member_id, moment, before)
        return _standing(self._connection.execute(_question(ground).one, asked).one())

    def along(
        self, ground: Ground, member_id: int, moment: datetime, before: datetime | None = None
    ) -> Mapping[int, Standing]:
        """Return how everybody stands through whom a vote is handed on, by first choices, to whom it ends with."""
        rows = self._connection.execute(_question(ground).way, _asked(ground, member_id, moment, before))
        return {row.member: _standing(row) for row in rows}


def _question(ground: Ground) -> _Question:
    if ground.proposal_id is not None:
        return _IN_DECISION
    return _ON_COMMUNITY if ground.circle_id is None else _ON_CIRCLE


def _asked(ground: Ground, member_id: int, moment: datetime, before: datetime | None) -> dict[str, object]:
    asked: dict[str, object] = {f"of_{scope.value}": None for scope in Scope}
    asked |= {f"of_{scope.value}": of for scope, of in scopes_of(ground)}
    asked |= {"community": ground.community_id, "circle": ground.circle_id, "proposal": ground.proposal_id}
    return asked | {"member": member_id, "moment": moment, "before": before or moment}


def _standing(row: Row[Any]) -> Standing:
    ranked = tuple(one for one in (row.trustee_id, row.second_id, row.third_id) if one is not None)
    return Standing(bool(row.eligible), bool(row.votes), None if row.delegation is None else ranked)
