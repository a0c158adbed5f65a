"""Everything that the weight of ballots depends on, read in columns for a whole count (governance 7.5)."""

from datetime import datetime

import numpy as np
from sqlalchemy import Connection, bindparam, case, func

from bot.rules.columns import NOBODY, Ids
from bot.rules.decision import Choice, Decision
from bot.rules.delegation import Scope
from bot.rules.electorate import Electorate, nobody
from bot.rules.secrecy import Secrecy
from bot.services.values import Ground
from bot.store.columns import joined, read_columns
from bot.store.delegations import IN_SCOPE, VALID, scopes_of
from bot.store.memberships import STAYED
from bot.store.tables import ballot, delegation, membership, roll

_CODES = [(ballot.c.choice == choice, code) for code, choice in enumerate(Choice)]
_ROLL = joined(roll.c.member_id).where(roll.c.proposal_id == bindparam("proposal"))
_MEMBERS = joined(membership.c.member_id).where(membership.c.circle_id == bindparam("circle"), *STAYED)
_BALLOTS = joined(ballot.c.member_id, case(*_CODES, else_=NOBODY)).where(ballot.c.proposal_id == bindparam("proposal"))
_LATE = joined(ballot.c.member_id).where(
    ballot.c.proposal_id == bindparam("proposal"), ballot.c.cast_at >= bindparam("closes")
)
_SECRET = joined(ballot.c.member_id).where(
    ballot.c.proposal_id == bindparam("proposal"), ballot.c.choice.is_(None), ballot.c.marks.is_(None)
)
_DELEGATES = [
    func.coalesce(delegate, NOBODY)
    for delegate in (delegation.c.trustee_id, delegation.c.second_id, delegation.c.third_id)
]
_IN_FORCE = (delegation.c.community_id == bindparam("community"), *IN_SCOPE, *VALID)
_LAYER = joined(delegation.c.truster_id, _DELEGATES[0]).where(*_IN_FORCE)
_NAMED = joined(delegation.c.truster_id, case((delegation.c.named, 1), else_=0)).where(*_IN_FORCE)
_RANKED_LAYER = joined(delegation.c.truster_id, *_DELEGATES).where(*_IN_FORCE)


class SqlElectorates:
    """Who may vote in a decision, what they delegated and how they voted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def at(self, decision: Decision, moment: datetime) -> Electorate:
        """Return the electorate of a decision: memberships and delegations as of the moment."""
        of = {"proposal": decision.id, "closes": decision.closes_at}
        (on_roll,) = read_columns(self._connection, _ROLL, of)
        (members,) = read_columns(self._connection, _MEMBERS, {"circle": decision.circle_id, "moment": moment})
        voters, choices = read_columns(self._connection, _BALLOTS, of, 2)
        at = decision.community_id, decision.circle_id, decision.topic_id, decision.id
        ground = Ground(*at, alone=decision.rules.alone)
        ranked = decision.rules.liquid is not None and decision.rules.liquid.backups
        (late,) = read_columns(self._connection, _LATE, of) if decision.override_until else [nobody()]
        hidden = decision.rules.secrecy is Secrecy.SECRET
        (secret,) = read_columns(self._connection, _SECRET, of) if hidden else [nobody()]
        return Electorate(on_roll, members, self._layers(ground, moment, ranked=ranked), voters, choices, late, secret)

    def on(self, ground: Ground, moment: datetime, *, ranked: bool) -> Electorate:
        """Return the present members of a circle and whom they delegate to there, where no decision is at hand."""
        (members,) = read_columns(self._connection, _MEMBERS, {"circle": ground.circle_id, "moment": moment})
        return Electorate(members, members, self._layers(ground, moment, ranked=ranked), nobody(), nobody())

    def named(self, ground: Ground, moment: datetime) -> Ids:
        """Return who delegates there in the open: the narrowest of their delegations may be shown with its names."""
        shown: dict[int, int] = {}
        for scope, of in scopes_of(ground):
            trusters, named = read_columns(self._connection, _NAMED, _asked(ground, scope, of, moment), 2)
            shown.update(zip(trusters.tolist(), named.tolist(), strict=True))
        return np.array([truster for truster, named in shown.items() if named], dtype=np.int64)

    def _layers(self, ground: Ground, moment: datetime, *, ranked: bool) -> list[tuple[Ids, ...]]:
        question, width = (_RANKED_LAYER, 4) if ranked else (_LAYER, 2)
        layers = []
        for scope, of in scopes_of(ground):
            layers.append((*read_columns(self._connection, question, _asked(ground, scope, of, moment), width),))
        return layers


def _asked(ground: Ground, scope: Scope, of: int, moment: datetime) -> dict[str, object]:
    return {"community": ground.community_id, "in_scope": scope, "in_scope_id": of, "moment": moment}
