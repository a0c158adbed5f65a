"""Rules, results and times in words, the same everywhere a member meets them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from bot.rules.decision import FrozenRules, PollResult, Result
from bot.rules.majority import AbsoluteMajority, Outcome, SimpleMajority, Supermajority, Threshold
from bot.rules.numbers import Number
from bot.rules.poll import has_options, method_of

Style = Literal["t", "T", "d", "D", "f", "F", "R"]

OUTCOME_NAMES = {
    Outcome.ADOPTED: "✅ Adopted",
    Outcome.NOT_ADOPTED: "✗ Not adopted",
    Outcome.NO_QUORUM: "◌ No quorum",
    Outcome.TIE: "⚖ Tie — not adopted",
    Outcome.WITHDRAWN: "↩ Withdrawn",
    Outcome.DRAW_VOID: "⊘ Draw void — not decided",
}
"""Every outcome with a symbol of its own shape, so that it can be told apart without colours.

✓ and ✗ are letters; their bold sisters are emoji, which Discord draws dark on dark.
"""

CHOICE_NAMES = OUTCOME_NAMES | {
    Outcome.ADOPTED: "✅ Decided",
    Outcome.NOT_ADOPTED: "✗ Nothing chosen",
    Outcome.TIE: "⚖ Tie",
}
"""The same where options were voted on: the option is the result, and is neither adopted nor not."""

_ENDINGS = {
    Outcome.ADOPTED: "adopted",
    Outcome.NOT_ADOPTED: "not adopted",
    Outcome.NO_QUORUM: "no quorum",
    Outcome.TIE: "a tie, not adopted",
    Outcome.WITHDRAWN: "withdrawn",
    Outcome.DRAW_VOID: "the draw by lot is void",
}
_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60))


def threshold_words(threshold: Threshold) -> str:
    """Return what the threshold asks for, as in "at least 2/3 of votes cast" (governance 8.1)."""
    match threshold:
        case SimpleMajority():
            return "more yes than no"
        case AbsoluteMajority():
            return "yes from more than half of all members"
        case Supermajority(no=0):
            return "no vote against"
        case Supermajority(yes=a, no=b):
            return f"at least {a}/{a + b} of votes cast"


def rule_words(rules: FrozenRules) -> str:
    """Return the whole rule, as in "needs 2/3 of votes cast and at least 5 in favour"."""
    assert rules.threshold is not None, "a poll has words of its own"  # noqa: S101
    threshold = threshold_words(rules.threshold).removeprefix("at least ")
    return f"needs {threshold} and at least {rules.quorum:,} in favour"


def outcome_words(ended: Outcome, rules: FrozenRules) -> str:
    """Return the name of an outcome, as it is called for a question of yes or no or for a choice among options."""
    chosen = rules.poll is not None and has_options(method_of(rules.poll))
    return (CHOICE_NAMES if chosen else OUTCOME_NAMES)[ended]


def amount(number: Number, places: int = 2) -> str:
    """Return an exact number as people read it: "1,204", and a fraction to two places or more, as in "9.33"."""
    if number.denominator == 1:
        return f"{int(number):,}"
    whole, rest = divmod(round(abs(number) * 10**places), 10**places)
    return f"{'-' if number < 0 else ''}{whole:,}.{rest:0{places}}"


def verdict_words(result: Result, rules: FrozenRules) -> str:
    """Return the rule and how it was met, as in "needs …: 9 of 12, adopted"."""
    verdict = result.verdict
    ending = _ENDINGS[verdict.outcome]
    if verdict.outcome is Outcome.NO_QUORUM:
        return f"{rule_words(rules)}: {amount(verdict.tally.yes)} in favour, {ending}"
    return f"{rule_words(rules)}: {_measured(result, rules.threshold)}, {ending}"


def _measured(result: Result, threshold: Threshold | None) -> str:
    """Return the two numbers that the threshold compares."""
    tally = result.verdict.tally
    match threshold:
        case SimpleMajority():
            return f"{amount(tally.yes)} yes and {amount(tally.no)} no"
        case AbsoluteMajority():
            return f"{amount(tally.yes)} of all {amount(result.verdict.roll)}"
        case _:
            return f"{amount(tally.yes)} of {amount(tally.cast)}"


def tally_words(result: Result) -> str:
    """Return the votes by choice, own and delegated ones together."""
    tally = result.verdict.tally
    return f"{amount(tally.yes)} yes, {amount(tally.no)} no, {amount(tally.abstain)} abstained"


def represented_words(result: Result | PollResult) -> str:
    """Return how the roll took part: by a vote of their own, through delegation, or not."""
    return (
        f"{result.direct:,} voted themselves, {result.delegated:,} through delegation, "
        f"{result.unrepresented:,} not represented"
    )


def counted(number: int, noun: str) -> str:
    """Return a number of things, as in "1 point" or "1,200 points"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def joined(words: Iterable[str]) -> str:
    """Return a list as it is spoken: "a, b and c"."""
    listed = list(words)
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)


def moment(when: datetime, style: Style = "F") -> str:
    """Return a time that Discord shows to each reader in their own zone; `when` is aware."""
    return f"<t:{int(when.timestamp())}:{style}>"


def duration(length: timedelta) -> str:
    """Return a length of time in its two largest units, as in "3 days" or "1 day 12 hours"."""
    left = int(length.total_seconds())
    parts: list[str] = []
    for name, seconds in _UNITS:
        count, left = divmod(left, seconds)
        if count:
            parts.append(counted(count, name))
    return " ".join(parts[:2]) or "less than a minute"
