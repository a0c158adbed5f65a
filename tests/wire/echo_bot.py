"""A small ordinary discord.py bot to try the stand-in with: `python -m tests.wire.echo_bot`."""

import asyncio
import io
import logging
import os
import re
import sys
from typing import Any

import aiohttp
import discord
from discord import app_commands, ui

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000100ffff03000006000557bfabd40000000049454e44ae426082"
)
TRIES = 3

Interaction = discord.Interaction["EchoBot"]


class Counter(ui.DynamicItem[ui.Button[ui.LayoutView]], template=r"count:(?P<number>\d+)"):
    """A button that carries all its state in its custom_id."""

    def __init__(self, number: int) -> None:
        super().__init__(ui.Button(label=f"count {number}", custom_id=f"count:{number}"))
        self.number = number

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction, _item: ui.Item[ui.LayoutView], match: re.Match[str], /
    ) -> "Counter":
        return cls(int(match["number"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(view=card(self.number + 1))


def card(number: int) -> ui.LayoutView:
    """A Components V2 message with a picture and a counting button."""
    view = ui.LayoutView(timeout=None)
    row: ui.ActionRow[Any] = ui.ActionRow(Counter(number))
    gallery: ui.MediaGallery[ui.LayoutView] = ui.MediaGallery(discord.MediaGalleryItem("attachment://dot.png"))
    view.add_item(ui.Container(ui.TextDisplay(f"pressed {number} times"), ui.Separator(), gallery, row))
    return view


class Form(ui.Modal, title="Tell me"):
    """A modal with a text and a choice."""

    reason: ui.Label[ui.Modal] = ui.Label(text="Why", component=ui.TextInput(custom_id="why", max_length=40))
    colour: ui.Label[ui.Modal] = ui.Label(
        text="Colour",
        component=ui.Select(custom_id="colour", options=[discord.SelectOption(label="Red", value="red")]),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        why, colour = self.reason.component, self.colour.component
        assert isinstance(why, ui.TextInput)
        assert isinstance(colour, ui.Select)
        await interaction.response.send_message(f"{why.value} in {colour.values[0]}", ephemeral=True)


class EchoBot(discord.Client):
    def __init__(self) -> None:
        intents = discord.Intents(guilds=True, members=True, guild_messages=True)
        proxy = os.environ["ECHO_PROXY"]
        # Without the last option discord.py waits two seconds for guilds that do not come.
        super().__init__(intents=intents, proxy=proxy, guild_ready_timeout=0.05)
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(Counter)
        for command in COMMANDS:
            self.tree.add_command(command)
        await self.tree.sync()

    async def before_identify_hook(self, _shard_id: int | None, *, initial: bool = False) -> None:
        """discord.py waits five seconds here before it identifies again."""

    async def on_ready(self) -> None:
        say(f"ready with {len(self.guilds[0].members)} members")

    async def on_resumed(self) -> None:
        say("resumed")

    async def on_member_update(self, _before: discord.Member, after: discord.Member) -> None:
        say(f"{after.name} has {[role.name for role in after.roles[1:]]}")

    async def on_raw_member_remove(self, event: discord.RawMemberRemoveEvent) -> None:
        say(f"{event.user.name} left")

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        say(f"deleted {event.message_id}")


@app_commands.command(description="Say it back")
@app_commands.describe(text="What to say", to="Whom to say it to")
async def echo(
    interaction: Interaction, text: app_commands.Range[str, 1, 20], to: discord.Member | None = None
) -> None:
    whom = f" to {to.name} ({len(to.roles) - 1} roles)" if to else ""
    await interaction.response.send_message(f"{text}{whom}", ephemeral=True)


@echo.autocomplete("text")
async def suggest(_interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"{current}!", value=f"{current}!")]


@app_commands.command(description="Post a card with a counter")
async def post(interaction: Interaction) -> None:
    file = discord.File(io.BytesIO(PIXEL), "dot.png")
    await interaction.response.send_message(view=card(0), file=file)


@app_commands.command(description="Send a message that must arrive once")
async def send(interaction: Interaction, nonce: str) -> None:
    await interaction.response.defer(ephemeral=True)
    assert isinstance(interaction.channel, discord.TextChannel)
    message, failures = await send_once(interaction.channel, nonce)
    await interaction.followup.send(f"{message.id} after {failures} failures")


async def send_once(channel: discord.TextChannel, nonce: str) -> tuple[discord.Message, int]:
    """Send with the same nonce until Discord has said yes; also the number of failures before."""
    file = discord.File(io.BytesIO(PIXEL), "dot.png")
    for failures in range(TRIES):
        file.reset()
        try:
            return await channel.send("once", nonce=nonce, file=file), failures
        except (aiohttp.ClientError, OSError) as error:
            say(f"failed: {type(error).__name__}")
    raise RuntimeError("the message could not be sent")


@app_commands.command(description="Open a thread from a message, twice")
async def discuss(interaction: Interaction) -> None:
    await interaction.response.send_message("to discuss")
    message = await interaction.original_response()
    thread = await message.create_thread(name="discussion")
    await thread.send("first words")
    try:
        await message.create_thread(name="again")
    except discord.HTTPException as error:
        await interaction.followup.send(f"{thread.name} is open, again: {error.code}")


@app_commands.command(description="Open a form")
async def form(interaction: Interaction) -> None:
    await interaction.response.send_modal(Form())


@app_commands.command(description="Write to a person")
async def whisper(interaction: Interaction, to: discord.User) -> None:
    try:
        await to.send("psst")
    except discord.Forbidden as error:
        await interaction.response.send_message(f"closed: {error.code}", ephemeral=True)
    else:
        await interaction.response.send_message("said", ephemeral=True)


@app_commands.command(description="Use it in a DM")
@app_commands.allowed_contexts(guilds=False, dms=True)
async def private(interaction: Interaction) -> None:
    place = "a DM" if interaction.context.dm_channel and interaction.guild is None else "a guild"
    await interaction.response.send_message(f"{interaction.user.name} in {place}")


@app_commands.command(description="Fetch what is not there")
async def missing(interaction: Interaction, number: str) -> None:
    try:
        await interaction.client.fetch_channel(int(number))
    except discord.HTTPException as error:
        await interaction.response.send_message(f"{error.status} {error.code}", ephemeral=True)


@app_commands.context_menu(name="Quote")
async def quote(interaction: Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"> {message.content}", ephemeral=True)


COMMANDS: list[Any] = [
    echo, post, send, discuss, form, whisper, private, missing, quote,
]  # fmt: skip


def say(text: str) -> None:
    print(text, flush=True)


async def main() -> None:
    async with EchoBot() as bot:
        await bot.start(os.environ["ECHO_TOKEN"])


if __name__ == "__main__":
    logging.basicConfig(stream=sys.stdout, level=logging.INFO)
    asyncio.run(main())
