"""Every turn of a talking circle, as the thread hears it."""

from collections.abc import Mapping

from bot.rules import talking as m
from bot.rules.process.machine import Move
from bot.rules.process.moves import TimeUp
from bot.rules.process.seats import HandOver, Left
from bot.ui.clean import clean_block
from bot.ui.common.told import ROOM, Made, Spoken, telling
from bot.ui.talking.words import PHASES


def _onward(before: m.Talking, after: m.Talking) -> str:
    """Return to whom the word has come."""
    return "".join(f"\n▸ <@{who}>, the word is with you." for who in m.calling(before, after))


def _spoke(before: m.Talking, _: Made, by: str, after: m.Talking) -> str:
    words = after.heard[before.holder].text if before.holder is not None else ""
    quoted = "\n".join(f"> {line}" for line in clean_block(words, ROOM).split("\n"))
    return f"{by}:\n{quoted}{_onward(before, after)}"


def _away(before: m.Talking, _: Made, __: str, after: m.Talking) -> str:
    if before.holder is None:
        return ""
    again = ", and is offered the turn once more at the end" if before.holder in after.again else ""
    return f"<@{before.holder}> is away{again}.{_onward(before, after)}"


def _left(before: m.Talking, move: Made, _: str, after: m.Talking) -> str:
    onward = _onward(before, after)
    return f"<@{move.member}> has left the circle.{onward}" if onward else ""


SPOKEN: Mapping[type[Move], Spoken] = {
    m.Convene: lambda before, _, by, after: f"{by} opens the circle.{_onward(before, after)}",
    m.AnotherRound: lambda before, _, by, after: f"{by} sends the turn round once more.{_onward(before, after)}",
    m.Speak: _spoke,
    m.Pass: lambda before, _, by, after: f"{by} passes.{_onward(before, after)}",
    m.Close: lambda _, move, by, __: f"{by}: {clean_block(move.reflection, ROOM)}" if move.reflection else "",
    m.Summarise: lambda _, move, by, __: f"{by} has heard: {clean_block(move.text, ROOM)}",
    TimeUp: _away,
    Left: _left,
    HandOver: lambda _, __, ___, after: f"<@{after.facilitator}> keeps the circle now.",
}


told = telling(PHASES, SPOKEN, lambda _, __: [])
