"""Every step of lazy consensus that the thread hears of."""

from collections.abc import Mapping

from bot.rules.lazy import Lazy, Phase
from bot.rules.lazy import moves as m
from bot.rules.process.machine import Move
from bot.ui.clean import clean_block
from bot.ui.common.lines import why
from bot.ui.common.told import ROOM, Made, Spoken, telling
from bot.ui.lazy.words import PHASES


def objected(move: Made, by: str) -> str:
    """Return an objection as the thread hears it."""
    instead = f"\n↳ Instead: {clean_block(move.instead, ROOM // 2)}" if move.instead else ""
    return f"✗ {by} objects: {clean_block(move.reason, ROOM // 2)}{instead}"


def _news(_: Lazy, after: Lazy) -> list[str]:
    return why(after) if after.phase is Phase.WITHDRAWN else []


SPOKEN: Mapping[type[Move], Spoken] = {
    m.Object: lambda _, move, by, __: objected(move, by),
    m.TakeBack: lambda _, __, by, ___: f"{by} takes their objection back.",
    m.Revert: lambda _, __, by, ___: f"{by} says that it is undone.",
    m.TakeToRound: lambda _, __, by, ___: f"{by} takes it to a consent round.",
    m.TakeToVote: lambda _, __, by, ___: f"{by} takes it to a vote.",
}

told = telling(PHASES, SPOKEN, _news)
