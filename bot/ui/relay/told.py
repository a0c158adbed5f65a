"""Every step of a relay that the thread hears of; a house is called when it is its turn."""

from collections.abc import Mapping

from bot.rules.process.machine import Move
from bot.rules.process.moves import TimeUp
from bot.rules.relay import moves as m
from bot.rules.relay.process import calling
from bot.rules.relay.state import RUNNING, Relay
from bot.ui.clean import clean_block
from bot.ui.common.told import Made, Spoken, telling
from bot.ui.relay.lines import lines, word_line
from bot.ui.relay.words import PHASES, SIDES

WORD_ROOM = 600
"""Letters of the words of a house in the thread, beside the names of those who are called."""


def _news(before: Relay, after: Relay) -> list[str]:
    """Return the word that has crossed, and whose turn it is."""
    crossed = after.crossed[len(before.crossed) :]
    said = [f"➜ The {SIDES[one.side]} says: {word_line(one.word, WORD_ROOM)}" for one in crossed]
    if after.phase not in RUNNING:
        return [*said, *([] if said else lines(after))]
    return [*said, *_called(before, after)]


def _called(before: Relay, after: Relay) -> list[str]:
    others = sorted(calling(before, after) - {after.speaker})
    with_them = f", with {', '.join(f'<@{one}>' for one in others)}" if others else ""
    return [f"Turn of the {SIDES[after.side]}: <@{after.speaker}> speaks for it{with_them}."] if after.speaker else []


def _drafted(_: Relay, __: Made, by: str, after: Relay) -> str:
    words = word_line(after.word, WORD_ROOM) if after.word else ""
    return f"{by} puts before the {SIDES[after.side]}: {words}\n-# Everybody in it is asked whether they assent."


def _stood_in(before: Relay, _: Made, __: str, after: Relay) -> str:
    if after.phase not in RUNNING or not after.stood_in:
        return ""
    return "\n".join([f"The {SIDES[before.side]} have said nothing in time.", *_called(before, after)])


SPOKEN: Mapping[type[Move], Spoken] = {
    m.Draft: _drafted,
    m.Dissent: lambda _, move, by, __: f"✗ {by} does not assent: {clean_block(move.reason, WORD_ROOM)}",
    m.StepIn: lambda _, __, by, after: f"{by} speaks for the {SIDES[after.side]} in this turn.",
    TimeUp: _stood_in,
}

told = telling(PHASES, SPOKEN, _news)
