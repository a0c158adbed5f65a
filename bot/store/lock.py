"""Who may have a database open: on SQLite one process; on PostgreSQL several, if no two serve the same shard.

Two processes with one shard would each answer every click. A process that serves all shards is alone.
"""

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from bot.settings import Shards
from bot.store.engine import file_of, make_engine
from bot.store.revisions import revisions

ADVISORY = 0x4163636F7264
"""The number of the advisory lock on PostgreSQL: "Accord" in ASCII. Whoever serves some shards shares it."""

SHARD, COUNT, FORM = 0x53686172, 0x436F756E, 0x466F726D
"""The classes of the locks of single shards, of the number of all, and of the form of the tables, in ASCII."""

_ALONE = text("SELECT pg_try_advisory_lock(:number)")
_SHARED = text("SELECT pg_try_advisory_lock_shared(:number)")
_ONE = text("SELECT pg_try_advisory_lock(:kind, :number)")
_TOGETHER = text("SELECT pg_advisory_lock_shared(:kind, :number)")
_OTHERS = text(
    "SELECT min(objid::bigint) FROM pg_locks WHERE locktype = 'advisory' AND classid = :kind AND objid <> :number"
    " AND objsubid = 2 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


_RUNNING = "Another Accord is running on {}. Stop it first, or give this one its own."
_SAME_SHARD = (
    "Another Accord on {} serves shard {} already, and this one is to serve {}."
    " Give each process shards of its own in ACCORD_SHARDS."
)
_OTHER_COUNT = (
    "Another Accord on {} reckons with {} shards, and this one with {}."
    " Give all processes the same number in ACCORD_SHARDS."
)


_OTHER_FORM = (
    "Another Accord on {} is of another version: its tables have form {}, and this one's {}."
    " Stop all processes before an upgrade, and start them all in the new version."
)


class StoreInUse(RuntimeError):
    """Another process has this database open, or serves a shard of this one's."""


class StoreLock:
    """Held while the store is open: a file beside SQLite's, advisory locks on PostgreSQL."""

    def __init__(self, url: str, shards: Shards | None = None) -> None:
        self._url, self._shards = url, shards
        file = file_of(url)
        self._file = file
        self._lock = FileLock(f"{file}.lock", thread_local=False) if file else None
        self._engine: Engine | None = None
        self._connection: Connection | None = None

    def take(self) -> None:
        """Take the lock; raises StoreInUse."""
        if self._lock is None:
            self._take_advisory()
            return
        if self._file is not None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire(timeout=0)
        except Timeout as taken:
            raise StoreInUse(_RUNNING.format(self._file)) from taken

    def _take_advisory(self) -> None:
        self._engine = make_engine(self._url)
        self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            self._claim(self._connection, str(self._engine.url.database))
        except StoreInUse:
            self.release()
            raise

    def _claim(self, connection: Connection, place: str) -> None:
        shards = self._shards
        if not connection.scalar(_SHARED if shards else _ALONE, {"number": ADVISORY}):
            raise StoreInUse(_RUNNING.format(place))
        if shards is None:
            return
        form = int(revisions().get_current_head() or 0)
        for kind, ours, refusal in ((COUNT, shards.count, _OTHER_COUNT), (FORM, form, _OTHER_FORM)):
            connection.execute(_TOGETHER, {"kind": kind, "number": ours})
            theirs = connection.scalar(_OTHERS, {"kind": kind, "number": ours})
            if theirs is not None:
                raise StoreInUse(refusal.format(place, theirs, ours))
        for number in shards.ids:
            if not connection.scalar(_ONE, {"kind": SHARD, "number": number}):
                raise StoreInUse(_SAME_SHARD.format(place, number, shards))

    def keep(self) -> None:
        """See that it is still held, for PostgreSQL lets go of it with the connection. Raises StoreInUse."""
        if self._lock is not None:
            return
        try:
            if self._connection is not None:
                self._connection.execute(text("SELECT 1"))
                return
        except DBAPIError:
            self.release()
        self._take_advisory()

    def release(self) -> None:
        """Let go of the lock."""
        if self._lock is not None:
            self._lock.release()
        if self._connection is not None:
            if not self._connection.invalidated:
                # The server would let go by itself only some time after the connection is closed.
                self._connection.execute(text("SELECT pg_advisory_unlock_all()"))
            self._connection.close()
        if self._engine is not None:
            self._engine.dispose()
        self._connection = self._engine = None
