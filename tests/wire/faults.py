"""Things that go wrong on the way, each for the next requests that match."""

import asyncio
import re
from collections.abc import Awaitable, Callable

from tests.wire.journal import Request
from tests.wire.replies import Cut, Reply, rate_limited

Proceed = Callable[[], Reply]
Behaviour = Callable[[Proceed], Awaitable[Reply]]
Only = Callable[[Request], bool]


class Fault:
    """One thing that goes wrong `times` times; `requests` are those it has struck."""

    def __init__(self, method: str, path: str, behaviour: Behaviour, times: int = 1, only: Only | None = None) -> None:
        self.method = method
        self.path = re.compile(path)
        self.behaviour = behaviour
        self.only = only
        self.left = times
        self.requests: list[Request] = []
        self._struck = asyncio.Event()

    def matches(self, request: Request) -> bool:
        meant = self.method == request.method and self.path.fullmatch(request.path)
        return bool(self.left and meant and (self.only is None or self.only(request)))

    def strike(self, request: Request) -> None:
        self.left -= 1
        self.requests.append(request)
        self._struck.set()

    async def struck(self, within: float = 20) -> None:
        """Wait until a request has met this fault."""
        async with asyncio.timeout(within):
            await self._struck.wait()


class Hold(Fault):
    """A request that gets no answer until the test says so.

    With `accepted` Discord has done what was asked before it falls silent; else it does so only on
    `release()`, and never after `discard()`.
    """

    def __init__(self, method: str, path: str, *, accepted: bool, only: Only | None = None) -> None:
        super().__init__(method, path, self._wait, only=only)
        self._accepted = accepted
        self._decided = asyncio.Event()
        self._discarded = False

    def release(self) -> None:
        self._decided.set()

    def discard(self) -> None:
        self._discarded = True
        self._decided.set()

    async def _wait(self, proceed: Proceed) -> Reply:
        reply = proceed() if self._accepted else None
        await self._decided.wait()
        if self._discarded:
            return Reply(cut=Cut.CLOSED)
        return reply or proceed()


class Faults:
    """The faults a test has laid out; `path` is an expression for the whole path without `/api/v10`."""

    def __init__(self) -> None:
        self._laid: list[Fault] = []

    def take(self, request: Request) -> Fault | None:
        """The first fault that matches, used up by one."""
        fault = next((each for each in self._laid if each.matches(request)), None)
        if fault:
            fault.strike(request)
        return fault

    def answer(self, method: str, path: str, status: int, *, code: int = 0, message: str = "", times: int = 1) -> Fault:
        """Refuse with this status and nothing done."""
        return self._instead(method, path, Reply({"code": code, "message": message}, status), times)

    def rate_limit(
        self, method: str, path: str, *, retry_after: float, times: int = 1, via: bool = True, everywhere: bool = False
    ) -> Fault:
        """Answer 429; without `via` as Cloudflare does, which discord.py does not try again."""
        return self._instead(method, path, rate_limited(retry_after, via=via, everywhere=everywhere), times)

    def drop(self, method: str, path: str, *, times: int = 1) -> Fault:
        """Close the connection with nothing done and nothing said."""
        return self._instead(method, path, Reply(cut=Cut.CLOSED), times)

    def accept_then_reset(self, method: str, path: str, *, times: int = 1) -> Fault:
        """Do what was asked, then reset the connection instead of saying so."""

        async def accept(proceed: Proceed) -> Reply:
            proceed()
            return Reply(cut=Cut.RESET)

        return self.lay(Fault(method, path, accept, times))

    def hold(self, method: str, path: str, *, accepted: bool = False, only: Only | None = None) -> Hold:
        """Keep the next request, of those that `only` picks, without an answer; see Hold."""
        hold = Hold(method, path, accepted=accepted, only=only)
        self._laid.append(hold)
        return hold

    def release_all(self) -> None:
        """Let go of whatever is still held, so that the stand-in can be closed."""
        for fault in self._laid:
            if isinstance(fault, Hold):
                fault.discard()

    def _instead(self, method: str, path: str, reply: Reply, times: int) -> Fault:
        async def refuse(_: Proceed) -> Reply:
            return reply

        return self.lay(Fault(method, path, refuse, times))

    def lay(self, fault: Fault) -> Fault:
        """Lay out a fault of one's own."""
        self._laid.append(fault)
        return fault

    def lift(self, fault: Fault) -> None:
        """Take a fault away, whether it has struck or not."""
        if fault in self._laid:
            self._laid.remove(fault)
