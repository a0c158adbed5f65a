"""Votes among options in words: how they are counted, what can be chosen, and what won."""

from collections.abc import Sequence

from bot.rules.counting.outcome import Count
from bot.rules.decision import Decision, PollResult
from bot.rules.majority import Outcome
from bot.rules.poll import Option, PollRules, TieRule, asks_quorum, has_options, method_of
from bot.rules.reason import has_vetoes
from bot.ui.clean import clean
from bot.ui.words import joined, moment

OPTION_LINE = 90
"""Characters of an option on a card, with its escapes."""

LEVEL = 6
"""Options of a tie that are named."""

TIES = {
    TieRule.STATUS_QUO: "a tie changes nothing",
    TieRule.LISTED: "a tie goes to the option listed first",
    TieRule.LOT: "a tie is settled by lot",
}

REASONS = {
    True: "it is asked for with the no, and published with the result",
    False: "it is told in the thread",
}
"""Where the reason of a veto is told, by whether the vote asks for it."""


def poll_words(rules: PollRules, quorum: int) -> str:
    """Return how a poll is counted, as in "Schulze: Rank the options. …"."""
    method = method_of(rules)
    parts = [f"{method.name}: {method.sentence.rstrip('.')}"]
    if method.several:
        parts += [f"here {rules.seats} win"] if rules.seats > 1 else []
    if has_options(method):
        parts.append(f"each needs {quorum:,} in favour")
    elif asks_quorum(method):
        parts.append(f"the quorum is {quorum:,}")
    parts += [REASONS[rules.reasons]] if has_vetoes(rules) else []
    parts.append(TIES[rules.ties])
    if rules.chambers:
        parts.append(f"the groups are {joined(clean(name, 60) for name in rules.chambers)}")
    if rules.settings:
        parts.append(", ".join(f"{clean(key)} {clean(value)}" for key, value in sorted(rules.settings.items())))
    return "; ".join(parts)


def option_lines(options: Sequence[Option], room: int) -> str:
    """Return the options, numbered, as many as there is room for."""
    lines: list[str] = []
    for option in options:
        line = f"**{option.number}** {clean(option.text, OPTION_LINE)}"
        if room - len(line) < 40 and option is not options[-1]:
            lines.append(f"… and {len(options) - len(lines)} more on the ballot")
            break
        lines.append(line)
        room -= len(line) + 1
    return "\n".join(lines)


def nominating_words(rules: PollRules) -> str:
    """Return when nominations end and the vote begins."""
    return (
        f"**Options** can be nominated until {moment(rules.nominations_until, 'f')}; then the vote begins"
        if (rules.nominations_until)
        else ""
    )


def winner_words(decision: Decision, options: Sequence[Option]) -> str:
    """Return what won, one to a line, empty for a question of yes or no."""
    result = decision.result
    if not isinstance(result, PollResult) or not result.winners:
        return ""
    named = {option.number: clean(option.text, OPTION_LINE) for option in options}
    lines = [f"🏆 **{named.get(winner, winner)}**" for winner in result.winners]
    return "\n".join(lines)


def level_words(count: Count | None, options: Sequence[Option]) -> str:
    """Return which options are level where nothing decides between them, empty where something does."""
    if count is None or count.tie is None or count.outcome is not Outcome.TIE:
        return ""
    named = {str(option.number): clean(option.text, OPTION_LINE) for option in options}
    level = [named[key] for key in count.tie.options if key in named]
    more = [f"{len(level) - LEVEL:,} more"] if len(level) > LEVEL else []
    return f"⚖ Level: {joined([*level[:LEVEL], *more])}" if level else ""
