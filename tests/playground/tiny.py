"""A small program of the same shape as Accord: it answers from a writer thread and sends from a sweep."""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from re import Match
from typing import Any, Self, TypeVar

import discord
from discord import app_commands, ui

from bot.playground.clock import PlaygroundClock

T = TypeVar("T")

Interaction = discord.Interaction["TinyClient"]


@dataclass
class Idea:
    """One idea: what it says, where its card is, who agreed, and when it is settled."""

    number: int
    title: str
    method: str
    channel_id: int
    due: datetime
    message_id: int | None = None
    agreed: set[int] = field(default_factory=set)
    settled: bool = False


class Writer:
    """Runs functions one after the other on a thread and resolves futures of the loop from there."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[tuple[Callable[[], Any], asyncio.Future[Any]] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="tiny-writer")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._jobs.put(None)
        self._thread.join()

    async def run(self, job: Callable[[], T]) -> T:
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._jobs.put((job, future))
        return await future

    def _work(self) -> None:
        while (work := self._jobs.get()) is not None:
            job, future = work
            try:
                value = job()
            except Exception as error:  # noqa: BLE001 - handed to whoever waits for it
                future.get_loop().call_soon_threadsafe(future.set_exception, error)
            else:
                future.get_loop().call_soon_threadsafe(future.set_result, value)


class Card(ui.LayoutView):
    """The card of an idea, drawn from what is stored."""

    def __init__(self, idea: Idea) -> None:
        super().__init__(timeout=None)
        state = "Settled" if idea.settled else f"Open until <t:{int(idea.due.timestamp())}:f>"
        when = f"<t:{int(idea.due.timestamp())}:R>"
        row: ui.ActionRow[Any] = ui.ActionRow(AgreeButton(idea.number), BreakButton(idea.number))
        self.add_item(
            ui.Container(
                ui.TextDisplay(f"## {idea.title}\n{state} ({when}) · {idea.method}"),
                ui.Separator(),
                ui.TextDisplay(f"**{len(idea.agreed)}** agreed"),
                row,
                accent_colour=discord.Colour.blurple(),
            )
        )


class AgreeButton(ui.DynamicItem[ui.Button[Any]], template=r"tiny:agree:(?P<number>[0-9]+)"):
    """Agree with an idea; answers only to the one who pressed."""

    def __init__(self, number: int) -> None:
        super().__init__(ui.Button(label="Agree", custom_id=f"tiny:agree:{number}", style=discord.ButtonStyle.success))
        self.number = number

    @classmethod
    async def from_custom_id(cls, _: Interaction, _item: ui.Item[Any], match: Match[str]) -> Self:  # type: ignore[override]
        return cls(int(match["number"]))

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        app = interaction.client.app
        idea = await app.writer.run(lambda: app.agree(self.number, interaction.user.id))
        await interaction.response.send_message(f"You agreed with {idea.title}.", ephemeral=True)


class BreakButton(ui.DynamicItem[ui.Button[Any]], template=r"tiny:break:(?P<number>[0-9]+)"):
    """A button with a mistake in it."""

    def __init__(self, number: int) -> None:
        super().__init__(ui.Button(label="Break", custom_id=f"tiny:break:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(cls, _: Interaction, _item: ui.Item[Any], match: Match[str]) -> Self:  # type: ignore[override]
        return cls(int(match["number"]))

    async def callback(self, _: Interaction) -> None:  # type: ignore[override]
        raise ZeroDivisionError("the button is broken")


class IdeaModal(ui.Modal, title="A new idea"):
    """Asks for the words and the method."""

    words = ui.Label[Any](text="What do you propose?", component=ui.TextInput[Any](max_length=80))
    method = ui.Label[Any](
        text="How do we decide?",
        description="Consent asks for objections, a vote counts.",
        component=ui.Select[Any](options=[discord.SelectOption(label="Consent"), discord.SelectOption(label="Vote")]),
    )

    async def on_submit(self, interaction: Interaction) -> None:  # type: ignore[override]
        assert isinstance(self.words.component, ui.TextInput)
        assert isinstance(self.method.component, ui.Select)
        title, method = self.words.component.value, self.method.component.values[0]
        app = interaction.client.app
        assert interaction.channel_id is not None
        channel_id = interaction.channel_id
        idea = await app.writer.run(lambda: app.propose(title, method, channel_id))
        await interaction.response.send_message(f"Idea {idea.number} is open.", ephemeral=True)


class TinyClient(discord.Client):
    """A client with four commands and two kinds of buttons."""

    def __init__(self, app: "TinyApp") -> None:
        intents = discord.Intents(guilds=True, members=True)
        super().__init__(intents=intents, allowed_mentions=discord.AllowedMentions.none())
        self.app = app
        self.tree = Tree(self)

    async def setup_hook(self) -> None:
        self.tree.add_command(_idea)
        self.tree.add_command(_hello)
        self.tree.add_command(_letter)
        self.tree.add_command(_broken)
        self.tree.add_command(_refused)
        self.tree.add_command(_stuck)
        self.add_dynamic_items(AgreeButton, BreakButton)
        await self.tree.sync()


@app_commands.command(name="idea", description="Propose an idea")
@app_commands.guild_only()
async def _idea(interaction: Interaction) -> None:
    await interaction.response.send_modal(IdeaModal())


@app_commands.command(name="hello", description="Say hello to somebody, aloud or quietly")
@app_commands.describe(who="Whom to greet", times="How often", quietly="Only you see it")
async def _hello(
    interaction: Interaction, who: str, times: app_commands.Range[int, 1, 5] = 1, quietly: bool = False
) -> None:
    await interaction.client.app.writer.run(lambda: None)
    await interaction.response.send_message(" ".join([f"Hello {who}!"] * times), ephemeral=quietly)


@app_commands.command(name="letter", description="Have a letter sent to you")
async def _letter(interaction: Interaction) -> None:
    app = interaction.client.app
    await app.writer.run(lambda: app.letters.append(interaction.user.id))
    await interaction.response.send_message("A letter is on its way.", ephemeral=True)


@app_commands.command(name="broken", description="Raise an error")
async def _broken(_: Interaction) -> None:
    raise RuntimeError("this command is broken")


class RefusedError(app_commands.AppCommandError):
    """A rule says no."""


@app_commands.command(name="refused", description="Ask for what is not allowed")
async def _refused(_: Interaction) -> None:
    raise RefusedError


@app_commands.command(name="stuck", description="Wait for ever")
async def _stuck(_: Interaction) -> None:
    await asyncio.get_running_loop().create_future()


class Tree(app_commands.CommandTree["TinyClient"]):
    """Answers refusals and logs the rest."""

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError) -> None:
        if isinstance(error, RefusedError):
            await interaction.response.send_message("That is not for you.", ephemeral=True)
        else:
            logging.getLogger(__name__).error("A command failed.", exc_info=error)


class TinyApp:
    """The program: ideas in memory, changed on the writer's thread, shown by the sweep."""

    def __init__(self, clock: PlaygroundClock) -> None:
        self.clock = clock
        self.writer = Writer()
        self.client: discord.Client = TinyClient(self)
        self.ideas: dict[int, Idea] = {}
        self.letters: list[int] = []
        self.stale: set[int] = set()
        self.ticks = 0

    async def open(self) -> None:
        self.writer.start()

    async def close(self) -> None:
        self.writer.stop()

    async def next_due(self) -> datetime | None:
        return min((idea.due for idea in self.ideas.values() if not idea.settled), default=None)

    async def tick(self) -> None:
        self.ticks += 1
        now = self.clock.now()
        for idea in self.ideas.values():
            if not idea.settled and idea.due <= now:
                idea.settled = True
                self.stale.add(idea.number)
                await self._channel(idea.channel_id).send(f"**{idea.title}** is settled: {len(idea.agreed)} agreed.")
        for number in sorted(self.stale):
            await self._show(self.ideas[number])
        self.stale.clear()
        while self.letters:
            user = await self.client.fetch_user(self.letters.pop())
            await user.send("A letter from Accord.")

    def propose(self, title: str, method: str, channel_id: int) -> Idea:
        number = len(self.ideas) + 1
        idea = Idea(number, title, method, channel_id, self.clock.now() + timedelta(days=1))
        self.ideas[number] = idea
        self.stale.add(number)
        return idea

    def agree(self, number: int, user_id: int) -> Idea:
        self.ideas[number].agreed.add(user_id)
        self.stale.add(number)
        return self.ideas[number]

    async def _show(self, idea: Idea) -> None:
        channel = self._channel(idea.channel_id)
        if idea.message_id is None:
            message = await channel.send(view=Card(idea))
            idea.message_id = message.id
            thread = await message.create_thread(name=idea.title)
            await thread.send("Talk about it here.")
        else:
            await channel.get_partial_message(idea.message_id).edit(view=Card(idea))

    def _channel(self, channel_id: int) -> discord.TextChannel:
        channel = self.client.get_channel(channel_id)
        assert isinstance(channel, discord.TextChannel)
        return channel
