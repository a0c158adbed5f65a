"""The store: runs use cases off the event loop, many in one commit, and loses no update.

One thread takes whatever has queued up, runs each use case in a savepoint of its own, commits once for
all of them, and only then tells the callers. So one slow disk write serves a whole crowd of ballots,
and an answer is never given for something that a power cut could undo.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from bot.rules.ids import CommunityId
from bot.services.ports import UnitOfWork
from bot.settings import Shards
from bot.store.alone import community_of, has_clashed, keep_others_out
from bot.store.answers import recall, remember
from bot.store.engine import file_of, make_engine, make_reader
from bot.store.lock import StoreInUse, StoreLock
from bot.store.migrate import migrate
from bot.store.unit import SqlUnit

__all__ = ["Store", "StoreClosed", "StoreInUse"]

C = TypeVar("C")
R = TypeVar("R")

AT_ONCE = 256
"""Use cases in one commit, so that the first of a crowd does not wait for the last."""

AT_ONCE_ON_POSTGRESQL = 60
"""There it is also for others: they are kept waiting, and look up every savepoint beyond 64."""

TRIES = 5
"""How often something is done again that another process was in the way of; one of them always comes through."""

READERS = 2
"""Long reads at a time; more would only take turns on the interpreter lock."""


class StoreClosed(RuntimeError):
    """The store is not open."""


class _Job:
    """A use case that waits for its commit, and the future in which its caller waits for the answer."""

    __slots__ = ("answer", "command", "community_id", "failure", "future", "use_case")

    def __init__(
        self,
        use_case: Callable[[UnitOfWork, Any], Any],
        command: object,
        future: "asyncio.Future[Any] | Future[Any]",
    ) -> None:
        self.use_case = use_case
        self.command = command
        self.future = future
        self.community_id: CommunityId | None = None
        self.answer: object = None
        self.failure: BaseException | None = None

    def attempt(self, connection: Connection, unit: UnitOfWork, *, alone: bool) -> bool:
        """Run in a savepoint of its own, `alone` with its community already or from now on; False where it was undone.

        A repeat fails where the first time succeeded, at the latest when its answer is to be remembered; it is
        undone and gets the first answer. What else the use case raises is kept for its caller.
        """
        driver: Any = connection.connection.driver_connection
        driver.execute("SAVEPOINT job")
        try:
            if self.community_id is not None and not alone:
                keep_others_out(connection, self.community_id)
            self.answer = self.use_case(unit, self.command)
            remember(connection, self.use_case, self.command, self.answer)
        except Exception as failure:  # noqa: BLE001 - it belongs to the caller, and reaches them in `tell`
            driver.execute("ROLLBACK TO SAVEPOINT job")
            self._recall(connection, failure)
            return False
        driver.execute("RELEASE SAVEPOINT job")
        return True

    def _recall(self, connection: Connection, failure: Exception) -> None:
        try:
            self.answer = recall(connection, self.use_case, self.command, otherwise=failure)
        except Exception as raised:  # noqa: BLE001 - see above
            self.failure = raised

    def tell(self) -> None:
        """Give the caller the answer or the failure, unless they have left."""
        if self.future.done():
            return
        if self.failure is None:
            self.future.set_result(self.answer)
        else:
            self.future.set_exception(self.failure)


class Store:
    """Everything that Accord remembers, behind `run` for use cases and `read` for questions."""

    def __init__(self, url: str, shards: Shards | None = None) -> None:
        self.url = url
        self._lock = StoreLock(url, shards)
        self._at_once = AT_ONCE if file_of(url) else AT_ONCE_ON_POSTGRESQL
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._writer: Engine | None = None
        self._reader: Engine | None = None
        self._readers: ThreadPoolExecutor | None = None

    def open(self) -> None:
        """Take the lock, bring the tables up to date, and start to write.

        Raises StoreInUse, ForeignDatabase, NewerDatabase.
        """
        self._lock.take()
        try:
            migrate(self.url)
        except BaseException:
            self._lock.release()
            raise
        self._writer = make_engine(self.url)
        self._reader = make_reader(self.url)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="accord-reader")
        self._thread = Thread(target=self._write, args=(self._writer,), name="accord-writer", daemon=True)
        self._thread.start()

    def keep(self) -> None:
        """See that nobody else has taken what this one has open. Raises StoreInUse."""
        self._lock.keep()

    def close(self) -> None:
        """Finish what has queued up, and let go of the database; closing twice does nothing."""
        if self._thread is None or not self._readers or not self._reader or not self._writer:
            return
        thread, self._thread = self._thread, None
        self._queue.put(None)
        thread.join()
        self._readers.shutdown()
        self._reader.dispose()
        self._writer.dispose()
        self._lock.release()

    async def run(self, use_case: Callable[[UnitOfWork, C], R], command: C) -> R:
        """Run a use case in a transaction and return its answer once it is on the disk.

        Raises what the use case raises, and what the commit raises. A command whose `key` was seen
        before gets the first answer again.
        """
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._submit(_Job(use_case, command, future))
        return await future

    def run_now(self, use_case: Callable[[UnitOfWork, C], R], command: C) -> R:
        """Do what `run` does, for callers without an event loop."""
        future: Future[R] = Future()
        self._submit(_Job(use_case, command, future))
        return future.result()

    async def read(self, question: Callable[[UnitOfWork, C], R], command: C) -> R:
        """Answer a question from one snapshot, beside the writer; every write is refused."""
        if self._thread is None:
            raise StoreClosed
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, self.read_now, question, command)

    def read_now(self, question: Callable[[UnitOfWork, C], R], command: C) -> R:
        """Do what `read` does, for callers without an event loop."""
        if self._reader is None:
            raise StoreClosed
        with self._reader.begin() as connection:
            return question(SqlUnit(connection), command)

    def _submit(self, job: _Job) -> None:
        if self._thread is None:
            raise StoreClosed
        self._queue.put(job)

    def _write(self, engine: Engine) -> None:
        """Be the writer thread: batch after batch until None comes."""
        while (job := self._queue.get()) is not None:
            batch, ended = self._gather(job)
            _commit(engine, batch)
            _tell(batch)
            if ended:
                return

    def _gather(self, first: _Job) -> tuple[list[_Job], bool]:
        """Take what has queued up; jobs that nobody waits for any more are dropped unrun."""
        batch, ended = [first], False
        try:
            while len(batch) < self._at_once:
                job = self._queue.get_nowait()
                if job is None:
                    ended = True
                    break
                batch.append(job)
        except Empty:
            pass
        return [job for job in batch if not job.future.cancelled()], ended


def _commit(engine: Engine, batch: list[_Job]) -> None:
    """Run a batch in one transaction, and again one by one what another process was in the way of."""
    _attempt(engine, batch)
    for _ in range(TRIES):
        for job in batch:
            if has_clashed(job.failure):
                job.failure = None
                _attempt(engine, [job])


def _attempt(engine: Engine, batch: list[_Job]) -> None:
    """Run jobs in one transaction; where that fails as a whole, it fails for every caller."""
    try:
        with engine.begin() as connection:
            unit, alone_with = SqlUnit(connection), None
            for job in _in_turn(connection, batch):
                if job.community_id != alone_with:
                    unit = SqlUnit(connection)  # others wrote there until now
                if job.attempt(connection, unit, alone=job.community_id == alone_with):
                    alone_with = job.community_id
                else:
                    unit = SqlUnit(connection)  # the other remembers what was undone
    except BaseException as failure:  # noqa: BLE001 - every caller hears of it; a silent thread would hang all
        for job in batch:
            job.failure = job.failure or failure


def _in_turn(connection: Connection, batch: list[_Job]) -> list[_Job]:
    """Return jobs by community, so that two processes do not wait for each other; what is about none comes last."""
    for job in batch:
        job.community_id = community_of(connection, job.command)
    return sorted(batch, key=lambda job: (job.community_id is None, job.community_id or 0))


def _tell(batch: list[_Job]) -> None:
    """Tell the callers: those on an event loop by one call to it, for each call wakes it up."""
    on_loops: defaultdict[asyncio.AbstractEventLoop, list[_Job]] = defaultdict(list)
    for job in batch:
        if isinstance(job.future, Future):
            job.tell()
        else:
            on_loops[job.future.get_loop()].append(job)
    for loop, jobs in on_loops.items():
        with suppress(RuntimeError):  # the loop was closed: nobody is left to be told
            loop.call_soon_threadsafe(_tell_all, jobs)


def _tell_all(jobs: list[_Job]) -> None:
    for job in jobs:
        job.tell()
