"""The verifiable lot: a published pool and a published seed give one order that anybody can draw again.

Source: RFC 3797 (drawing from a seed), RFC 8713, 4.16-4.17 (pool, replacements, two of an affiliation),
governance 10.2. The pool is published in order and never changes afterwards; the seed is named beforehand
from sources nobody controls (`entropy_key`), or comes from a secret that was bound before anybody else
added to it (`commitment`, `seed_of`). A lot draws everybody: who declines is passed over, the next one
in the order takes the seat, and nothing is drawn twice.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import md5, sha256

SECRET_LENGTH = 32
"""Bytes of a secret: one length for all, so that nothing can be moved between the secret and the pool."""

LARGEST_POOL = 1 << 16
"""RFC 3797 numbers the draws in two bytes."""

Digest = Callable[[bytes], bytes]


class BadLot(ValueError):
    """A lot nobody could verify: a doubled or unreadable entry, a pool too large, a secret of another length."""


class Passed(StrEnum):
    """Why somebody who was drawn has no seat."""

    DECLINED = "declined"
    AFFILIATION = "affiliation"


@dataclass(frozen=True, slots=True)
class Seating:
    """Who is seated, in the order drawn, and who was drawn before the last of them but passed over, and why."""

    seated: tuple[str, ...]
    passed: tuple[tuple[str, Passed], ...]


def by_sha256(text: bytes) -> bytes:
    """Return the SHA-256 of a text: 256 bits, the digest of our own lots."""
    return sha256(text).digest()


def by_md5(text: bytes) -> bytes:
    """Return the MD5 of a text, only to draw again what was drawn by RFC 3797 as it was published."""
    return md5(text, usedforsecurity=False).digest()


def entropy_key(sources: Iterable[Iterable[int]]) -> bytes:
    """Return the seed that numbers from public sources make, in the form of RFC 3797, section 4.

    The numbers of each source are sorted and each is followed by a point; each source ends with a slash.
    """
    return "".join("".join(f"{each}." for each in sorted(source)) + "/" for source in sources).encode()


def commitment(secret: bytes, pool: Sequence[str]) -> str:
    """Return what is published with the pool: SHA-256(secret, then the pool, one entry to a line), in hex.

    It binds the secret and the pool before anybody adds to the seed. Raises BadLot.
    """
    return sha256(_checked(secret) + _lines(pool)).hexdigest()


def reveals(secret: bytes, pool: Sequence[str], published: str) -> bool:
    """Say whether secret and pool are the ones that were bound (A2); if not, the draw is void. Raises BadLot."""
    return commitment(secret, pool) == published.strip().lower()


def seed_of(secret: bytes, strings: Iterable[str], deadline: datetime) -> bytes:
    """Return the seed: SHA-256(secret, then what members added, sorted, one to a line, then the deadline).

    The deadline is written in UTC to the second, as in 2030-01-31T12:00:00Z. Strings count as often as they
    were added and sort by code points, which is the order of their UTF-8 bytes. Raises BadLot for a deadline
    without a time zone.
    """
    if deadline.tzinfo is None:
        raise BadLot("a deadline needs its time zone")
    moment = deadline.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return sha256(_checked(secret) + _lines(sorted(strings), distinct=False) + moment.encode()).digest()


def picks(size: int, seed: bytes, digest: Digest = by_sha256) -> Iterator[int]:
    """Yield the places of a pool of this size in the order drawn, from 0; RFC 3797, section 4.

    Draw number i takes the digest of i, the seed, and i again (i in two bytes, the higher first), as one
    whole number, modulo what is left of the pool, and removes the entry it hits. Of 256 bits the remainder
    prefers nobody by more than one part in 2^240. Raises BadLot.
    """
    if size > LARGEST_POOL:
        raise BadLot(f"a pool of {size} is larger than {LARGEST_POOL}")
    left = list(range(size))
    for number in range(size):
        index = number.to_bytes(2)
        yield left.pop(int.from_bytes(digest(index + seed + index)) % len(left))


def draw(pool: Sequence[str], seed: bytes, digest: Digest = by_sha256) -> tuple[str, ...]:
    """Return the whole pool in the order drawn: a pure function of the two (A1). Raises BadLot."""
    _lines(pool)
    return tuple(pool[place] for place in picks(len(pool), seed, digest))


def tie_order(options: Sequence[str], seed: bytes) -> tuple[str, ...]:
    """Return the order in which a poll settles its ties, best first, drawn by lot. Raises BadLot."""
    return draw(options, seed)


def seat(
    drawn: Sequence[str],
    seats: int,
    *,
    declined: Collection[str] = (),
    affiliation: Mapping[str, str] | None = None,
    cap: int = 2,
) -> Seating:
    """Fill the seats in the order drawn; who declined, or may not serve, is passed over (RFC 8713, 4.17).

    At most `cap` of one affiliation are seated (A5); who has none is capped by nothing. Seats stay empty
    where the order runs out. Raises BadLot for fewer seats or a cap below 1.
    """
    if seats < 1 or cap < 1:
        raise BadLot(f"seats {seats}, at most {cap} of an affiliation")
    seated: list[str] = []
    passed: list[tuple[str, Passed]] = []
    belongs = affiliation or {}
    for name in drawn:
        if len(seated) == seats:
            break
        group = belongs.get(name)
        if name in declined:
            passed.append((name, Passed.DECLINED))
        elif group is not None and sum(belongs.get(other) == group for other in seated) >= cap:
            passed.append((name, Passed.AFFILIATION))
        else:
            seated.append(name)
    return Seating(tuple(seated), tuple(passed))


def in_rotation(drawn: Sequence[str], terms: Mapping[str, int]) -> tuple[str, ...]:
    """Return the order drawn with those who have served fewest terms first (A4).

    Nobody is asked again before everybody in the pool has served as often, or declined.
    """
    return tuple(sorted(drawn, key=lambda name: terms.get(name, 0)))


def _checked(secret: bytes) -> bytes:
    if len(secret) != SECRET_LENGTH:
        raise BadLot(f"a secret has {SECRET_LENGTH} bytes, not {len(secret)}")
    return secret


def _lines(entries: Sequence[str], *, distinct: bool = True) -> bytes:
    """Return the entries as text, one to a line; only so does the text tell them apart."""
    if any("\n" in entry for entry in entries):
        raise BadLot("an entry holds a line break")
    if distinct and len(set(entries)) != len(entries):
        raise BadLot("an entry stands twice in the pool")
    return "".join(f"{entry}\n" for entry in entries).encode()
