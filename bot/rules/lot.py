"""The verifiable lot: a published pool and a published seed give one order that anybody can draw again.

Source: RFC 3797 (drawing from a seed), RFC 8713, 4.16-4.17 (pool, replacements, two of an affiliation),
governance 10.2. The pool is published in order and never changes afterwards; the seed is named beforehand
from sources nobody controls (`entropy_key`), or comes from a secret that was bound before anybody else
added to it (`commitment`, `seed_of`); a `Drawing` is such a lot once it is over, with all that is published
of it. A lot draws everybody: who declines is passed over, the next one in the order takes the seat, and
nothing is drawn twice.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import md5, sha256

SECRET_LENGTH = 32
"""Bytes of a secret: one length for all, so that nothing can be moved between the secret and the pool."""

LARGEST_POOL = 1 << 16
"""RFC 3797 numbers the draws in two bytes."""

WORD_LENGTH = 80
"""Characters of what one member adds to the seed: a word or a sentence, a line of what is published."""

REVEAL_WITHIN = timedelta(hours=1)
"""How long after the deadline the secret may be missing before the draw is void (governance 10.2)."""

Digest = Callable[[bytes], bytes]


class BadLot(ValueError):
    """A lot nobody could verify: a doubled or unreadable entry, a pool too large, a secret of another length."""


class Passed(StrEnum):
    """Why somebody who was drawn has no seat."""

    DECLINED = "declined"
    AFFILIATION = "affiliation"


class Void(StrEnum):
    """Why a draw is void: what comes of it could not be trusted."""

    UNSEALED = "unsealed"
    """Nothing was published before the deadline that binds the secret."""
    MISSING = "missing"
    """The secret is not there."""
    UNFITTING = "unfitting"
    """Secret and pool are not those that were bound (A2)."""
    LATE = "late"
    """The secret was published too long after the deadline."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A sealed lot when it is over, with all that is published of it: enough for anybody to draw it again (A1).

    `pool` is what is drawn from, in order; `bound` is the pool that `commitment` binds with the secret. An earlier
    Accord bound the secret alone, and promised no hour: then `bound` is empty. `secret` is in hexadecimal digits,
    empty where it is missing. `words` are what members added. Times are aware.
    """

    commitment: str
    bound: tuple[str, ...]
    pool: tuple[str, ...]
    secret: str
    words: tuple[str, ...]
    deadline: datetime
    revealed_at: datetime

    @property
    def void(self) -> Void | None:
        """Why the draw is void, None where it holds."""
        if not self.commitment:
            return Void.UNSEALED
        if not self.secret:
            return Void.MISSING
        if not self._fits():
            return Void.UNFITTING
        late = bool(self.bound) and self.revealed_at > self.deadline + REVEAL_WITHIN
        return Void.LATE if late else None

    @property
    def seed(self) -> bytes:
        """What the order is drawn from. Raises BadLot where the secret cannot be one."""
        return seed_of(_read(self.secret), self.words, self.deadline)

    @property
    def order(self) -> tuple[int, ...]:
        """The places of the pool in the order drawn, from 1; nothing where the draw is void."""
        return () if self.void else tuple(place + 1 for place in picks(len(self.pool), self.seed))

    def _fits(self) -> bool:
        try:
            fits = reveals(_read(self.secret), self.bound, self.commitment)
        except BadLot:
            return False
        return fits and self.bound in {(), self.pool}


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
    return sha256(_checked(secret) + _lines(in_order(strings), distinct=False) + written(deadline).encode()).digest()


def in_order(strings: Iterable[str]) -> list[str]:
    """Return what members added as it goes into the seed and is published: sorted by its UTF-8 bytes."""
    return sorted(strings, key=lambda text: text.encode())


def written(deadline: datetime) -> str:
    """Return a deadline as it goes into the seed: in UTC to the second, as in 2030-01-31T12:00:00Z."""
    return deadline.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


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


def _read(secret: str) -> bytes:
    try:
        return bytes.fromhex(secret)
    except ValueError as bad:
        raise BadLot("a secret is written in hexadecimal digits") from bad


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
