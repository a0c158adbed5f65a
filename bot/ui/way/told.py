"""What a circle hears when the way in which it decides was changed."""

from bot.services.way import Way
from bot.ui.clean import clean
from bot.ui.way.values import shown
from bot.ui.way.words import WORDS


def told(way: Way, actor_id: int, name: str) -> str:
    """Return who changed what, as it is now; without a name everything is as usual again."""
    where = f"**{clean(way.circle.name)}** · {way.process.name.lower()}"
    if not name:
        return f"{where}: <@{actor_id}> has returned to the usual way. What is open keeps what it began with."
    label, value = WORDS[way.process.key][name].label, shown(getattr(way.settings, name))
    return f"{where}: <@{actor_id}> has changed “{label}”: **{value}**. What is open keeps what it began with."
