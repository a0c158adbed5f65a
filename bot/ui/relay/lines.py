"""What a relay shows on its card below the text: whose turn it is, the words before a house, and what has crossed."""

from bot.rules.process.council import Side
from bot.rules.relay.moves import Kind, Word
from bot.rules.relay.state import RUNNING, Phase, Relay
from bot.ui.clean import clean
from bot.ui.common.lines import EXCERPT, day, some, why
from bot.ui.relay.words import SIDES

WORDS = {
    Kind.TAKE_UP: "it needs both houses",
    Kind.SEND_HOME: "it can be settled at home",
    Kind.TEXT: "these words",
    Kind.CONFIRM: "so it shall be",
    Kind.OBJECT: "it breaks clause",
    Kind.CHOOSE: "they choose the text of the",
}


def lines(item: Relay) -> list[str]:
    """Return what stands on the card of a phase."""
    if item.phase not in RUNNING:
        return [*why(item), *_last(item), *_until(item)]
    clauses = [f"-# Clause {number}: {clean(clause, EXCERPT)}" for number, clause in item.constitution.items()]
    shown = some(clauses, "clauses") if item.phase is Phase.KEEPERS else []
    return [*_turn(item), *_before(item), *_crossed(item), *shown]


def word_line(word: Word, room: int = EXCERPT) -> str:
    """Return what a house says on a line."""
    if word.kind is Kind.TEXT:
        return f"{WORDS[word.kind]}: {clean(word.text, room)}"
    about = f" {clean(word.clause)}" if word.clause else f" {word.side} house" if word.kind is Kind.CHOOSE else ""
    reason = f": {clean(word.reason, room)}" if word.reason else ""
    return f"{WORDS[word.kind]}{about}{reason}"


def _turn(item: Relay) -> list[str]:
    speaker = f"<@{item.speaker}> speaks for it" if item.speaker else "nobody of it is there"
    bench = "" if item.sits else "; a bench is empty, and it cannot sit"
    return [f"▹ Turn of the {SIDES[item.side]}: {speaker}{bench}"]


def _before(item: Relay) -> list[str]:
    """Return the words before the house, how many assent, and who does not."""
    if item.word is None:
        return []
    against = [f"✗ <@{by}>: {clean(reason, EXCERPT)}" for by, reason in item.dissents.items()]
    assented = f"{len(item.assents & item.present)} of {len(item.present)} assent"
    return [f"▹ Before it: {word_line(item.word)}", assented, *some(against, "dissents")]


def _crossed(item: Relay) -> list[str]:
    """Return the last words of either house, and how often they differed."""
    sides = (Side.FIRST, Side.SECOND)
    said = [(side, text) for side in sides if (text := item.last(side)) is not None]
    differed = f"-# The houses have differed {item.differences} of {item.settings.rounds} times"
    return [
        *(f"➜ {SIDES[side].capitalize()}: {clean(text, EXCERPT)}" for side, text in said),
        *([differed] if item.differences else []),
    ]


def _last(item: Relay) -> list[str]:
    """Return the last word that has crossed."""
    last = item.crossed[-1:]
    return [f"➜ {SIDES[one.side].capitalize()}, by <@{one.by}>: {word_line(one.word)}" for one in last]


def _until(item: Relay) -> list[str]:
    return [f"-# It is laid over until {day(item.laid_over_until)}."] if item.laid_over_until else []
