"""What happened, in an order that cannot be changed afterwards without it showing.

Each row's hash is SHA-256 over the hash before it and the row itself, in one canonical spelling, so
that anybody with a copy can follow the chain. Each community has a chain of its own, numbered from 1
without a gap.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import Connection, bindparam, insert, select

from bot.rules.ids import CommunityId, MemberId
from bot.services.values import Event
from bot.store.alone import keep_others_out
from bot.store.tables import ledger

FIRST = "0" * 64
"""Stands before the first row of a chain."""

_LAST = (
    select(ledger.c.seq, ledger.c.hash)
    .where(ledger.c.community_id == bindparam("community"))
    .order_by(ledger.c.seq.desc())
    .limit(1)
)
_ADD = insert(ledger)


def canonical(value: object) -> str:
    """Return the one spelling of a JSON value: sorted keys, no spaces, letters as they are."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def chained(prev_hash: str, row: Mapping[str, object]) -> str:
    """Return the hash of a row that follows `prev_hash`, 64 hexadecimal digits."""
    return sha256((prev_hash + canonical(row)).encode()).hexdigest()


def _canonical_row(  # noqa: PLR0917 - a row is all of this at once
    community_id: int, seq: int, event: Event, payload: str, actor_id: int | None, at: datetime
) -> dict[str, object]:
    return {
        "community": community_id,
        "seq": seq,
        "event": event.value,
        "payload": payload,
        "actor": actor_id,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
    }


class SqlLedger:
    """Append-only and hash-chained per community.

    The end of each chain is remembered within the transaction, in which nobody else can write.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ends: dict[CommunityId, tuple[int, str]] = {}

    def append(
        self,
        community_id: CommunityId,
        event: Event,
        payload: Mapping[str, object],
        *,
        actor_id: MemberId | None,
        now: datetime,
    ) -> str:
        """Add a row and return its hash, 64 hexadecimal digits."""
        last, prev_hash = self._ends.get(community_id) or self._end(community_id)
        seq = last + 1
        text = canonical(payload)
        digest = chained(prev_hash, _canonical_row(community_id, seq, event, text, actor_id, now))
        self._connection.execute(
            _ADD,
            {
                "community_id": community_id,
                "seq": seq,
                "event": event,
                "payload": text,
                "actor_id": actor_id,
                "at": now,
                "prev_hash": prev_hash,
                "hash": digest,
            },
        )
        self._ends[community_id] = (seq, digest)
        return digest

    def _end(self, community_id: CommunityId) -> tuple[int, str]:
        keep_others_out(self._connection, community_id)
        last = self._connection.execute(_LAST, {"community": community_id}).first()
        return (last.seq, last.hash) if last else (0, FIRST)

    def broken_at(self, community_id: CommunityId) -> int | None:
        """Follow the chain and return the number of the first row that does not fit, None where all do."""
        rows = self._connection.execute(
            select(ledger).where(ledger.c.community_id == community_id).order_by(ledger.c.seq)
        )
        prev_hash = FIRST
        for seq, row in enumerate(rows, start=1):
            content = _canonical_row(row.community_id, seq, row.event, row.payload, row.actor_id, row.at)
            if (row.seq, row.prev_hash, row.hash) != (seq, prev_hash, chained(prev_hash, content)):
                return seq
            prev_hash = row.hash
        return None
