"""A veto and its reason: where a no is a veto, and what is kept with it (governance 8.1, 9.1).

Source: Apache Software Foundation, "Voting process". A veto without a reason is void, which `bot.rules.counting.apache`
sees to in a count; one with a reason stands until whoever cast it takes it back, and nobody weighs the reason.
"""

from dataclasses import replace

from bot.rules.decision import Choice
from bot.rules.errors import ReasonMissing, ReasonUnasked
from bot.rules.poll import PollRules
from bot.rules.text import usable

REASON_LENGTH = 500
"""Characters of a reason: some sentences, of which several fit on a screen; what is longer can go into the thread."""

_VETOED = frozenset({"consensus_approval", "lazy_consensus"})
"""Methods in which every no is a veto."""


def has_vetoes(rules: PollRules | None) -> bool:
    """Whether every no in the vote is a veto."""
    return rules is not None and rules.method in _VETOED


def with_reasons(rules: PollRules) -> PollRules:
    """Return the rules with which a vote opens: where every no is a veto, each needs its reason."""
    return replace(rules, reasons=has_vetoes(rules))


def check_reason(rules: PollRules | None, choice: Choice, text: str | None) -> str | None:
    """Return the reason to keep with a ballot, None where there is none to keep.

    Raises ReasonMissing for a veto without one, ReasonUnasked for a reason with any other ballot, BlankText or
    TextTooLong.
    """
    asked = rules is not None and rules.reasons and choice is Choice.NO
    if text is None:
        if asked:
            raise ReasonMissing
        return None
    if not asked:
        raise ReasonUnasked
    return usable(text, "reason", REASON_LENGTH)
