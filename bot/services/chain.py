"""The way of one member's vote, for that member's eyes (governance 7.5, L14)."""

from datetime import datetime

from bot.rules.chain import Chain, Standing, walk
from bot.rules.ids import MemberId
from bot.services.ports import UnitOfWork
from bot.services.values import Ground


def follow(
    uow: UnitOfWork, ground: Ground, member_id: MemberId, moment: datetime, before: datetime | None = None
) -> Chain:
    """Return the way of a vote at the moment; of ballots only those cast before another one matter.

    Those whom it passes by first choices are read at once, and back-ups one by one.
    """
    along = uow.standings.along(ground, member_id, moment, before)

    def look(member: int) -> Standing:
        return along[member] if member in along else uow.standings.of(ground, member, moment, before)

    return walk(member_id, look)
