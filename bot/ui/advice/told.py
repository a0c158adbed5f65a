"""Every step of an advice process that the thread hears of."""

from collections.abc import Mapping

from bot.rules import advice as m
from bot.rules.advice import Advised, Phase
from bot.rules.process.machine import Move
from bot.rules.process.moves import TimeUp
from bot.ui.advice.words import PHASES, WHY_ASKED
from bot.ui.clean import clean_block
from bot.ui.common.lines import why
from bot.ui.common.told import ROOM, Made, Spoken, telling
from bot.ui.people import named


def _sought(_: Advised, __: Made, by: str, after: Advised) -> str:
    return f"{by} asks for the advice of {named(sorted(after.asked))}."


def _silent(before: Advised, _: Made, __: str, after: Advised) -> str:
    if after.phase is not Phase.ADVICE:
        return ""
    return f"No advice yet from {named(sorted(before.silent))}. There is some more time for it."


SPOKEN: Mapping[type[Move], Spoken] = {
    m.Seek: _sought,
    m.AskToo: lambda _, move, by, __: f"{by} asks <@{move.person}> too, who {WHY_ASKED[move.whom]}.",
    m.Advise: lambda _, move, by, __: f"💬 {by} advises: {clean_block(move.text, ROOM)}",
    m.Weigh: lambda _, move, by, __: f"{by} on the advice of <@{move.adviser}>: {clean_block(move.how, ROOM)}",
    TimeUp: _silent,
}


def _news(_: Advised, after: Advised) -> list[str]:
    return why(after) if after.phase is Phase.WITHDRAWN else []


told = telling(PHASES, SPOKEN, _news)
