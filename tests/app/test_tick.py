"""What the beat does while nothing can be written: it sends nothing, and finds out by itself when that is over."""

import errno
from pathlib import Path

import pytest

from bot.app import build
from bot.services.trouble import NotWritten
from bot.settings import Settings
from bot.store import writer
from bot.store.trouble import Trouble


async def test_nothing_is_sent_while_nothing_can_be_written_and_then_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    accord = build(Settings(_env_file=None, database_url=f"sqlite:///{tmp_path}/accord.db"))
    sent: list[str] = []

    async def send() -> None:
        sent.append("what was owed")

    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(accord._dispatcher, "run", send)
    await accord.open()
    accord.store.trouble = Trouble.FULL
    with monkeypatch.context() as disk:
        disk.setattr(writer, "check_room", full)
        with pytest.raises(NotWritten):
            await accord.tick()
        assert (sent, accord.store.trouble) == ([], Trouble.FULL)
    await accord.tick()
    assert (sent, accord.store.trouble) == (["what was owed"], None)
    await accord.close()
    await accord.client.close()
