"""The sealed lot in words: what is promised on the card, what is published with the result, and why a draw is void."""

from collections.abc import Mapping
from typing import Any

from bot.rules.lot import Drawing, Void, in_order, written
from bot.rules.majority import Outcome
from bot.rules.poll import PollRules, TieRule
from bot.ui.clean import clean

SHORT = 16
"""Digits of a fingerprint that are shown where the whole is one press away."""

WORDS_ROOM = 700
"""Characters for the words of members on one page; the file has them all, letter for letter."""

ORDER_ROOM = 500
"""Characters for the options in the order drawn."""

VOID_WORDS = {
    Void.UNSEALED: "it was not sealed before the vote ended",
    Void.MISSING: "its secret is missing",
    Void.UNFITTING: "its secret does not fit the fingerprint that was published",
    Void.LATE: "its secret was published more than an hour after the vote ended",
}


def sealed_words(rules: PollRules, *, whole: bool = False) -> str:
    """Return the promise of a lot, empty where there is none; with all digits of its fingerprint where asked for."""
    if rules.ties is not TieRule.LOT:
        return ""
    if not rules.commitment:
        return "**Lot:** it is sealed as soon as the list of options is complete"
    fingerprint = rules.commitment if whole else f"{rules.commitment[:SHORT]}…"
    if not rules.pool:
        return f"-# Sealed lot: `{fingerprint}`"
    return (
        f"**Lot:** sealed as `{fingerprint}`. Add a word: all words go into the draw, so that nobody can know "
        "beforehand how it falls, not even who runs me"
    )


def void_words(drawing: Drawing | None, outcome: Outcome) -> str:
    """Return that the draw is void, why, and what that means for the result; empty where it holds."""
    if drawing is None or drawing.void is None:
        return ""
    means = (
        "No other draw takes its place: what hung on it is not decided, and can be proposed anew"
        if outcome is Outcome.DRAW_VOID
        else "The result stands, because nothing hung on it"
    )
    return f"⊘ The draw by lot is void: {VOID_WORDS[drawing.void]}. {means}."


def published(drawing: Drawing, outcome: Outcome) -> str:
    """Return a page with what anyone needs to check the lot and to draw it again."""
    lines = [
        "**The sealed lot**",
        void_words(drawing, outcome) or "What the ballots left open was for a lot that was sealed beforehand.",
        f"Fingerprint, as on the card: `{drawing.commitment or 'none'}`",
        f"Secret: `{drawing.secret or 'none'}`",
        f"Deadline: `{written(drawing.deadline)}`",
        f"Words, sorted ({len(drawing.words):,}): {_listed(in_order(drawing.words), WORDS_ROOM)}",
    ]
    if not drawing.void:
        drawn = [drawing.pool[place - 1] for place in drawing.order]
        lines += [f"Seed: `{drawing.seed.hex()}`", f"Drawn in this order: {_listed(drawn, ORDER_ROOM)}"]
    return "\n".join(
        [*lines, "-# All of it, letter for letter, is in the file; `docs/methods.md` says how to draw it again."]
    )


def _listed(texts: list[str], room: int) -> str:
    """Return texts one after the other, as many as there is room for, and how many more there are."""
    shown: list[str] = []
    for text in texts:
        piece = f"“{clean(text)}”"
        if len(piece) > room:
            return ", ".join([*shown, f"and {len(texts) - len(shown):,} more"])
        shown.append(piece)
        room -= len(piece) + 2
    return ", ".join(shown) or "none"


def full(drawing: Drawing) -> Mapping[str, Any]:
    """Return everything about a lot as JSON can hold it, texts letter for letter and in the order of the draw."""
    return {
        "fingerprint": drawing.commitment,
        "bound": list(drawing.bound),
        "pool": list(drawing.pool),
        "secret": drawing.secret,
        "words": in_order(drawing.words),
        "deadline": written(drawing.deadline),
        "revealed": drawing.revealed_at.isoformat(),
        "void": drawing.void,
        "seed": None if drawing.void else drawing.seed.hex(),
        "drawn": list(drawing.order),
    }
