"""What all runs share: a certificate, a database with tables, and the commands."""

import shutil
from copy import deepcopy
from pathlib import Path
from typing import Any

from tests.faults.time import Time
from tests.faults.town import Town
from tests.wire.proxy import Authority


class House:
    """Where runs take place, one after the other, each with a database and a Discord of its own."""

    def __init__(self, folder: Path, authority: Authority) -> None:
        self.folder = folder
        self.authority = authority
        self._commands: dict[int, list[Any]] = {}
        self._empty = folder / "empty.db"

    async def open(self) -> None:
        """Have Accord make its tables and register its commands, once for all."""
        town = await self.town(0)
        await town.restart()
        await town.bot.ring()
        await town.close()
        self._commands = town.world.commands
        shutil.copy(town.file, self._empty)
        shutil.copy(f"{town.file}-wal", f"{self._empty}-wal")
        self.clear(town)

    async def town(self, seed: int) -> Town:
        """Return the Discord of a run, with an empty database beside it; no process runs yet."""
        folder = self.folder / f"run-{seed}"
        folder.mkdir()
        for end in ("", "-wal"):
            if (copied := Path(f"{self._empty}{end}")).exists():
                shutil.copy(copied, folder / f"accord.db{end}")
        town = Town(self.authority, Time(folder / "clock"), folder)
        town.world.commands = deepcopy(self._commands)
        await town.start()
        return town

    def clear(self, town: Town) -> None:
        """Forget the files of a run."""
        shutil.rmtree(town.folder)
