"""The record of a minute with which a meeting has united."""

from bot.rules.minute.state import Grade, Minute, Phase
from bot.rules.process.record import Ended, Ending, Record, Said, Stance, by_name

STANCES = {Grade.UNITE: Stance.UNITE, Grade.UNCOMFORTABLE: Stance.UNCOMFORTABLE, Grade.CANNOT: Stance.DISSENT}


def record(item: Minute) -> Record | None:
    """Return what is written down once the minute is final; until then errors of fact are put right (Q1)."""
    if item.phase is not Phase.RECORDED:
        return None
    answered = {by: Said(by, STANCES[one.grade], one.reason) for by, one in item.positions.items()}
    return Record(
        text=item.text,
        need=item.need,
        said=by_name(answered, item.required),
        objections=tuple(
            Ended(by, one.reason, Ending.UNRESOLVED if one.stands else Ending.WITHDRAWN)
            for by, one in item.dissents.items()
        ),
        review=item.settings.review,
        responsible=item.proposer,
    )
