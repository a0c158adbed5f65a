"""Every step of rough consensus that the thread hears of."""

from collections.abc import Mapping

from bot.rules.process.machine import Move
from bot.rules.rough import Phase, Rough
from bot.rules.rough import moves as m
from bot.ui.clean import clean_block
from bot.ui.common.lines import why
from bot.ui.common.told import ROOM, Made, Spoken, quoted, telling
from bot.ui.rough.words import PHASES


def _raised(before: Rough, move: Made, by: str, after: Rough) -> str:
    passed = f"\n<@{after.facilitator}> chairs now." if after.facilitator != before.facilitator else ""
    return f"○ Issue **{len(after.issues)}** of {by}: {clean_block(move.text, ROOM)}{passed}"


def _appealed(_: Rough, move: Made, by: str, __: Rough) -> str:
    about = f" on issue {move.issue}" if move.issue else ""
    return f"{by} appeals{about}: {clean_block(move.ground, ROOM)}"


def _judged(_: Rough, move: Made, by: str, __: Rough) -> str:
    found = "it was answered" if move.upheld else "it is open"
    return f"{by} finds that {found}: {clean_block(move.reason, ROOM)}"


SPOKEN: Mapping[type[Move], Spoken] = {
    m.Raise: _raised,
    m.Respond: lambda _, move, by, __: f"✓ {by} answers issue {move.issue}: {clean_block(move.reason, ROOM)}",
    m.Accommodate: lambda _, move, by, __: (
        f"✓ {by} finds issue {move.issue} met by the change: {clean_block(move.how, ROOM)}"
    ),
    m.CallTaste: lambda _, move, by, __: (
        f"✓ {by} calls issue {move.issue} a matter of taste: {clean_block(move.words, ROOM)}"
    ),
    m.GiveIn: lambda _, move, by, __: f"{by} does not press issue {move.issue}. It stays open until it is answered.",
    m.CallAgain: lambda _, __, by, ___: f"{by} calls the new text.",
    m.Declare: quoted("declares rough consensus"),
    m.Appeal: _appealed,
    m.Judge: _judged,
}


def _news(_: Rough, after: Rough) -> list[str]:
    if after.phase in {Phase.OPEN, Phase.APPEALED}:
        return [f"▸ <@{after.facilitator}> chairs."]
    return why(after) if after.phase is Phase.WITHDRAWN else []


told = telling(PHASES, SPOKEN, _news)
