"""Proposals in words."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.rules.challenge import Phase
from bot.rules.decision import Decision, outcome
from bot.rules.errors import NoSuchProposal
from bot.rules.ids import ProposalId
from bot.rules.process.proceeding import Proceeding
from bot.ui.clean import clean
from bot.ui.faces import FACES
from bot.ui.law import law_words
from bot.ui.words import moment, outcome_words

LIST_LIMIT = 12
"""Proposals on one screen."""


def listed(
    decisions: Sequence[Decision], proceedings: Sequence[Proceeding], now: datetime, law: Mapping[ProposalId, Phase]
) -> str:
    """Return proposals as a list, newest first, whatever way they are decided."""
    lines = {decision.id: line(decision) for decision in decisions}
    lines |= {proceeding.id: course_line(proceeding, now) for proceeding in proceedings}
    lines |= {one: told + law_words(law[one]) for one, told in lines.items() if one in law}
    if not lines:
        return "There is no proposal here yet. Make the first with `/propose`."
    newest = sorted(lines, reverse=True)
    more = [f"… and {len(newest) - LIST_LIMIT} older"] if len(newest) > LIST_LIMIT else []
    return "\n".join([*(lines[number] for number in newest[:LIST_LIMIT]), *more])[:2000]


def course_line(proceeding: Proceeding, now: datetime) -> str:
    """Return a proposal in a process on one line: its number, title, circle, and the phase it is in."""
    item = proceeding.item(max(now, proceeding.heard_until))
    until = f", until {moment(item.ends, 'f')}" if item.ends else ""
    phase = FACES[proceeding.process.key].phases[item.phase].name
    stands = f"{proceeding.process.name.lower()}, {phase}{until}"
    return f"#{proceeding.id} **{clean(proceeding.title, 80)}** ({clean(proceeding.circle)}): {stands}"


def line(decision: Decision) -> str:
    """Return a proposal on one line: its number, title, circle, and where it stands."""
    named = outcome(decision)
    stands = outcome_words(named, decision.rules) if named else f"open until {moment(decision.closes_at, 'f')}"
    return f"#{decision.id} **{clean(decision.title, 80)}** ({clean(decision.circle)}): {stands}"


def number(typed: str) -> ProposalId:
    """Read a proposal's number, with or without its sign. Raises NoSuchProposal."""
    digits = typed.strip().removeprefix("#")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 16):
        raise NoSuchProposal
    return ProposalId(int(digits))
