"""Every step of a consensus process that the thread hears of, in a sentence or two."""

from collections.abc import Mapping

from bot.rules.consensus import Consensus, Phase
from bot.rules.consensus import moves as m
from bot.rules.consensus.state import BLOCKED, Fate, Stance
from bot.rules.ids import MemberId
from bot.rules.process.machine import Move
from bot.ui.clean import clean_block
from bot.ui.common.told import ROOM, Made, Spoken, telling, voices
from bot.ui.consensus.lines import lines, numbered
from bot.ui.consensus.words import PHASES
from bot.ui.people import named
from bot.ui.words import moment

SIGNS = {Stance.RESERVATIONS: ("▹", "has reservations"), Stance.STAND_ASIDE: ("◇", "stands aside")}


def _news(before: Consensus, after: Consensus) -> list[str]:
    """Return what a new phase brings to light: once a round closes, every block, or why it was too thin."""
    if before.phase is Phase.TEST and after.phase in BLOCKED:
        raised = [(number, one) for number, one in numbered(after) if one.stands and one.version == after.version]
        return voices([(f"✗ **{number}** <@{one.by}>", one.reason) for number, one in raised], "blocks")
    if before.phase is Phase.TEST and after.phase is Phase.EXPLORE:
        return ["Too few agree without reservations, or too many stand aside. What would help?", *_thin(after)]
    return lines(after) if after.phase in {Phase.CONSENSUS, Phase.WITHDRAWN} else []


def _thin(item: Consensus) -> list[str]:
    said = [(by, one) for by, one in item.positions.items() if one.stance in SIGNS]
    heads = [(f"{SIGNS[one.stance][0]} <@{by}> {SIGNS[one.stance][1]}", one.reason) for by, one in said]
    return voices(heads, "reasons")


def _number(item: Consensus, by: MemberId) -> int:
    return next(number for number, one in numbered(item) if one.by == by)


def _about(words: str) -> Spoken:
    """Return what says a move about somebody's block; `{}` is its number."""
    return lambda _, move, by, after: f"{by} {words.format(_number(after, move.block))}"


def _recorded(_: Consensus, move: Made, by: str, after: Consensus) -> str:
    there = named(sorted(move.present)) or "nobody"
    return f"{by} has written session {len(after.sessions)} down. There: {there}.\n{clean_block(move.notes, ROOM)}"


def _window(_: Consensus, move: Made, __: str, after: Consensus) -> str:
    one, number = after.blocks[move.block], _number(after, move.block)
    if one.fate is Fate.RELEASED:
        return f"Block {number} is released: nobody carries it any more. <@{one.by}> is recorded as standing aside."
    return f"Nobody carries block {number} any more. Somebody may take it over."


SPOKEN: Mapping[type[Move], Spoken] = {
    m.Contribute: lambda _, move, by, __: f"▹ {by}: {clean_block(move.text, ROOM)}",
    m.BackBlock: _about("finds that block {} is about what we stand for."),
    m.LiftBlock: lambda _, __, by, ___: f"{by} lifts their block.",
    m.TakeOverBlock: _about("takes block {} over."),
    m.GiveUpBlock: _about("gives block {} up. Somebody else may take it over."),
    m.PlanSession: lambda _, move, by, __: (
        f"{by} calls a working session {moment(move.at, 'f')}. Come if you can help."
    ),
    m.SendNotice: lambda _, __, by, ___: f"{by} cannot come to the session, and is excused.",
    m.RecordSession: _recorded,
    m.ContestRecord: lambda _, __, by, ___: f"{by} says that they did not miss the session without notice.",
    m.WindowOver: _window,
    m.CallVote: lambda _, __, by, ___: f"{by} calls the vote on which the circle agreed beforehand.",
}

told = telling(PHASES, SPOKEN, _news)
