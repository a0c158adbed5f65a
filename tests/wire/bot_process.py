"""A bot as its own process, in a clean environment, to be listened to, stopped and killed."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Protocol

from tests.wire.signal_board import SignalBoard

ROOT = Path(__file__).parents[2]
LAST_LINES = 25


class Process(Protocol):
    """What asyncio says of a process."""

    stdout: asyncio.StreamReader | None

    @property
    def returncode(self) -> int | None: ...

    def send_signal(self, signal: int) -> None: ...

    async def wait(self) -> int: ...


Begin = Callable[[Sequence[str], dict[str, str]], Awaitable[Process]]
"""A way to begin a process, by its command line and its environment."""


async def started(argv: Sequence[str], env: dict[str, str]) -> Process:
    """Start a process as an operator would, in the project's root."""
    return await asyncio.create_subprocess_exec(
        *argv,
        cwd=ROOT,
        env=env,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


class BotProcess:
    """One run of a command line; `output` is everything it has said, line by line."""

    def __init__(self, argv: list[str], env: dict[str, str], board: SignalBoard, begin: Begin = started) -> None:
        self.argv = argv
        self._begin = begin
        self.output: list[str] = []
        self._env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"} | env
        self._board = board
        self._process: Process | None = None
        self._listening: asyncio.Future[None] | None = None

    async def start(self) -> None:
        """Begin it, and listen to it."""
        self._process = await self._begin(self.argv, self._env)
        self._listening = asyncio.ensure_future(self._listen())

    @property
    def returncode(self) -> int | None:
        """None while it runs; negative for the signal that ended it."""
        return self._process.returncode if self._process else None

    async def kill(self) -> int:
        """SIGKILL: the process gets no chance to do anything."""
        return await self.signal(signal.SIGKILL)

    async def stop(self, within: float = 10) -> int:
        """SIGTERM, as a service manager stops it; AssertionError if it outlives `within` seconds."""
        return await self.signal(signal.SIGTERM, within)

    def ask(self, number: signal.Signals) -> None:
        """Send a signal, and do not wait for what comes of it."""
        assert self._process
        if self._process.returncode is None:
            self._process.send_signal(number)

    async def signal(self, number: signal.Signals, within: float = 10) -> int:
        self.ask(number)
        return await self.ended(within)

    async def ended(self, within: float = 20) -> int:
        """Wait for the process to end by itself and return its code."""
        assert self._process
        assert self._listening
        try:
            async with asyncio.timeout(within):
                await self._listening
                return await self._process.wait()
        except TimeoutError:
            raise AssertionError(f"the process has not ended\n{self.tail()}") from None

    async def says(self, text: str, within: float = 20) -> str:
        """Wait for a line that contains `text`, and return it."""
        return await self._board.until(
            lambda: next((line for line in self.output if text in line), ""),
            within=within,
            explain=lambda: f"it has not said {text!r}\n{self.tail()}",
        )

    def complaints(self) -> list[str]:
        """The lines that tell of an error it did not expect."""
        return [line for line in self.output if "Traceback" in line or "[error" in line]

    def tail(self) -> str:
        """The last lines, for the text of a failure."""
        state = "is running" if self.returncode is None else f"has ended with {self.returncode}"
        lines = [f"  | {line}" for line in self.output[-LAST_LINES:]]
        return "\n".join([f"{' '.join(self.argv[1:])} {state}:", *lines])

    async def _listen(self) -> None:
        assert self._process
        assert self._process.stdout
        async for line in self._process.stdout:
            self.output.append(line.decode(errors="replace").rstrip())
            self._board.fire()
        await self._process.wait()
        self._board.fire()
