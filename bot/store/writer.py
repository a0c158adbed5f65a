"""The store: runs use cases off the event loop, many in one commit, and loses no update.

One thread takes whatever has queued up, runs each use case in a savepoint of its own, commits once for
all of them, and only then tells the callers. So one slow disk write serves a whole crowd of ballots,
and an answer is never given for something that a power cut could undo.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from bot.services.ports import UnitOfWork
from bot.store.answers import once
from bot.store.engine import make_engine, make_reader
from bot.store.lock import StoreInUse, StoreLock
from bot.store.migrate import migrate
from bot.store.unit import SqlUnit

__all__ = ["Store", "StoreClosed", "StoreInUse"]

C = TypeVar("C")
R = TypeVar("R")

AT_ONCE = 256
"""Use cases in one commit, so that the first of a crowd does not wait for the last."""

READERS = 2
"""Long reads at a time; more would only take turns on the interpreter lock."""


class StoreClosed(RuntimeError):
    """The store is not open."""


class _Job:
    """A use case that waits for its commit."""

    __slots__ = ("answer", "command", "failure", "future", "use_case")

    def __init__(self, use_case: Callable[[UnitOfWork, Any], Any], command: object) -> None:
        self.use_case = use_case
        self.command = command
        self.future: Future[Any] = Future()
        self.answer: object = None
        self.failure: BaseException | None = None

    def attempt(self, connection: Connection, unit: UnitOfWork) -> None:
        """Run in a savepoint of its own; what the use case raises is kept for its caller."""
        savepoint = connection.begin_nested()
        try:
            self.answer = once(connection, unit, self.use_case, self.command)
        except Exception as failure:  # noqa: BLE001 - it belongs to the caller, and reaches them below
            savepoint.rollback()
            self.failure = failure
        else:
            savepoint.commit()

    def tell(self) -> None:
        """Give the caller the answer or the failure."""
        if self.failure is None:
            self.future.set_result(self.answer)
        else:
            self.future.set_exception(self.failure)


class Store:
    """Everything that Accord remembers, behind `run` for use cases and `read` for questions.

    `on_commit` is called on the event loop that last used `run`, after each commit that held a success.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.on_commit: Callable[[], None] | None = None
        self._lock = StoreLock(url)
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._loop: asyncio.AbstractEventLoop | None = None
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
        self._loop = asyncio.get_running_loop()
        answer: R = await asyncio.wrap_future(self._submit(use_case, command))
        return answer

    def run_now(self, use_case: Callable[[UnitOfWork, C], R], command: C) -> R:
        """Do what `run` does, for callers without an event loop."""
        answer: R = self._submit(use_case, command).result()
        return answer

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

    def _submit(self, use_case: Callable[[UnitOfWork, C], R], command: C) -> "Future[Any]":
        if self._thread is None:
            raise StoreClosed
        job = _Job(use_case, command)
        self._queue.put(job)
        return job.future

    def _write(self, engine: Engine) -> None:
        """Be the writer thread: batch after batch until None comes."""
        while (job := self._queue.get()) is not None:
            batch, ended = self._gather(job)
            _commit(engine, batch)
            if any(job.failure is None for job in batch):
                self._committed()
            for one in batch:
                one.tell()
            if ended:
                return

    def _gather(self, first: _Job) -> tuple[list[_Job], bool]:
        """Take what has queued up; jobs that nobody waits for any more are dropped unrun."""
        batch, ended = [first], False
        try:
            while len(batch) < AT_ONCE:
                job = self._queue.get_nowait()
                if job is None:
                    ended = True
                    break
                batch.append(job)
        except Empty:
            pass
        return [job for job in batch if job.future.set_running_or_notify_cancel()], ended

    def _committed(self) -> None:
        loop, hook = self._loop, self.on_commit
        if hook is not None and loop is not None and not loop.is_closed():
            try:
                loop.call_soon_threadsafe(hook)
            except RuntimeError:
                # The loop closed between the question and the call: nobody is left to be told.
                self._loop = None


def _commit(engine: Engine, batch: list[_Job]) -> None:
    """Run a batch in one transaction; where that fails as a whole, it fails for every caller."""
    try:
        with engine.begin() as connection:
            unit = SqlUnit(connection)
            for job in batch:
                job.attempt(connection, unit)
    except BaseException as failure:  # noqa: BLE001 - every caller hears of it; a silent thread would hang all
        for job in batch:
            job.failure = job.failure or failure
