"""How a decision is made, in words: the choices on which the traditions differ, as they were frozen onto it."""

from collections.abc import Mapping

from bot.rules.process.proceeding import Proceeding
from bot.rules.way import differing
from bot.ui.clean import clean
from bot.ui.way.words import WORDS

NAMED = 4
"""Settings that are named on a card; more are counted."""


def page(title: str, knobs: Mapping[str, str], usual: Mapping[str, str]) -> str:
    """Return every choice that is asked there, one to a line; a sign stands where the circle has a way of its own."""
    asked = [(name, value) for name, value in knobs.items() if not value.startswith("not asked")]
    lines = [f"{'✎ ' if value != usual.get(name) else ''}**{name}**: {value}" for name, value in asked]
    foot = "-# Frozen when this was opened. ✎ is a way of the circle's own."
    return "\n".join([f"How **{clean(title)}** is decided:", *lines, foot])


def own_ways(proceeding: Proceeding) -> str:
    """Return in what the circle's way differs from the usual one, in one small line; empty where in nothing."""
    words = WORDS.get(proceeding.process.key, {})
    own = [words[name].label.lower() for name in differing(proceeding.settings) if name in words]
    if not own:
        return ""
    more = f" and {len(own) - NAMED} more" if len(own) > NAMED else ""
    return f"-# ✎ Our own way: {', '.join(own[:NAMED])}{more}"
