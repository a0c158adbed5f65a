"""After unity: the minute stays as it is, but for errors of fact, and every wording is kept (Q1)."""

from dataclasses import replace

from bot.rules.minute.moves import Correct, CorrectionStands, RefuseCorrection
from bot.rules.minute.state import Correction, Minute, Phase
from bot.rules.minute.table import MACHINE
from bot.rules.process.asking import check_asked
from bot.rules.process.errors import DoneAlready, NoSuchThing
from bot.rules.process.item import acted, ended, reworded, saying
from bot.rules.process.machine import Turn
from bot.rules.process.moves import TimeUp


@MACHINE.on(Correct, Phase.UNITED, who="the clerk", guard="one at a time; it says what was wrong; the text differs")
def correct(item: Minute, move: Correct, turn: Turn) -> Minute:
    """Propose a correction; it stands unless somebody finds in time that it is more than that."""
    item = acted(item, turn.by, turn.at)
    if item.correction is not None:
        raise DoneAlready
    stands_at = turn.at + item.settings.object
    text = reworded(item, move.text).text
    correction = Correction(item.facilitator, text, saying(move.error, "error"), stands_at)
    return replace(item, correction=correction, ends=max(item.ends or stands_at, stands_at))


@MACHINE.on(RefuseCorrection, Phase.UNITED, who="who was asked", guard="there is one")
def refuse(item: Minute, _: RefuseCorrection, turn: Turn) -> Minute:
    """Leave the minute as it is: one voice is enough."""
    check_asked(item, turn.by)
    if item.correction is None:
        raise NoSuchThing
    return replace(item, correction=None)


@MACHINE.on(CorrectionStands, Phase.UNITED, who="the clock", guard="nobody refused it")
def correction_stands(item: Minute, _: CorrectionStands, __: Turn) -> Minute:
    """Put the error right, and keep the wording with which the meeting united."""
    assert item.correction is not None, "it is due"  # noqa: S101
    return replace(reworded(item, item.correction.text), correction=None)


@MACHINE.on(TimeUp, Phase.UNITED, who="the clock", guard="the time is over", to=(Phase.RECORDED,))
def record(item: Minute, _: TimeUp, turn: Turn) -> Minute:
    """Close the minute."""
    return ended(item, Phase.RECORDED, turn.at)
