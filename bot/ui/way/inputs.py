"""What a form asks a setting with: a menu of what can be chosen, or a line to write in."""

from typing import Any

import discord

from bot.ui.way.values import options_of, read, written


class ValueInput:
    """Asks for a value; the one that holds now stands in it. `item` goes into the form."""

    def __init__(self, value: object) -> None:
        self._before = value
        self.item: discord.ui.TextInput[Any] | discord.ui.Select[Any] = (
            _menu(value) if options_of(value) else _line(value)
        )

    def read(self) -> Any:  # noqa: ANN401 - whatever the setting holds
        """Return what was chosen or written. Raises what `values.read` raises."""
        item = self.item
        typed = item.value if isinstance(item, discord.ui.TextInput) else " ".join(item.values)
        return read(self._before, typed)


def _line(value: object) -> discord.ui.TextInput[Any]:
    return discord.ui.TextInput(custom_id="value", default=written(value), max_length=40)


def _menu(value: object) -> discord.ui.Select[Any]:
    several = isinstance(value, tuple)
    held = (
        set(value) if isinstance(value, tuple) else {("yes" if value else "no") if isinstance(value, bool) else value}
    )
    options = [
        discord.SelectOption(label=words[:100], value=key, default=key in held)
        for key, words in options_of(value).items()
    ]
    return discord.ui.Select(custom_id="value", options=options, max_values=len(options) if several else 1)
