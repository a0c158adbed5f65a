"""The named points at which a process can be killed: each lies between two things that must not come apart.

Nothing of this is in the shipped program. The bench's process looks on from outside: at the statements that SQLite
carries out, at what the connection pool gives back, and at the use cases that the store is asked for.
"""

import os
import signal
import time
from collections.abc import Awaitable, Callable
from enum import StrEnum
from sqlite3 import Connection
from typing import Any

from sqlalchemy import Engine, event

from bot.store.writer import Store


class Point(StrEnum):
    """Where the process dies; the last four lie on the wire, and the bench kills it from there."""

    BEFORE_SAVEPOINT = "before the savepoint"
    AFTER_USE_CASE = "after the use case, within its savepoint"
    BEFORE_COMMIT = "before the commit"
    AFTER_COMMIT = "after the commit, before anybody is told"
    BEFORE_WRITE_BACK = "before the write-back"
    AFTER_WRITE_BACK = "after the write-back"
    AFTER_FREEZE = "between freeze and count"
    AFTER_COUNT = "between count and announcement"
    AFTER_ANNOUNCE = "after the announcement is owed"
    BEFORE_ANSWER = "before the answer arrives"
    AFTER_ANSWER = "after the answer arrived"
    BEFORE_SEND = "before a message arrives"
    AFTER_SEND = "after a message arrived"


STATEMENTS = {
    "SAVEPOINT job": Point.BEFORE_SAVEPOINT,
    "RELEASE SAVEPOINT job": Point.AFTER_USE_CASE,
    "COMMIT": Point.BEFORE_COMMIT,
}
BEFORE = dict.fromkeys(("record_sent", "record_refused", "repost_card"), Point.BEFORE_WRITE_BACK)
AFTER = dict.fromkeys(BEFORE, Point.AFTER_WRITE_BACK) | {
    "freeze_due": Point.AFTER_FREEZE,
    "count": Point.AFTER_COUNT,
    "announce": Point.AFTER_ANNOUNCE,
}
PATIENCE_MS = 250
"""How long the bench's process waits for a locked database; the shipped one waits for ten seconds."""


WRITES = ("INSERT", "UPDATE", "DELETE")
"""How the statements begin without which a commit commits nothing."""

LAST_SECONDS = 0.2
"""How long the process lives on at its last point, so that an answer which was sent too early still arrives."""


DIES = "dies "
"""How the last line of a process begins that dies at one of its points."""


class Points:
    """Counts how often armed points are reached, and kills the process there."""

    def __init__(self) -> None:
        self._left: dict[Point, int] = {}

    def arm(self, point: Point, times: int) -> None:
        """Die when the point has been reached so many times from now on."""
        self._left[point] = times

    def reach(self, point: Point | None) -> None:
        """Be at a point."""
        if point is None or point not in self._left:
            return
        self._left[point] -= 1
        if self._left[point] == 0:
            time.sleep(LAST_SECONDS)
            os.write(1, f"{DIES}{point}\n".encode())
            os.kill(os.getpid(), signal.SIGKILL)

    def watch_statements(self) -> None:
        """Look on at every writing transaction of this process."""

        @event.listens_for(Engine, "connect")
        def _connected(driver: Connection, record: Any) -> None:
            def trace(statement: str) -> None:
                if statement == "BEGIN IMMEDIATE":
                    record.info["writing"] = True
                elif statement.startswith(WRITES):
                    record.info["wrote"] = True
                elif statement != "COMMIT" or record.info.get("wrote"):
                    self.reach(STATEMENTS.get(statement) if record.info.get("writing") else None)

            driver.set_trace_callback(trace)

        @event.listens_for(Engine, "checkout")
        def _taken(driver: Connection, _record: Any, _proxy: Any) -> None:
            driver.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")

        @event.listens_for(Engine, "checkin")
        def _given_back(_driver: Connection, record: Any) -> None:
            record.info.pop("writing", False)
            if record.info.pop("wrote", False):
                self.reach(Point.AFTER_COMMIT)

    def watch_use_cases(self, store: Store) -> None:
        """Look on at what the store is asked for."""
        store.run = self._watched(store.run)  # type: ignore[method-assign]
        store.read = self._watched(store.read)  # type: ignore[method-assign]

    def _watched(self, ask: Callable[[Any, Any], Awaitable[Any]]) -> Callable[[Any, Any], Awaitable[Any]]:
        async def watched(use_case: Any, command: Any) -> Any:
            name = getattr(use_case, "__name__", "")
            self.reach(BEFORE.get(name))
            answer = await ask(use_case, command)
            if answer is not False and answer != []:
                self.reach(AFTER.get(name))
            return answer

        return watched
