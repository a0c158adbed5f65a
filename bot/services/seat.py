"""The seats of a circle: filled by its own consent, and vacant when their holder leaves (governance 2.3, 4.2)."""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime

from bot.rules.circle import Circle
from bot.rules.ids import CircleId, MemberId
from bot.rules.process.description import Seat
from bot.rules.process.item import Item
from bot.rules.process.proceeding import Proceeding
from bot.services.ports import UnitOfWork
from bot.services.values import Event


def fill_seat(uow: UnitOfWork, proceeding: Proceeding, item: Item, now: datetime) -> None:
    """Give a seat to whom the circle has consented to, if they are in it still."""
    nomination, circle = proceeding.beginning.nomination, uow.circles.get(proceeding.circle_id)
    if nomination is None or circle is None or proceeding.process.record(item) is None:
        return
    if uow.memberships.includes(circle.id, nomination.nominee):
        seat(uow, circle.id, {nomination.seat: nomination.nominee}, now)


def vacate(uow: UnitOfWork, circle_id: CircleId, left: AbstractSet[MemberId], now: datetime) -> None:
    """Leave the seats vacant that were held by who has left the circle."""
    circle = uow.circles.get(circle_id)
    vacant: dict[Seat, MemberId | None] = {one: None for one in Seat if circle and holder(circle, one) in left}
    if vacant:
        seat(uow, circle_id, vacant, now)


def holder(circle: Circle, seat: Seat) -> MemberId | None:
    """Return who has a seat of a circle."""
    return circle.facilitator_id if seat is Seat.FACILITATOR else circle.secretary_id


def seat(uow: UnitOfWork, circle_id: CircleId, held: dict[Seat, MemberId | None], now: datetime) -> None:
    """Give seats to their holders, or leave them vacant."""
    circle = uow.circles.get(circle_id)
    assert circle, "it was there in this transaction"  # noqa: S101
    uow.circles.save(
        replace(
            circle,
            facilitator_id=held.get(Seat.FACILITATOR, circle.facilitator_id),
            secretary_id=held.get(Seat.SECRETARY, circle.secretary_id),
        )
    )
    names = {
        which.value: None if member is None else uow.persons.name(circle.community_id, member)
        for which, member in held.items()
    }
    facts = {"circle": circle_id, **names}
    uow.ledger.append(circle.community_id, Event.CIRCLE_EDITED, facts, actor_id=None, now=now)
