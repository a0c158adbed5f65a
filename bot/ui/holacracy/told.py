"""Every step of governance that the thread hears of; much of it as in a consent round."""

from collections.abc import Mapping

from bot.rules.consent import Phase
from bot.rules.holacracy import moves as m
from bot.rules.holacracy.state import Governance
from bot.rules.process.machine import Move
from bot.ui.clean import clean, clean_block
from bot.ui.common.told import ROOM, Made, Spoken, reworded, telling
from bot.ui.consent.told import SPOKEN as IN_CONSENT
from bot.ui.consent.words import CRITERIA
from bot.ui.holacracy.lines import case_lines, lines
from bot.ui.holacracy.words import PHASES

OBJECTION_ROOM = 1_200
"""Letters of an objection, with which a phase begins that has its own words in the same message."""


def _objected(_: Governance, move: Made, by: str, after: Governance) -> str:
    return objected(move, f"**{len(after.objections)}** {by}")


def objected(move: Made, by: str) -> str:
    """Return an objection as the thread hears it."""
    said = [f"✗ {by} objects for the role **{clean(move.role, 60)}**."]
    said += [f"{CRITERIA[one]}: {clean(text, OBJECTION_ROOM // 4)}" for one, text in move.arguments]
    said += [f"It would break a rule: {clean_block(move.breach, OBJECTION_ROOM)}"] if move.breach else []
    return "\n".join(said)


def _found(_: Governance, move: Made, by: str, __: Governance) -> str:
    found = "it would break the rule" if move.breach else "it would break no rule"
    return f"{by} finds on objection {move.objection} that {found}: {clean_block(move.reason, ROOM)}"


def _offered(_: Governance, move: Made, by: str, after: Governance) -> str:
    return f"{by} offers text {len(after.offers)} for objection {move.objection}:\n{clean_block(move.text, ROOM)}"


SPOKEN: Mapping[type[Move], Spoken] = {
    **IN_CONSENT,
    m.Revise: reworded,
    m.ObjectFor: _objected,
    m.Argue: lambda _, move, by, __: (
        f"{by} on objection {move.objection}. {CRITERIA[move.criterion]}: {clean_block(move.text, ROOM)}"
    ),
    m.FindBreach: _found,
    m.Offer: _offered,
    m.ShowFailure: lambda _, move, by, __: (
        f"{by} shows where text {move.offer} would fail: {clean_block(move.example, ROOM)}"
    ),
    m.PingProposer: lambda before, _, by, __: (
        f"<@{before.proposer}>, {by} asks you to answer: {', '.join(sorted(before.owed))}."
    ),
}


def _news(_: Governance, after: Governance) -> list[str]:
    if after.phase is Phase.ADOPTED:
        return case_lines(after)
    return lines(after) if after.phase in {Phase.WITHDRAWN, Phase.DISCARDED} else []


told = telling(PHASES, SPOKEN, _news)
