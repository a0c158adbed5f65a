"""The form with which a proposal is put to a circle in a process."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.rules.agreement import Agreement
from bot.rules.circle import Circle
from bot.rules.errors import AccordError
from bot.rules.ids import CircleId
from bot.rules.process.description import Process
from bot.rules.process.errors import NoHouse
from bot.rules.text import TEXT_LIMIT, TITLE_LIMIT
from bot.services import proceeding as proceedings
from bot.services.circle import list_circles
from bot.ui.clean import clean, clean_block
from bot.ui.desk import answer, desk
from bot.ui.errors import sentence
from bot.ui.faces import FACES
from bot.ui.inputs import input_of, typed_in, understood
from bot.ui.posting import check_can_post
from bot.ui.relay.words import ASKED, SIDES

MENU = 25
"""Choices in one menu (Discord)."""

BENCHES = 3
"""Circles that may form a house together, each as a bench."""

KEPT = 1_500
"""Letters of what was typed that are given back where it could not be used."""


class ProceedingForm(discord.ui.Modal):
    """Title, need, text, and the circle where there are several, or the further houses; filled with what it changes.

    The first of several houses is the circle in whose home the form is opened.
    """

    def __init__(
        self,
        process: Process,
        circles: list[Circle],
        here: Circle,
        changes: Agreement | None = None,
        others: Sequence[Circle] = (),
    ) -> None:
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
        chosen = here.id if here else None
        self.circle = discord.ui.Select[Any](custom_id="circle", options=_options(circles, chosen))
        self.houses = {side: _house(side, others) for side in process.sides}
        self.add_item(discord.ui.Label(text="Title", component=self.name))
        for field in FACES[process.key].opening:
            component = self.given[field.key]
            self.add_item(discord.ui.Label(text=field.label, description=field.hint or None, component=component))
        self.add_item(discord.ui.Label(text=FACES[process.key].asks, component=self.body))
        for side, component in self.houses.items():
            self.add_item(discord.ui.Label(text=f"The {SIDES[side]}", description=ASKED[side], component=component))
        if len(circles) > 1 and not process.sides:
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
                houses={side: _chosen(one) for side, one in self.houses.items()},
                given=understood(FACES[self._process.key].opening, typed, interaction.created_at),
            )
            number = await desk(interaction).act(proceedings.open_proceeding, wish)
        except AccordError as broken:
            written = "\n\n".join((self.name.value, *typed.values(), self.body.value))
            await answer(interaction, f"{sentence(broken)}\nWhat you wrote:\n>>> {clean_block(written, KEPT)}")
            return
        where = f"<#{chosen.home_id}>"
        await answer(interaction, f"**{clean(wish.title)}** is open as #{number}; its card is in {where}.")


def _options(circles: Sequence[Circle], chosen: CircleId | None) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(label=one.name, value=str(one.id), description=one.aim[:100], default=one.id == chosen)
        for one in circles[:MENU]
    ]


def _house(side: str, circles: Sequence[Circle]) -> discord.ui.Select[Any]:
    most = max(1, min(BENCHES, len(circles)))
    return discord.ui.Select(custom_id=side, options=_options(circles, None), max_values=most)


def _chosen(house: discord.ui.Select[Any]) -> tuple[CircleId, ...]:
    return tuple(CircleId(int(one)) for one in house.values)


async def open_proceeding_form(interaction: discord.Interaction, process: Process, circles: list[Circle]) -> None:
    """Show the form, the circle whose home this channel is being chosen; raises NoHouse where several decide."""
    channel = interaction.channel
    here_id = channel.parent_id if isinstance(channel, discord.Thread) else interaction.channel_id
    at_home = [one for one in circles if one.home_id == here_id]
    if process.sides and not at_home and len(circles) > 1:
        raise NoHouse
    here = next(iter(at_home), circles[0])
    others: list[Circle] = []
    if process.sides:
        found = await desk(interaction).ask(list_circles, await desk(interaction).actor(interaction))
        others = [one.circle for one in found if one.circle.id != here.id]
        if not others:
            raise NoHouse
    await interaction.response.send_modal(ProceedingForm(process, circles, here, others=others))
