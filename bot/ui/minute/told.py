"""Every step of a discernment that the thread hears of."""

from collections.abc import Mapping

from bot.rules.minute import MACHINE, Minute, Phase
from bot.rules.minute import moves as m
from bot.rules.process.machine import Move
from bot.ui.clean import clean_block
from bot.ui.common.told import ROOM, Made, Spoken, beginning, telling, voices
from bot.ui.difference import difference
from bot.ui.minute.lines import lines
from bot.ui.minute.words import PHASES


def _news(before: Minute, after: Minute) -> list[str]:
    """Return what a new phase brings to light: the minute, and once its test closes, who cannot unite."""
    if after.phase is Phase.TEST:
        return [beginning(after.text)]
    if before.phase is Phase.TEST and after.phase is Phase.DISCERN:
        cannot = [(f"✗ <@{by}> cannot unite", one.reason) for by, one in after.dissents.items() if one.stands]
        return voices(cannot, "reasons")
    return lines(after) if after.phase in MACHINE.ends or after.phase is Phase.UNITED else []


def _corrected(before: Minute, move: Made, by: str, _: Minute) -> str:
    return (
        f"{by} puts an error right: {clean_block(move.error, ROOM // 3)}\n"
        f"{difference(before.text, move.text, ROOM // 2)}\n"
        "-# It stands in a day. Who finds it to be more than an error of fact presses “What can I do?” on the card."
    )


SPOKEN: Mapping[type[Move], Spoken] = {
    m.Speak: lambda _, move, by, __: f"▹ {by}: {clean_block(move.text, ROOM)}",
    m.LayOver: lambda _, __, by, ___: f"{by} lays the matter over.",
    m.NameGroup: lambda _, __, by, ___: f"{by} gives the matter to a small group.",
    m.Correct: _corrected,
    m.RefuseCorrection: lambda _, __, by, ___: f"{by} finds that it is more than an error. The minute stays as it is.",
    m.CorrectionStands: lambda _, __, ___, ____: "The error of fact is put right. The first wording is kept.",
}

told = telling(PHASES, SPOKEN, _news)
