"""A circle hears in its home that the way in which it decides was changed."""

from bot.delivery.channels import Gone, Outcome, home, say
from bot.delivery.desk import Delivery
from bot.rules.ids import CircleId
from bot.rules.processes import PROCESSES
from bot.services.values import OutboxRow, Place
from bot.services.way import find_way
from bot.ui.way.told import told


async def changed(delivery: Delivery, row: OutboxRow) -> Outcome:
    """Say it without calling anybody. Raises Gone."""
    circle_id, process, actor_id, *name = row.owed.detail.split()
    way = await delivery.store.read(find_way, (CircleId(int(circle_id)), PROCESSES[process]))
    if way is None:
        raise Gone("the circle is gone")
    return await say(
        await home(delivery, Place(way.circle.home_id)), row, told(way, int(actor_id), next(iter(name), ""))
    )
