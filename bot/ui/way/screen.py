"""The screen on which a circle's way with a process is read and chosen: one menu, one small form."""

import re
from datetime import timedelta
from typing import Any

import discord

from bot.rules.ids import CircleId
from bot.rules.ladder.errors import UnknownProcess
from bot.rules.processes import PROCESSES
from bot.rules.way import differing
from bot.services import way as ways
from bot.services.way import Way
from bot.ui.clean import clean
from bot.ui.desk import ID, NO_MENTIONS, answer, desk, kind
from bot.ui.unspoken import Unspoken
from bot.ui.way.inputs import ValueInput
from bot.ui.way.lines import OWN, lines_of
from bot.ui.way.words import WORDS

SPOT = rf"{ID}:(?P<process>[a-z]+)"


def process_named(words: str) -> str:
    """Return the key of a process by its name, or by its key. Raises UnknownProcess."""
    typed = words.strip().casefold()
    for key in WORDS:
        if typed in {key, PROCESSES[key].name.casefold()}:
            return key
    raise UnknownProcess(words)


def text(way: Way) -> str:
    """Return how a circle goes about a process: what it has chosen, and then how long everything takes."""
    lines = lines_of(way.process.key, way.settings)
    times = [name for name in lines if isinstance(getattr(way.settings, name), timedelta)]
    rest = [line for name, line in lines.items() if name not in times]
    head = f"**{clean(way.circle.name)}** · {way.process.name.lower()}\n-# {way.process.sentence}"
    foot = f"-# {OWN} is a way of the circle's own. What is open already keeps what it began with."
    return "\n".join([head, *rest, "-# How long", *(lines[name] for name in times), foot])


def view(way: Way) -> discord.ui.View:
    """Return what can be pressed by who may change it: the menu of settings, and the way back where it was left."""
    made = discord.ui.View(timeout=None)
    if not way.mine:
        return made
    made.add_item(WayMenu(way.circle.id, way.process.key))
    if differing(way.settings):
        made.add_item(UsualButton(way.circle.id, way.process.key))
    return made


async def _about(interaction: discord.Interaction, circle_id: CircleId, process: str) -> dict[str, Any]:
    return {
        "actor": await desk(interaction).actor(interaction),
        "now": interaction.created_at,
        "key": str(interaction.id),
        "circle_id": circle_id,
        "process": process,
    }


async def show(interaction: discord.Interaction, circle_id: CircleId, process: str) -> None:
    """Show the screen to the person alone, in place of the one it was pressed on."""
    way = await desk(interaction).ask(ways.show_way, ways.AboutWay(**await _about(interaction, circle_id, process)))
    if interaction.message is not None and not interaction.response.is_done():
        made = view(way)
        made.stop()
        await interaction.response.edit_message(content=text(way), view=made, allowed_mentions=NO_MENTIONS)
    else:
        await answer(interaction, text(way), view(way))


class SettingForm(discord.ui.Modal):
    """Asks for one setting; what holds now stands in it."""

    def __init__(self, way: Way, name: str) -> None:
        words = WORDS[way.process.key][name]
        super().__init__(title=words.label[:45], timeout=None)
        self._circle_id, self._process, self._name = way.circle.id, way.process.key, name
        self._input = ValueInput(getattr(way.settings, name))
        self.add_item(discord.ui.Label(text=words.label[:45], description=words.does[:100], component=self._input.item))

    @kind
    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Choose it, and show the screen again."""
        about = await _about(interaction, self._circle_id, self._process)
        wish = ways.ChooseSetting(**about, name=self._name, value=self._input.read())
        await desk(interaction).act(ways.choose_setting, wish)
        await show(interaction, self._circle_id, self._process)


class WayMenu(Unspoken, discord.ui.DynamicItem[discord.ui.Select[Any]], template=rf"accord:way:{SPOT}"):
    """Lets a setting be chosen."""

    def __init__(self, circle_id: int, process: str) -> None:
        self.circle_id, self.process = CircleId(circle_id), process
        options = [
            discord.SelectOption(label=words.label, value=name, description=words.does[:100])
            for name, words in WORDS[process].items()
        ]
        super().__init__(
            discord.ui.Select(custom_id=f"accord:way:{circle_id}:{process}", placeholder="Change…", options=options)
        )

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "WayMenu":
        """Rebuild the menu from its id."""
        return cls(int(match["id"]), match["process"])

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Ask for the setting that was chosen."""
        about = ways.AboutWay(**await _about(interaction, self.circle_id, self.process))
        way = await desk(interaction).ask(ways.way_to_change, about)
        await interaction.response.send_modal(SettingForm(way, self.item.values[0]))


class UsualButton(Unspoken, discord.ui.DynamicItem[discord.ui.Button[Any]], template=rf"accord:usual:{SPOT}"):
    """Returns to the usual way."""

    def __init__(self, circle_id: int, process: str) -> None:
        self.circle_id, self.process = CircleId(circle_id), process
        super().__init__(discord.ui.Button(label="All as usual", custom_id=f"accord:usual:{circle_id}:{process}"))

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "UsualButton":
        """Rebuild the button from its id."""
        return cls(int(match["id"]), match["process"])

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Return to it, and show the screen again."""
        about = ways.AboutWay(**await _about(interaction, self.circle_id, self.process))
        await desk(interaction).act(ways.return_to_usual, about)
        await show(interaction, self.circle_id, self.process)


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (WayMenu, UsualButton)
