"""The seats of an item: handed over, offered on when silent, taken; and a proposal whose proposer has gone.

Source: governance 2.3 (surrogate order, after Holacracy 5.3.6), 3.3 (proposer leaves, after Debian A.2.1).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.rules.errors import NotProposer
from bot.rules.ids import MemberId
from bot.rules.process.errors import DoneAlready, NotAsked, NotYours, OwnCase
from bot.rules.process.item import SILENT_AFTER, I, Why, acted, ended, reseated, seated
from bot.rules.process.machine import Alarm, Machine, Move, Turn

PROPOSER_GRACE = timedelta(hours=24)
"""How long a proposal waits for somebody to take it over when its proposer has left."""


@dataclass(frozen=True, slots=True)
class Joined(Move):
    """Somebody has joined the circle; they are asked from the next round on."""

    member: MemberId


@dataclass(frozen=True, slots=True)
class Left(Move):
    """Somebody has left the circle, or was removed from it: a bot cannot tell the two apart (governance 3.3)."""

    member: MemberId


@dataclass(frozen=True, slots=True)
class HandOver(Move):
    """The seat of the facilitator goes to somebody else."""

    to: MemberId


@dataclass(frozen=True, slots=True)
class FacilitatorSilent(Move):
    """The facilitator has done nothing for a day, and the seat is offered to the next in the order."""


@dataclass(frozen=True, slots=True)
class TakeSeat(Move):
    """The seat is taken by one to whom it was offered."""


@dataclass(frozen=True, slots=True)
class TakeProposal(Move):
    """A proposal whose proposer has left is taken over."""


@dataclass(frozen=True, slots=True)
class ProposerGone(Move):
    """Nobody has taken the proposal over."""


def seat_alarms(item: I) -> Iterable[Alarm]:
    """Return when a silent facilitator's seat is offered on, until it is offered to anybody."""
    if not item.anybody:
        yield Alarm(item.seat_since + SILENT_AFTER * (1 + len(item.offered)), FacilitatorSilent())


def proposer_alarms(item: I) -> Iterable[Alarm]:
    """Return when a proposal without a proposer is given up."""
    if item.proposer_left_at is not None:
        yield Alarm(item.proposer_left_at + PROPOSER_GRACE, ProposerGone())


def departed(item: I, member: MemberId, now: datetime) -> I:
    """Return the item without a member, who may have been its proposer; the seat passes on where it must."""
    if member == item.proposer:
        item = replace(item, proposer_left_at=now)
    gone = frozenset({member})
    return reseated(replace(item, members=item.members - gone, for_dropping=item.for_dropping - gone), now)


def check_proposer(item: I, by: MemberId | None) -> None:
    """Only the proposer may; raises NotProposer."""
    if by != item.proposer or item.proposer_left_at is not None:
        raise NotProposer


def check_member(item: I, by: MemberId | None) -> MemberId:
    """Return the member who acts. Raises NotAsked."""
    if by is None or by not in item.members:
        raise NotAsked
    return by


def lay(  # noqa: PLR0917 - what differs from process to process
    machine: Machine[I],
    phases: Iterable[StrEnum],
    withdrawn: StrEnum,
    settle: Callable[[I, datetime], I] | None = None,
    leading: Iterable[StrEnum] | Mapping[StrEnum, Iterable[StrEnum]] = (),
    offering: Iterable[StrEnum] | None = None,
) -> None:
    """Lay the transitions of both seats in these phases."""
    where = tuple(phases)
    lay_facilitator(machine, where, offering)
    lay_proposer(machine, where, withdrawn, settle, leading)


def lay_facilitator(machine: Machine[I], phases: Iterable[StrEnum], offering: Iterable[StrEnum] | None = None) -> None:
    """Lay the transitions of the facilitator's seat.

    A silent facilitator's seat is offered on in the phases that are `offering` it, in all unless they are named.
    """
    where = tuple(phases)
    silent = where if offering is None else tuple(offering)
    machine.on(HandOver, *where, who="the facilitator", guard="to a member who is free to")(_hand_over)
    machine.on(FacilitatorSilent, *silent, who="the clock", guard="a day without an act")(_offer)
    machine.on(TakeSeat, *silent, who="a member", guard="it was offered to them; once all were asked, anybody")(_take)


def lay_proposer(
    machine: Machine[I],
    phases: Iterable[StrEnum],
    withdrawn: StrEnum,
    settle: Callable[[I, datetime], I] | None = None,
    leading: Iterable[StrEnum] | Mapping[StrEnum, Iterable[StrEnum]] = (),
) -> None:
    """Lay the transitions of a proposal whose proposer has left.

    One that nobody takes over ends as `withdrawn`. `settle` looks at an item that has a proposer again, and may
    find that it waited only for one: then it goes on to one of `leading`.
    """
    where = tuple(phases)
    taken = _take_proposal if settle is None else _settling(settle)
    machine.on(TakeProposal, *where, who="a member", guard="the proposer has left", to=leading)(taken)
    gone = "nobody took it over in a day"
    machine.on(ProposerGone, *where, who="the clock", guard=gone, to=(withdrawn,))(_gone(withdrawn))


def _hand_over(item: I, move: HandOver, turn: Turn) -> I:
    item = acted(item, turn.by, turn.at)
    return _free_seat(item, check_member(item, move.to), turn.at)


def _offer(item: I, _: FacilitatorSilent, __: Turn) -> I:
    barred = {item.facilitator, *item.bound, *item.offered}
    free = [member for member in item.order if member in item.members - barred]
    return replace(item, offered=(*item.offered, *free[:1]), anybody=not free)


def _take(item: I, _: TakeSeat, turn: Turn) -> I:
    member = check_member(item, turn.by)
    if member == item.facilitator:
        raise DoneAlready
    if member not in item.offered and not item.anybody:
        raise NotYours
    return _free_seat(item, member, turn.at)


def _take_proposal(item: I, _: TakeProposal, turn: Turn) -> I:
    member = check_member(item, turn.by)
    if item.proposer_left_at is None:
        raise NotYours
    if member == item.subject:
        raise OwnCase
    return reseated(replace(item, proposer=member, proposer_left_at=None), turn.at)


def _settling(settle: Callable[[I, datetime], I]) -> Callable[[I, TakeProposal, Turn], I]:
    def taken(item: I, move: TakeProposal, turn: Turn) -> I:
        return settle(_take_proposal(item, move, turn), turn.at)

    return taken


def _free_seat(item: I, member: MemberId, now: datetime) -> I:
    if member in item.bound:
        raise OwnCase
    return seated(item, member, now)


def _gone(withdrawn: StrEnum) -> Callable[[I, ProposerGone, Turn], I]:
    def gone(item: I, _: ProposerGone, turn: Turn) -> I:
        return ended(item, withdrawn, turn.at, Why.NO_PROPOSER)

    return gone
