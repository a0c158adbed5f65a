"""What every process keeps: who is in the circle, who proposed, who facilitates, and the text as it stands.

Source: governance 2.2, 2.3, 3.3. The seat of the facilitator belongs to one item, not to a person: it passes by itself
where the facilitator proposes or is what the item is about, and is offered in the surrogate order when silent.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import TypeVar

from bot.rules.ids import MemberId
from bot.rules.process.errors import NotFacilitator, NothingChanged
from bot.rules.process.machine import Alarm
from bot.rules.text import TEXT_LIMIT, usable


class Why(StrEnum):
    """Why a process ended without a decision."""

    PROPOSER = "proposer"
    """Its proposer withdrew it."""
    NO_PROPOSER = "no_proposer"
    """Its proposer left, and nobody took it over."""
    DROPPED = "dropped"
    """Everybody agreed to drop it."""
    MEETING = "meeting"
    """Somebody asked to talk about it live, where it can be presented again (Holacracy 5.3)."""
    STALE = "stale"
    """What it was to change has been changed by another decision, and it was not fitted to that."""
    EMPTY = "empty"
    """Nobody was left in the circle."""
    INVALID = "invalid"
    """It turned out not to be what may be proposed there (Holacracy 5.3.1)."""
    UNANSWERED = "unanswered"
    """Its proposer did not answer (Holacracy 5.3.4)."""


SAYING_LIMIT = 1_000
"""Characters of a question, an answer, a reaction or a reason: what one message shows among others."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question for clarity, and its answer."""

    by: MemberId
    text: str
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing being decided.

    `members` are in the circle now. `order` is who is asked to facilitate, first to last: the one whom the facilitator
    named, the secretary, the lead. `subject` is the member whom the item is about, who has a voice but no consent
    (governance 2.2); `nominee` is who would have a seat by it, and is asked like everybody. `texts` are the wordings,
    the last one stands. `seed` shuffles the order of speaking.
    """

    phase: StrEnum
    members: frozenset[MemberId]
    proposer: MemberId
    facilitator: MemberId
    order: tuple[MemberId, ...] = ()
    subject: MemberId | None = None
    nominee: MemberId | None = None
    texts: tuple[str, ...] = ()
    need: str = ""
    """What it is for, as the proposer states it at the opening."""
    stale: bool = False
    """Whether another decision has changed what this one is about, and the text was not fitted to it since."""
    questions: tuple[Question, ...] = ()
    for_dropping: frozenset[MemberId] = frozenset()
    seed: str = ""
    since: datetime
    """When the phase began."""
    ends: datetime | None = None
    """When the clock ends the phase."""
    seat_since: datetime
    """When the facilitator last did something, or had something to do."""
    offered: tuple[MemberId, ...] = ()
    """To whom the seat has been offered since."""
    anybody: bool = False
    """Whether all in the order were silent too, so that the first who declares takes the seat."""
    proposer_left_at: datetime | None = None
    why: Why | None = None

    @property
    def text(self) -> str:
        """The wording that stands."""
        return self.texts[-1]

    @property
    def bound(self) -> frozenset[MemberId]:
        """Who is attached to the outcome, and so does not facilitate it (governance 2.3)."""
        return frozenset(one for one in (self.proposer, self.subject, self.nominee) if one is not None)

    @property
    def version(self) -> int:
        """The number of the wording that stands, from 1."""
        return len(self.texts)

    def alarms(self) -> Iterable[Alarm]:
        """Return what the clock will bring about; each process has its own."""
        raise NotImplementedError


I = TypeVar("I", bound=Item)  # noqa: E741 - an item


def entered(item: I, phase: StrEnum, now: datetime, period: timedelta) -> I:
    """Return the item at the start of a phase that the clock ends after the period."""
    return replace(item, phase=phase, since=now, ends=now + period, seat_since=now, offered=(), anybody=False)


def ended(item: I, phase: StrEnum, now: datetime, why: Why | None = None) -> I:
    """Return the item at its end."""
    return replace(item, phase=phase, since=now, ends=None, why=why)


def reworded(item: I, text: str) -> I:
    """Return the item with a new version of the text. Raises NothingChanged, BlankText or TextTooLong."""
    text = usable(text, "text", TEXT_LIMIT, lines=True)
    if text == item.text:
        raise NothingChanged
    return replace(item, texts=(*item.texts, text), stale=False)


def facilitator_for(item: I, besides: frozenset[MemberId] = frozenset()) -> MemberId:
    """Return who facilitates: the present facilitator, or the next in the order who is free to.

    Not free are those who are bound and those `besides`; they keep the seat only where nobody else is there.
    """
    for barred in (item.bound | besides, item.bound, frozenset[MemberId]()):
        for member in _line(item):
            if member in item.members and member not in barred:
                return member
    return item.facilitator


def _line(item: Item) -> Iterator[MemberId]:
    """Yield who would facilitate, first to last."""
    yield item.facilitator
    yield from item.order
    yield from speaking_order(item, item.members, "seat")


def reseated(item: I, now: datetime, besides: frozenset[MemberId] = frozenset()) -> I:
    """Return the item with a facilitator who is free to facilitate it."""
    found = facilitator_for(item, besides)
    return item if found == item.facilitator else seated(item, found, now)


def acted(item: I, by: MemberId | None, now: datetime) -> I:
    """Return the item as the facilitator's own act leaves it. Raises NotFacilitator."""
    if by != item.facilitator:
        raise NotFacilitator
    return seated(item, by, now)


def seated(item: I, member: MemberId, now: datetime) -> I:
    """Return the item with that facilitator, whose silence is counted from now."""
    return replace(item, facilitator=member, seat_since=now, offered=(), anybody=False)


def speaking_order(item: I, members: frozenset[MemberId], occasion: str) -> tuple[MemberId, ...]:
    """Return the members in an order that differs from occasion to occasion and favours nobody.

    Source: S3, rounds: vary who starts and the direction. The order is that of SHA-256 over seed, occasion and member.
    """
    return tuple(sorted(members, key=lambda member: sha256(f"{item.seed}|{occasion}|{member}".encode()).digest()))


def saying(text: str, field: str) -> str:
    """Return what a member says, as it can be shown. Raises BlankText or TextTooLong."""
    return usable(text, field, SAYING_LIMIT, lines=True)


K = TypeVar("K")
V = TypeVar("V")


def put(mapping: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    """Return the mapping with one entry set."""
    return MappingProxyType({**mapping, key: value})


def without(mapping: Mapping[K, V], key: K) -> Mapping[K, V]:
    """Return the mapping without one entry."""
    return MappingProxyType({found: value for found, value in mapping.items() if found != key})


SILENT_AFTER = timedelta(hours=24)
"""After so long without an act the seat of the facilitator is offered on (governance 2.3)."""
