"""What the playground asks of the program it plays with, and nothing more."""

from collections.abc import Awaitable
from datetime import datetime
from typing import Protocol

import discord


class Playable(Protocol):
    """The running program as the playground needs it: a client, and a sweep that can be asked for."""

    @property
    def client(self) -> discord.Client:
        """The Discord client, not yet started; it registers its commands in ``setup_hook``."""

    async def open(self) -> None:
        """Make ready for work. Called once, before the client starts.

        Tasks that live as long as the program belong here and not in ``setup_hook``: the simulated Discord
        waits after every action until all work begun by the client has come to rest.
        """

    async def tick(self) -> None:
        """Close what is due and send what is owed, until nothing is due at the clock's present time."""

    def next_due(self) -> Awaitable[datetime | None]:
        """Say when something falls due next (aware, UTC), or None when nothing is waiting."""

    async def close(self) -> None:
        """Stop. Called once, after the client has left Discord."""
