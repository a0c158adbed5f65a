"""One process of Accord as the bench holds it: started in a moment, given orders, killed."""

import asyncio
import os
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from tests.faults.points import DIES, Point
from tests.faults.process import Wanted, serve
from tests.wire.forked import CONTEXT
from tests.wire.signal_board import SignalBoard

LAST_LINES = 40


class Bot:
    """A process of Accord; `output` is everything it has said, line by line.

    It is forked from a server that has imported everything already, so that it is there in a moment.
    """

    def __init__(self, wanted: Wanted, board: SignalBoard) -> None:
        self._orders, theirs = CONTEXT.Pipe()
        self._reading, writing = CONTEXT.Pipe(duplex=False)
        self._process = CONTEXT.Process(target=serve, args=(wanted, theirs, writing), daemon=True)
        self._theirs = (theirs, writing)
        self._board = board
        self._asked = 0
        self._done = 0
        self._text = b""

    def start(self) -> None:
        """Fork the process, and listen to it."""
        self._process.start()
        for end in self._theirs:
            end.close()
        loop = asyncio.get_running_loop()
        loop.add_reader(self._orders.fileno(), self._hear, self._orders)
        loop.add_reader(self._reading.fileno(), self._listen)
        loop.add_reader(self._process.sentinel, self._gone)

    @property
    def pid(self) -> int:
        assert self._process.pid
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """None while it runs; negative for the signal that ended it."""
        return self._process.exitcode

    @property
    def output(self) -> list[str]:
        return self._text.decode(errors="replace").splitlines()

    async def kill(self) -> None:
        """SIGKILL: the process gets no chance to do anything."""
        if self.returncode is None:
            os.kill(self.pid, signal.SIGKILL)
        await self._until(lambda: self.returncode is not None)

    async def ring(self) -> None:
        """Have it do what is due and send what is owed; where it dies over that, return all the same."""
        await self._order("ring")

    async def sweep_twice(self) -> None:
        """Have it do what is due in two sweeps at once, as two processes would."""
        await self._order("sweep twice")

    async def rest(self) -> None:
        """Wait until it has carried out whatever it has heard of."""
        await self._order("rest")

    async def arm(self, point: Point, times: int) -> None:
        """Have it die at a point within its process."""
        await self._order("arm", point, times)

    @property
    def died_at(self) -> Point | None:
        """The point within the process at which it died, None where it was killed from outside."""
        last = self.output[-1] if self.output else ""
        return Point(last.removeprefix(DIES)) if last.startswith(DIES) else None

    def tail(self) -> str:
        """The last lines, for the text of a failure."""
        state = "is running" if self.returncode is None else f"has ended with {self.returncode}"
        return "\n".join([f"Accord {state}:", *(f"  | {line}" for line in self.output[-LAST_LINES:])])

    async def _order(self, name: str, *given: Any) -> None:
        self._asked += 1
        number = self._asked
        try:
            self._orders.send((number, name, given))
        except BrokenPipeError:
            await self.kill()
            return
        await self._until(lambda: self._done >= number or self.returncode is not None)

    async def _until(self, look: Any) -> None:
        await self._board.until(lambda: look() or None, within=30, explain=lambda: f"it does not obey\n{self.tail()}")

    def _hear(self, orders: Connection) -> None:
        try:
            self._done = orders.recv()
        except (EOFError, ConnectionResetError):
            asyncio.get_running_loop().remove_reader(orders.fileno())
        self._board.fire()

    def _listen(self) -> None:
        said = os.read(self._reading.fileno(), 1 << 16)
        self._text += said
        if not said:
            asyncio.get_running_loop().remove_reader(self._reading.fileno())

    def _gone(self) -> None:
        asyncio.get_running_loop().remove_reader(self._process.sentinel)
        self._process.join()
        os.set_blocking(self._reading.fileno(), False)
        with suppress(BlockingIOError):
            while said := os.read(self._reading.fileno(), 1 << 16):
                self._text += said
        asyncio.get_running_loop().remove_reader(self._reading.fileno())
        self._board.fire()
