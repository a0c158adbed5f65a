"""Commands are sent to Discord when they have changed, and only then."""

from pathlib import Path

import pytest
from discord import Interaction, app_commands

from bot.client import AccordClient
from bot.clock import SystemClock
from bot.store.writer import Store
from tests.databases import database_in


@app_commands.command()
async def new(_: Interaction) -> None:
    """Do something new."""


async def started(store: Store, *more: app_commands.Command[None, [], None]) -> int:
    """Start a client as far as it registers itself; return how often it sent its commands."""
    client, sent = AccordClient(store, SystemClock()), 0

    async def sync() -> list[app_commands.AppCommand]:
        nonlocal sent
        sent += 1
        return []

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(client.tree, "sync", sync)
        for command in more:
            client.tree.add_command(command)
        await client.setup_hook()
    await client.close()
    return sent


async def test_a_second_start_sends_nothing_and_a_new_command_sends_all(tmp_path: Path) -> None:
    store = Store(database_in(tmp_path))
    store.open()
    try:
        assert [await started(store), await started(store), await started(store, new), await started(store, new)] == [
            1, 0, 1, 0,
        ]  # fmt: skip
    finally:
        store.close()
