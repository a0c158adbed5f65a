"""The record of what was done because nobody objected."""

from bot.rules.lazy.state import Lazy, Phase
from bot.rules.process.record import Ended, Ending, Record, Said, Stance, by_name


def record(item: Lazy) -> Record | None:
    """Return what is written down once it is settled; until then it can still be reverted."""
    if item.phase is not Phase.SETTLED:
        return None
    supporters = {member: Said(member, Stance.SUPPORT) for member in item.positions}
    return Record(
        text=item.text,
        need=item.need,
        said=by_name(supporters, item.required),
        objections=tuple(Ended(by, one.reason, Ending.WITHDRAWN) for by, one in item.objections.items()),
        review=item.settings.review,
        responsible=item.proposer,
    )
