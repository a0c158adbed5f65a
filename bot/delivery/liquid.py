"""A circle hears in its home that a rule of delegation was changed."""

from bot.delivery.channels import Gone, Outcome, home, say
from bot.delivery.desk import Delivery
from bot.rules.ids import CircleId
from bot.services.circle import find_circle
from bot.services.liquid import find_rules
from bot.services.values import OutboxRow, Place
from bot.ui.liquid import told


async def changed(delivery: Delivery, row: OutboxRow) -> Outcome:
    """Say it without calling anybody. Raises Gone."""
    circle_id, actor_id, name = row.owed.detail.split()
    circle = await delivery.store.read(find_circle, CircleId(int(circle_id)))
    if circle is None:
        raise Gone("the circle is gone")
    rules = await delivery.store.read(find_rules, row.owed.community_id)
    return await say(await home(delivery, Place(circle.home_id)), row, told(rules, int(actor_id), name))
