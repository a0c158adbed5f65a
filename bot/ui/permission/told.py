"""Every step of a permission that the thread hears of."""

from collections.abc import Mapping

from bot.rules.permission import Permission, Phase
from bot.rules.permission import moves as m
from bot.rules.process.machine import Move
from bot.ui.clean import clean_block
from bot.ui.common.lines import why
from bot.ui.common.told import ROOM, Spoken, quoted, telling
from bot.ui.permission.words import PHASES


def _news(_: Permission, after: Permission) -> list[str]:
    return why(after) if after.phase is Phase.WITHDRAWN else []


SPOKEN: Mapping[type[Move], Spoken] = {
    m.Object: quoted("objects"),
    m.Escalate: quoted("asks that the lead looks at it first"),
    m.LetGo: lambda _, __, by, ___: f"{by} lets it go.",
    m.Revoke: quoted("takes the permission back"),
    m.Use: lambda _, move, by, __: f"{by} has done it: {clean_block(move.report, ROOM)}",
}

told = telling(PHASES, SPOKEN, _news)
