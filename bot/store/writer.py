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
from datetime import datetime
from queue import Empty, SimpleQueue
from threading import Thread
from time import perf_counter
from typing import Any, TypeVar

import structlog
from sqlalchemy import Connection, Engine

from bot.rules.errors import AccordError
from bot.rules.ids import CommunityId
from bot.services.ports import UnitOfWork
from bot.services.trouble import NotWritten
from bot.settings import Shards
from bot.store.alone import community_of, has_clashed, keep_others_out
from bot.store.answers import plain, recall, remember
from bot.store.engine import file_of, make_engine, make_reader
from bot.store.files import check_room
from bot.store.journal import empty_journal
from bot.store.lock import StoreInUse, StoreLock
from bot.store.migrate import migrate
from bot.store.trouble import Trouble, trouble_of
from bot.store.unit import SqlUnit
from bot.store.watch import Unwatched, Watch

__all__ = ["Store", "StoreClosed", "StoreInUse"]

C = TypeVar("C")
R = TypeVar("R")
log = structlog.get_logger(__name__)

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
        except Exception as failure:
            if trouble_of(failure):
                raise  # the database has undone the whole transaction by itself
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

    def named(self) -> tuple[str, str]:
        """Return the use case's name, and whether it was kept, refused by a rule, or failed."""
        function = plain(self.use_case)
        refused = isinstance(self.failure, AccordError) and not isinstance(self.failure, NotWritten)
        outcome = "kept" if self.failure is None else "refused" if refused else "failed"
        return f"{function.__module__.rpartition('.')[2]}.{function.__name__}", outcome

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

    def __init__(self, url: str, watch: Watch | None = None, shards: Shards | None = None) -> None:
        self.url = url
        self.trouble: Trouble | None = None
        self._watch = watch or Unwatched()
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
        empty_journal(self._writer, always=True)
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

        Raises what the use case raises, and what the commit raises: NotWritten where the storage takes nothing.
        A command whose `key` was seen before gets the first answer again.
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

    async def prove(self, now: datetime) -> None:
        """Write one row, and after a trouble more; once that is on the disk, it is over. Raises NotWritten."""
        if self.trouble is not None and (file := file_of(self.url)):
            try:
                await asyncio.to_thread(check_room, file)
            except OSError as failure:
                raise NotWritten from failure
        await self.run(_prove, now)
        if self.trouble is not None:
            log.warning("the database can be written to again", trouble=self.trouble.value)
        self.trouble = None

    def _submit(self, job: _Job) -> None:
        if self._thread is None:
            raise StoreClosed
        self._queue.put(job)

    def _write(self, engine: Engine) -> None:
        """Be the writer thread: batch after batch until None comes."""
        while (job := self._queue.get()) is not None:
            batch, ended = self._gather(job)
            began = perf_counter()
            self._heed(engine, _commit(engine, batch) or _emptied(engine))
            seconds = perf_counter() - began
            self._watch.committed([job.named() for job in batch], seconds, self._queue.qsize())
            _tell(batch)
            if ended:
                return

    def _heed(self, engine: Engine, failure: BaseException | None) -> None:
        """Say once what the storage suffers from, and begin the next transaction on a new connection."""
        trouble = None if failure is None else trouble_of(failure)
        if trouble is None:
            return
        if trouble is not self.trouble:
            log.error("the database cannot be written to", trouble=trouble.value, reason=str(failure))
        self.trouble = trouble
        engine.dispose()

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


def _emptied(engine: Engine) -> BaseException | None:
    """Leave no trace of secret ballots that the batch has parted from their voters; return what kept it from that."""
    try:
        empty_journal(engine)
    except Exception as failure:
        log.exception("the journal could not be emptied")
        return failure
    return None


def _prove(unit: UnitOfWork, now: datetime) -> None:
    unit.facts.put("proved", now.isoformat())


def _commit(engine: Engine, batch: list[_Job]) -> BaseException | None:
    """Run a batch in one transaction, and again one by one what another process was in the way of.

    Returns what the storage suffers from, if that kept it from being written.
    """
    failures = [_attempt(engine, batch)]
    for _ in range(TRIES):
        for job in batch:
            if has_clashed(job.failure):
                job.failure = None
                failures.append(_attempt(engine, [job]))
    return next((one for one in failures if one is not None and trouble_of(one)), None)


def _attempt(engine: Engine, batch: list[_Job]) -> BaseException | None:
    """Run jobs in one transaction; where that fails as a whole, it fails for every caller and is returned."""
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
        told = NotWritten() if trouble_of(failure) else failure
        for job in batch:
            job.failure = job.failure or told
        return failure
    return None


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
