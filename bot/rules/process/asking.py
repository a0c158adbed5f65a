"""A round of asking: who was there when it began is asked about one text, and what silence means at its end.

Source: governance 2.2 (the snapshot of who is asked), 3.3 (half of those asked have left), K2 (silence).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from bot.rules.ids import MemberId
from bot.rules.process.errors import DoneAlready, NotAsked
from bot.rules.process.item import Item, without
from bot.rules.process.machine import Turn
from bot.rules.process.seats import PROPOSER_GRACE


class Silence(StrEnum):
    """What silence at the deadline means (K2)."""

    EXPLICIT = "explicit"
    """It is no consent: everybody who was asked has to answer."""
    LAZY = "lazy"
    """It is consent, if some at least have consented; for what can be reversed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Item):
    """An item about which a circle is asked, round by round.

    `asked` are the members who were there when the round began, less the subject; `gone` are those of them who have
    left since, who stay late joiners if they return.
    """

    round: int = 0
    asked: frozenset[MemberId] = frozenset()
    gone: frozenset[MemberId] = frozenset()
    positions: Mapping[MemberId, object] = field(default_factory=lambda: MappingProxyType({}))
    extended: bool = False
    more_time: bool = False

    @property
    def required(self) -> frozenset[MemberId]:
        """Whose answer the round needs: who was asked, less who has left."""
        return self.asked - self.gone

    @property
    def silent(self) -> frozenset[MemberId]:
        """Who has not answered; recorded as no answer, never as consent."""
        return self.required - self.positions.keys()

    @property
    def half_gone(self) -> bool:
        """Whether half or more of those asked have left: what remains decides nothing (governance 3.3)."""
        return 2 * len(self.gone) >= len(self.asked)


A = TypeVar("A", bound=Asked)


def asked_anew(item: A) -> A:
    """Return the item at the start of a round: all who are there are asked anew about the text as it stands."""
    return replace(
        item,
        round=item.round + 1,
        asked=item.members - {item.subject} if item.subject else item.members,
        gone=frozenset(),
        positions=MappingProxyType({}),
        extended=False,
        more_time=False,
    )


def check_asked(item: Asked, by: MemberId | None) -> MemberId:
    """Return the member who answers. Raises NotAsked."""
    if by is None or by not in item.required:
        raise NotAsked
    return by


def out_of_round(item: A, member: MemberId) -> A:
    """Return the item without the answer of a member who has left."""
    return replace(item, positions=without(item.positions, member), gone=item.gone | ({member} & item.asked))


def held_for_proposer(item: A) -> A:
    """Return the item with its round held open for as long as the proposal waits for a new proposer."""
    if item.proposer_left_at is None or item.ends is None:
        return item
    return replace(item, ends=max(item.ends, item.proposer_left_at + PROPOSER_GRACE))


def suffices(item: Asked, silence: Silence, min_active: int) -> bool:
    """Whether as many have answered as have to (K2)."""
    if not item.silent:
        return bool(item.positions)
    if silence is Silence.EXPLICIT:
        return False
    return len(item.positions) >= min(min_active, len(item.required))


def with_more_time(item: A, turn: Turn, extension: timedelta) -> A:
    """Return the item with the end of its round moved away, once in a round. Raises NotAsked or DoneAlready."""
    check_asked(item, turn.by)
    if item.more_time:
        raise DoneAlready
    assert item.ends is not None, "a round has an end"  # noqa: S101
    return replace(item, more_time=True, ends=item.ends + extension)
