"""The record: what happened, in an order that cannot be changed afterwards without it showing.

Each community has a chain of its own, numbered from 1 without a gap. A line's hash is SHA-256 over the hash before it
and the line in one canonical spelling, so that anybody with a copy can follow the chain (governance KI1, KI8).

Nothing personal stands in a line. What somebody wrote or voted is there as a commitment, a salted hash (`sealed`), and
who did it under a name that only the record uses (`name_of`): one in the community, and another in each decision, so
that ballots of one person cannot be laid side by side. Who is forgotten loses the secret from which the names come, and
the chain stays whole. `docs/verify.md` says the same to those who write a verifier.
"""

import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import singledispatch
from hashlib import sha256

from bot.rules.ids import NOBODIES, ProposalId
from bot.rules.majority import AbsoluteMajority, SimpleMajority, Supermajority, Threshold, write_threshold

FIRST = "0" * 64
"""Stands before the first line of a chain."""

NAME_LENGTH = 32
"""Hexadecimal digits of a name in the record."""

MARK_LENGTH = 16
"""Hexadecimal digits of a hash that are shown to people: enough that nobody can make another chain that fits them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chain; `actor` is a name in the record, a member's id where an earlier Accord wrote the line.

    `payload` is canonical JSON, `proposal_id` what it is about, which stands in there too.
    """

    seq: int
    event: str
    payload: str
    actor: str | int | None
    at: datetime
    hash: str
    proposal_id: int | None = None

    @property
    def erased(self) -> bool:
        """Whether somebody was forgotten whom an earlier Accord had named in it: its hash alone still tells of it."""
        return isinstance(self.actor, int) and self.actor < NOBODIES

    def content(self, community_id: int) -> dict[str, object]:
        """Return what the hash is over, besides the hash before it."""
        return {
            "community": community_id,
            "seq": self.seq,
            "event": self.event,
            "payload": self.payload,
            "actor": self.actor,
            "at": plain(self.at),
        }


def canonical(value: object) -> str:
    """Return the one spelling of a JSON value: sorted keys, no spaces, letters as they are."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


@singledispatch
def plain(value: object) -> object:
    """Return a value of the rules in JSON: times in seconds, shares and thresholds in words, values by their fields."""
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return value


@plain.register
def _(value: timedelta) -> int:
    return int(value.total_seconds())


@plain.register
def _(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")


@plain.register
def _(value: Fraction) -> str:
    return str(value)


@plain.register(SimpleMajority)
@plain.register(AbsoluteMajority)
@plain.register(Supermajority)
def _(value: Threshold) -> str:
    return write_threshold(value)


@plain.register(Mapping)
def _(value: Mapping[object, object]) -> dict[str, object]:
    return {str(key): plain(one) for key, one in value.items()}


@plain.register(list)
@plain.register(tuple)
def _(value: Sequence[object]) -> list[object]:
    return [plain(one) for one in value]


@plain.register(frozenset)
def _(value: frozenset[object]) -> list[object]:
    return sorted((plain(one) for one in value), key=str)


def chained(prev_hash: str, content: Mapping[str, object]) -> str:
    """Return the hash of a line that follows `prev_hash`, 64 hexadecimal digits."""
    return sha256((prev_hash + canonical(content)).encode()).hexdigest()


def sealed(salt: str, first: str, *further: str) -> str:
    """Return a commitment to texts, one to a line, 64 hexadecimal digits; nobody can guess them without the salt."""
    return sha256("\n".join([f"{salt}{first}", *further]).encode()).hexdigest()


def digest(items: Iterable[str]) -> str:
    """Return one hash for a whole list, in whatever order it comes: SHA-256 over the sorted items, one to a line."""
    return sha256("\n".join(sorted(items)).encode()).hexdigest()


def key_in(secret: str, proposal_id: ProposalId | None = None) -> str:
    """Return what proves whose name it is, in one decision or in the community: HMAC-SHA256 under the secret.

    A key tells nothing of the other keys.
    """
    place = "community" if proposal_id is None else f"decision {proposal_id}"
    return hmac.digest(secret.encode(), place.encode(), "sha256").hex()


def name_of(key: str) -> str:
    """Return the name that a key proves, 32 hexadecimal digits: the first half of its SHA-256."""
    return sha256(key.encode()).hexdigest()[:NAME_LENGTH]


def code_of(line_hash: str) -> str:
    """Return the short code of a line or a paper, as people note it: eight digits, as in 4F2A-9C1B."""
    return f"{line_hash[:4]}-{line_hash[4:8]}".upper()


def mark_of(line_hash: str) -> str:
    """Return the beginning of a line's hash as people read it, as in 4f2a 9c1b 88d0 1e55."""
    shown = line_hash[:MARK_LENGTH]
    return " ".join(shown[at : at + 4] for at in range(0, MARK_LENGTH, 4))
