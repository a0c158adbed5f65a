"""What only one member sees of a consent round: objections entrusted to them, and their own that are not named."""

from typing import Any

from bot.rules.consent import moves as m
from bot.rules.consent.state import Consent, Fate, Objection
from bot.rules.ids import MemberId
from bot.rules.process.machine import Step
from bot.ui.clean import clean_block
from bot.ui.people import mention

ROOM = 400
"""Letters of an objection among others; a message holds 2,000."""
WHOLE_ROOM = 1_200


WHAT_NOW = (
    "You can talk with them about it first. Press “What can I do?” and post it; if you do not, it is raised all the "
    "same when the round closes. Tell nobody whose it is."
)


def private(item: Consent, member: MemberId) -> list[str]:
    """Return the objections that the member raises for others, and those that others raise for them."""
    entrusted = [one for one in item.standing if one.through == member and one.fate is Fate.ENTRUSTED]
    found = [f"▹ {_entrusted(one, ROOM)}" for one in entrusted]
    mine = [one for one in item.standing if one.owner == member and not one.named]
    return found + [f"▹ Objection {one.number} is yours. The others do not know." for one in mine]


def whispered(_: Consent, step: Step[Any], member: MemberId) -> str:
    """Return what is told to whom an objection was entrusted, or to an unnamed objector who is asked to take part."""
    item: Consent = step.after
    if isinstance(step.move, m.Ping):
        return (
            f"You are asked to take part: your objection {step.move.objection} is open. The others do not know whose."
        )
    by = step.turn.by
    trusted = [one for one in item.objections if one.through == member and one.owner == by]
    return f"{_entrusted(trusted[-1], WHOLE_ROOM)}\n{WHAT_NOW}" if trusted else ""


def _entrusted(one: Objection, room: int) -> str:
    return f"{mention(one.owner)} entrusts you with objection {one.number}: {clean_block(one.reason, room)}"
