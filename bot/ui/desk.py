"""What a command or a button may ask of the running bot, and how it answers the person."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

import discord

from bot.rules.circle import Actor
from bot.rules.errors import AccordError
from bot.rules.ids import CommunityId
from bot.services.ports import UnitOfWork
from bot.services.wish import was_done
from bot.ui.errors import sentence

C = TypeVar("C")
R = TypeVar("R")
P = ParamSpec("P")
S = TypeVar("S")

NO_MENTIONS = discord.AllowedMentions.none()
ID = r"(?P<id>[0-9]{1,19})"
"""What a button is about, in its id."""


class Desk(Protocol):
    """The running bot as commands and buttons see it."""

    async def act(self, use_case: Callable[[UnitOfWork, C], R], command: C) -> R:
        """Carry out a use case; it is committed when this returns."""

    async def ask(self, question: Callable[[UnitOfWork, C], R], about: C) -> R:
        """Ask without changing anything."""

    async def actor(self, interaction: discord.Interaction, community_id: CommunityId | None = None) -> Actor:
        """Return who acts in a community, re-checked with Discord. Raises NotInCommunity."""

    async def meet(self, user: discord.abc.User) -> None:
        """Find out in which communities a person is who writes a direct message."""

    def shared(self, user: discord.abc.User) -> Sequence[discord.Guild]:
        """Return the servers in which both are, once they have been met."""

    async def afterwards(self, interaction: discord.Interaction) -> None:
        """Show what waits for the person, once they have had their answer."""


def desk(interaction: discord.Interaction) -> Desk:
    """Return the desk that an interaction came to."""
    return cast("Desk", interaction.client)


async def answer(interaction: discord.Interaction, text: str, view: discord.ui.View | None = None) -> None:
    """Answer the person alone, without calling anyone.

    The buttons of the view are found again by their ids alone, so the library need not keep the view: it would do
    so for a quarter of an hour, with a task for each.
    """
    extra: dict[str, Any] = {}
    if view is not None:
        view.stop()
        extra["view"] = view
    if interaction.response.is_done():
        await interaction.followup.send(text, ephemeral=True, allowed_mentions=NO_MENTIONS, **extra)
    else:
        await interaction.response.send_message(text, ephemeral=True, allowed_mentions=NO_MENTIONS, **extra)


async def show(
    interaction: discord.Interaction, view: discord.ui.LayoutView, files: Sequence[discord.File] = ()
) -> None:
    """Show the person alone a screen of its own, without calling anyone."""
    view.stop()
    if interaction.response.is_done():
        await interaction.followup.send(view=view, files=files, ephemeral=True, allowed_mentions=NO_MENTIONS)
    else:
        await interaction.response.send_message(view=view, files=files, ephemeral=True, allowed_mentions=NO_MENTIONS)


def kind(
    callback: Callable[Concatenate[S, discord.Interaction, P], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[S, discord.Interaction, P], Coroutine[Any, Any, None]]:
    """Turn a broken rule in a button or form into its sentence; other errors are said and raised again.

    What waits for the person comes after the answer.
    """

    async def guarded(self: S, interaction: discord.Interaction, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            await callback(self, interaction, *args, **kwargs)
        except AccordError as broken:
            await answer(interaction, sentence(broken))
        except Exception:
            await apologise(interaction)
            raise
        await desk(interaction).afterwards(interaction)

    return guarded


async def apologise(interaction: discord.Interaction) -> None:
    """Say that something went wrong, and whether the wish is done all the same: only its answer may have been lost."""
    done = await desk(interaction).ask(was_done, str(interaction.id))
    await answer(interaction, DONE if done else UNEXPECTED)


UNEXPECTED = "Something went wrong on my side, and nothing was changed. Please try again in a moment."

DONE = (
    "What you wished is done, but something went wrong while I told you of it. Please look before you do it again: "
    "`/my vote` shows your votes, `/proposal show` a proposal."
)
