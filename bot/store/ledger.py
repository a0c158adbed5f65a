"""The record in the database: append-only, one chain for each community."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, func, insert, or_, select

from bot.rules.ids import CommunityId, MemberId, ProposalId
from bot.rules.record import FIRST, Line, canonical, chained
from bot.services.ports import Persons
from bot.services.values import Event
from bot.store.alone import keep_others_out
from bot.store.tables import ledger

_CHAIN = select(ledger).where(ledger.c.community_id == bindparam("community"))
_LAST = _CHAIN.order_by(ledger.c.seq.desc()).limit(1)
_CHAIN_FROM = _CHAIN.where(ledger.c.seq >= bindparam("first")).order_by(ledger.c.seq)
_ABOUT = select(ledger).where(ledger.c.proposal_id == bindparam("proposal")).order_by(ledger.c.seq)
_NUMBER_ABOUT = select(func.count()).where(ledger.c.proposal_id == bindparam("proposal"))
_BY = _CHAIN.where(
    or_(ledger.c.actor.in_(bindparam("names", expanding=True)), ledger.c.actor_id == bindparam("member"))
).order_by(ledger.c.seq.desc())
_COMMUNITIES = select(ledger.c.community_id).distinct().order_by(ledger.c.community_id)
_ADD = insert(ledger)


class SqlLedger:
    """The chains of all communities.

    The end of each is remembered within the transaction, in which nobody else can write.
    """

    def __init__(self, connection: Connection, persons: Persons) -> None:
        self._connection, self._persons = connection, persons
        self._ends: dict[CommunityId, tuple[int, str]] = {}

    def append(
        self,
        community_id: CommunityId,
        event: Event,
        payload: Mapping[str, object],
        *,
        actor_id: MemberId | None,
        now: datetime,
        within: ProposalId | None = None,
    ) -> str:
        """Add a line and return its hash; the actor has another name `within` a decision."""
        last, prev_hash = self._ends.get(community_id) or self._end(community_id)
        actor = None if actor_id is None else self._persons.name(community_id, actor_id, within)
        line = Line(last + 1, event.value, canonical(payload), actor, now, "")
        digest = chained(prev_hash, line.content(community_id))
        self._connection.execute(
            _ADD,
            {
                "community_id": community_id,
                "seq": line.seq,
                "event": event,
                "payload": line.payload,
                "actor": actor,
                "proposal_id": payload.get("proposal"),
                "at": now,
                "prev_hash": prev_hash,
                "hash": digest,
            },
        )
        self._ends[community_id] = (line.seq, digest)
        return digest

    def _end(self, community_id: CommunityId) -> tuple[int, str]:
        keep_others_out(self._connection, community_id)
        last = self.head(community_id)
        return (last.seq, last.hash) if last else (0, FIRST)

    def head(self, community_id: CommunityId) -> Line | None:
        """Return the last line of a chain, None of an empty one."""
        row = self._connection.execute(_LAST, {"community": community_id}).first()
        return None if row is None else _line(row)

    def between(self, community_id: CommunityId, first: int = 1, last: int | None = None) -> Sequence[Line]:
        """Return the lines from one to another, or to the end, by number."""
        found = _CHAIN_FROM if last is None else _CHAIN_FROM.where(ledger.c.seq <= last)
        return [_line(row) for row in self._connection.execute(found, {"community": community_id, "first": first})]

    def about(self, proposal_id: ProposalId, *events: Event) -> Sequence[Line]:
        """Return the lines about a proposal, or those of some kinds."""
        found = _ABOUT.where(ledger.c.event.in_(events)) if events else _ABOUT
        return [_line(row) for row in self._connection.execute(found, {"proposal": proposal_id})]

    def latest(self, community_id: CommunityId, events: Collection[Event], most: int) -> Sequence[Line]:
        """Return the last lines of some kinds, newest first."""
        found = _CHAIN.where(ledger.c.event.in_(events)).order_by(ledger.c.seq.desc()).limit(most)
        return [_line(row) for row in self._connection.execute(found, {"community": community_id})]

    def number_about(self, proposal_id: ProposalId) -> int:
        """Return how many lines there are about a proposal."""
        return self._connection.scalar(_NUMBER_ABOUT, {"proposal": proposal_id}) or 0

    def by(self, community_id: CommunityId, names: Collection[str], member_id: MemberId) -> Sequence[Line]:
        """Return the lines of who has these names, and of what they did before there were names, newest first."""
        asked = {"community": community_id, "names": [*names], "member": member_id}
        return [_line(row) for row in self._connection.execute(_BY, asked)]


def broken_at(connection: Connection, community_id: CommunityId) -> int | None:
    """Follow a chain and return the number of the first line that does not fit, None where all do."""
    prev_hash = FIRST
    rows = connection.execute(_CHAIN_FROM, {"community": community_id, "first": 1})
    for seq, row in enumerate(rows, start=1):
        line = _line(row)
        fits = line.hash if line.erased else chained(prev_hash, line.content(community_id))
        linked = (line.seq, row.prev_hash, line.hash) == (seq, prev_hash, fits)
        if not linked or line.proposal_id != json.loads(line.payload).get("proposal"):
            return seq
        prev_hash = line.hash
    return None


def communities(connection: Connection) -> list[CommunityId]:
    """Return all communities that have a chain."""
    return [CommunityId(one) for one in connection.scalars(_COMMUNITIES)]


def _line(row: Row[tuple[object, ...]]) -> Line:
    actor = row.actor_id if row.actor is None else row.actor
    return Line(row.seq, row.event.value, row.payload, actor, row.at, row.hash, row.proposal_id)
