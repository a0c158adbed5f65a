"""A circle's way with a process, one setting to a line; a sign stands where it is a way of its own."""

from typing import Any

from bot.rules.way import differing
from bot.ui.way.values import shown
from bot.ui.way.words import WORDS

OWN = "✎"


def lines_of(process: str, settings: Any) -> dict[str, str]:  # noqa: ANN401 - each process has settings of its own
    """Return each setting by its name: what it is called, which knob of governance 1 it sets, and its value."""
    own = differing(settings)
    return {
        name: f"{f'{OWN} ' if name in own else ''}{words.label}{f' ({words.knob})' if words.knob else ''}: "
        f"**{shown(getattr(settings, name))}**"
        for name, words in WORDS[process].items()
    }
