"""A list of agreements with its pages, and a menu from which one is opened."""

import re
from dataclasses import dataclass, replace
from typing import Any, Self

import discord

from bot.rules.ids import AgreementId, CircleId
from bot.services import agreement as agreements
from bot.services.agreement import Found
from bot.ui.agreed import number_of
from bot.ui.agreement.buttons import show
from bot.ui.agreement.lists import listed, pages_of
from bot.ui.desk import NO_MENTIONS, answer, desk, kind
from bot.ui.unspoken import Unspoken

SEARCH_LIMIT = 40
"""Characters that can be looked for: a button that turns a page carries them, and holds 100."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked for; `circle` is 0 for all circles."""

    text: str = ""
    circle: int = 0
    due: bool = False
    page: int = 0

    @classmethod
    def read(cls, match: re.Match[str]) -> Self:
        """Return what a button carries."""
        return cls(match["text"], int(match["circle"]), match["due"] == "1", int(match["page"]))

    def written(self) -> str:
        """Return what a button carries."""
        return f"accord:found:{self.due:d}:{self.circle}:{self.page}:{self.text[:SEARCH_LIMIT]}"


class ListPage(
    Unspoken,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"accord:found:(?P<due>[01]):(?P<circle>[0-9]{1,18}):(?P<page>[0-9]{1,6}):(?P<text>[\s\S]{0,40})",
):
    """Turns to a page of a list of agreements."""

    def __init__(self, look: Look, label: str = "…") -> None:
        self.look = look
        super().__init__(discord.ui.Button(label=label, custom_id=look.written()))

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, __: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "ListPage":
        """Rebuild the button from what is in it."""
        return cls(Look.read(match))

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show the page in place of the one before."""
        text, view = await _page(interaction, self.look)
        await interaction.response.edit_message(content=text, view=view, allowed_mentions=NO_MENTIONS)


class OpenMenu(Unspoken, discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"accord:open_agreement"):
    """Opens the record that is chosen in it."""

    def __init__(self, options: list[discord.SelectOption]) -> None:
        super().__init__(
            discord.ui.Select(custom_id="accord:open_agreement", placeholder="Open a record …", options=options)
        )

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction, item: discord.ui.Item[Any], __: re.Match[str], /
    ) -> "OpenMenu":
        """Rebuild the menu with the choices it was shown with."""
        return cls(item.options if isinstance(item, discord.ui.Select) else [])

    @kind
    async def callback(self, interaction: discord.Interaction) -> None:
        """Show the record."""
        await show(interaction, AgreementId(int(self.item.values[0])))


async def show_list(interaction: discord.Interaction, look: Look) -> None:
    """Show the first page of what is looked for."""
    await answer(interaction, *await _page(interaction, look))


async def _page(interaction: discord.Interaction, look: Look) -> tuple[str, discord.ui.View]:
    wish = agreements.Find(
        actor=await desk(interaction).actor(interaction),
        now=interaction.created_at,
        text=look.text,
        circle_id=CircleId(look.circle) if look.circle else None,
        due=look.due,
        page=look.page,
    )
    found = await desk(interaction).ask(agreements.find_agreements, wish)
    return listed(found, interaction.created_at, due=look.due), _below(found, look)


def _below(found: Found, look: Look) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    if found.agreements:
        view.add_item(OpenMenu([_option(one.id, one.title, one.circle) for one in found.agreements]))
    if look.page:
        view.add_item(ListPage(replace(look, page=look.page - 1), "◀ Back"))
    if look.page + 1 < pages_of(found):
        view.add_item(ListPage(replace(look, page=look.page + 1), "Next ▶"))
    view.stop()
    return view


def _option(agreement_id: AgreementId, title: str, circle: str) -> discord.SelectOption:
    label = f"{number_of(agreement_id)} {title}"[:100]
    return discord.SelectOption(label=label, value=str(agreement_id), description=circle[:100])


ALL: tuple[type[discord.ui.DynamicItem[Any]], ...] = (ListPage, OpenMenu)
