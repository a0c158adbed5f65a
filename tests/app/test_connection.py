"""What Accord does about its connection to Discord, beyond what discord.py does."""

from pathlib import Path

import pytest

from bot.app import build
from bot.settings import Settings


class Socket:
    """A connection to the gateway that has just been resumed."""

    def __init__(self) -> None:
        self.session_id = "s-1"
        self.closed = False

    async def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize("ready", [False, True])
async def test_a_session_that_is_resumed_before_all_servers_were_known_is_begun_anew_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ready: bool
) -> None:
    accord, socket = build(Settings(database_url=f"sqlite:///{tmp_path}/accord.db")), Socket()
    monkeypatch.setattr(accord.client, "ws", socket)
    monkeypatch.setattr(accord.client, "is_ready", lambda: ready)
    await accord._resumed()
    assert (socket.closed, socket.session_id == "s-1") == (not ready, ready)
