"""Processes of Accord that are forked from one that has imported it: they are there in a moment.

What they do is what `python -m bot` does; only reading the program is done once for many.
"""

import asyncio
import os
import signal
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection

from tests.wire import shipped

CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.wire.shipped", "tests.faults.process"])


class Forked:
    """A process that was forked, held as asyncio holds those that were started from a file."""

    def __init__(self, words: Sequence[str], env: dict[str, str]) -> None:
        self.stdout = asyncio.StreamReader()
        self._reading, self._writing = CONTEXT.Pipe(duplex=False)
        self._process = CONTEXT.Process(target=shipped.be, args=([*words], env, self._writing), daemon=True)

    async def start(self) -> None:
        """Fork it, and listen to it."""
        self._process.start()
        self._writing.close()
        loop = asyncio.get_running_loop()
        protocol = asyncio.StreamReaderProtocol(self.stdout)
        await loop.connect_read_pipe(lambda: protocol, os.fdopen(_taken_from(self._reading), "rb"))

    @property
    def returncode(self) -> int | None:
        """None while it runs; negative for the signal that ended it."""
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal to it."""
        assert self._process.pid
        os.kill(self._process.pid, number)

    async def wait(self) -> int:
        """Wait until it is over, and return its code."""
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._process.sentinel, over.set)
        await over.wait()
        loop.remove_reader(self._process.sentinel)
        assert self.returncode is not None
        return self.returncode


def _taken_from(connection: Connection) -> int:
    """Return the pipe's end for another to close."""
    number = os.dup(connection.fileno())
    connection.close()
    return number


async def forked(argv: Sequence[str], env: dict[str, str]) -> Forked:
    """Fork what `python -m bot` with these words would be."""
    _, _, program, *words = argv
    assert program == "bot"
    process = Forked(words, env)
    await process.start()
    return process
