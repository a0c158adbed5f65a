"""What Accord does about its connection to Discord, beyond what discord.py does."""

from pathlib import Path

import pytest

from bot.app import build
from bot.rules.ids import CommunityId
from bot.settings import Settings


class Socket:
    """A connection to the gateway that has just been resumed."""

    def __init__(self) -> None:
        self.session_id = "s-1"
        self.closed = False

    async def close(self) -> None:
        self.closed = True


def on_shards(tmp_path: Path, shards: str | None) -> Settings:
    return Settings(_env_file=None, database_url=f"sqlite:///{tmp_path}/accord.db", shards=shards)


@pytest.mark.parametrize("ready", [False, True])
@pytest.mark.parametrize("shards", [None, "2-3/4"])
async def test_a_session_that_is_resumed_before_all_servers_were_known_is_begun_anew_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ready: bool, shards: str | None
) -> None:
    accord, socket = build(on_shards(tmp_path, shards)), Socket()
    if shards:
        monkeypatch.setattr(accord.client, "_get_websocket", lambda *, shard_id: {3: socket}[shard_id])
    else:
        monkeypatch.setattr(accord.client, "ws", socket)
    monkeypatch.setattr(accord.client, "is_ready", lambda: ready)
    await accord._resumed(*([3] if shards else []))
    assert (socket.closed, socket.session_id == "s-1") == (not ready, ready)


@pytest.mark.parametrize(("shards", "served"), [(None, [0, 1, 2, 3]), ("2-3/4", [2, 3]), ("0/4", [0])])
async def test_a_process_speaks_only_for_the_servers_of_its_own_shards(
    tmp_path: Path, shards: str | None, served: list[int]
) -> None:
    client = build(on_shards(tmp_path, shards)).client
    assert [shard for shard in range(4) if client.serves(CommunityId((4 * 7 + shard) << 22))] == served
