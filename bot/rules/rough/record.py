"""The record of a rough consensus: the ledger of issues, and who appealed against the call."""

from bot.rules.process.record import Ended, Ending, Record, Said, Stance, Voice, by_name
from bot.rules.rough.state import Fate, Phase, Rough

ENDINGS = {Fate.ACCOMMODATED: Ending.ACCOMMODATED, Fate.ANSWERED: Ending.ANSWERED, Fate.TASTE: Ending.TASTE}


def record(item: Rough) -> Record | None:
    """Return what is written down once no appeal is possible any more; heads are not counted, so silence is not."""
    if item.phase is not Phase.ADOPTED:
        return None
    return Record(
        text=item.text,
        need=item.need,
        said=by_name({member: Said(member, Stance.SUPPORT) for member in item.supporters}, frozenset()),
        concerns=tuple(Voice(one.by, one.ground) for one in item.appeals),
        objections=tuple(Ended(one.by, one.text, ENDINGS[one.fate], one.disposition) for one in item.issues),
        review=item.settings.review,
        responsible=item.proposer,
    )
