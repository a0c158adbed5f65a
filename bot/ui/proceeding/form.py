"""The form with which a proposal is put to a circle in a process."""

from typing import Any

import discord

from bot.rules.agreement import Agreement
from bot.rules.circle import Circle
from bot.rules.errors import AccordError
from bot.rules.ids import CircleId
from bot.rules.process.description import Process
from bot.rules.text import TEXT_LIMIT, TITLE_LIMIT
from bot.services import proceeding as proceedings
from bot.ui.clean import clean, clean_block
from bot.ui.desk import answer, desk
from bot.ui.errors import sentence
from bot.ui.faces import FACES
from bot.ui.inputs import input_of, typed_in, understood
from bot.ui.posting import check_can_post

KEPT = 1_500
"""Letters of what was typed that are given back where it could not be used."""


class ProceedingForm(discord.ui.Modal):
    """Title, need, text, and the circle where there are several; filled with the agreement that it changes."""

    def __init__(self, process: Process, circles: list[Circle], here: Circle, changes: Agreement | None = None) -> None:
        super().__init__(title=process.name[:45], timeout=None)
        self._process, self._circles, self._here = process, {one.id: one for one in circles}, here
        self._changes = changes.id if changes else None
        self.name = discord.ui.TextInput[Any](
            custom_id="title", max_length=TITLE_LIMIT, default=changes.title if changes else None
        )
        self.given = {field.key: input_of(field) for field in FACES[process.key].opening}
        self.body = discord.ui.TextInput[Any](
            custom_id="text",
            style=discord.TextStyle.paragraph,
            max_length=TEXT_LIMIT,
            default=changes.record.text if changes else None,
        )
        options = [
            discord.SelectOption(
                label=one.name, value=str(one.id), description=one.aim[:100], default=one.id == here.id
            )
            for one in circles[:25]
        ]
        self.circle = discord.ui.Select[Any](custom_id="circle", options=options)
        self.add_item(discord.ui.Label(text="Title", component=self.name))
        for field in FACES[process.key].opening:
            component = self.given[field.key]
            self.add_item(discord.ui.Label(text=field.label, description=field.hint or None, component=component))
        self.add_item(discord.ui.Label(text=FACES[process.key].asks, component=self.body))
        if len(circles) > 1:
            self.add_item(discord.ui.Label(text="Which circle?", component=self.circle))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Open it; what was typed is given back where it cannot be."""
        typed = {key: typed_in(one) for key, one in self.given.items()}
        chosen = self._circles[CircleId(int(self.circle.values[0]))] if self.circle.values else self._here
        try:
            check_can_post(interaction.client, chosen.home_id)
            wish = proceedings.OpenProceeding(
                actor=await desk(interaction).actor(interaction),
                now=interaction.created_at,
                key=str(interaction.id),
                circle_id=chosen.id,
                process=self._process.key,
                title=self.name.value,
                text=self.body.value,
                changes=self._changes,
                given=understood(FACES[self._process.key].opening, typed, interaction.created_at),
            )
            number = await desk(interaction).act(proceedings.open_proceeding, wish)
        except AccordError as broken:
            written = "\n\n".join((self.name.value, *typed.values(), self.body.value))
            await answer(interaction, f"{sentence(broken)}\nWhat you wrote:\n>>> {clean_block(written, KEPT)}")
            return
        where = f"<#{chosen.home_id}>"
        await answer(interaction, f"**{clean(wish.title)}** is open as #{number}; its card is in {where}.")


async def open_proceeding_form(interaction: discord.Interaction, process: Process, circles: list[Circle]) -> None:
    """Show the form, the circle whose home this channel is being chosen."""
    channel = interaction.channel
    here_id = channel.parent_id if isinstance(channel, discord.Thread) else interaction.channel_id
    here = next((one for one in circles if one.home_id == here_id), circles[0])
    await interaction.response.send_modal(ProceedingForm(process, circles, here))
