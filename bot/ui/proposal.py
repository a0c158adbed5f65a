"""Proposals in words."""

from collections.abc import Sequence

from bot.rules.decision import Decision, outcome
from bot.rules.errors import NoSuchProposal
from bot.rules.ids import ProposalId
from bot.ui.clean import clean
from bot.ui.words import moment, outcome_words

LIST_LIMIT = 12
"""Proposals on one screen."""


def listed(decisions: Sequence[Decision]) -> str:
    """Return proposals as a list, newest first."""
    if not decisions:
        return "There is no proposal here yet. Make the first with `/propose`."
    lines = [line(decision) for decision in decisions[:LIST_LIMIT]]
    more = [f"… and {len(decisions) - LIST_LIMIT} older"] if len(decisions) > LIST_LIMIT else []
    return "\n".join([*lines, *more])[:2000]


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
