"""One process per database: two would each answer every click."""

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, text

from bot.store.engine import file_of, make_engine

ADVISORY = 0x4163636F7264
"""The number of the advisory lock on PostgreSQL: "Accord" in ASCII."""


class StoreInUse(RuntimeError):
    """Another process has this database open."""

    def __init__(self, place: str) -> None:
        super().__init__(f"Another Accord is running on {place}. Stop it first, or give this one its own.")


class StoreLock:
    """Held while the store is open: a file beside SQLite's, an advisory lock on PostgreSQL."""

    def __init__(self, url: str) -> None:
        self._url = url
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
            raise StoreInUse(str(self._file)) from taken

    def _take_advisory(self) -> None:
        self._engine = make_engine(self._url)
        self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        asked = text("SELECT pg_try_advisory_lock(:number)")
        if not self._connection.scalar(asked, {"number": ADVISORY}):
            self.release()
            raise StoreInUse(str(self._engine.url.database))

    def release(self) -> None:
        """Let go of the lock."""
        if self._lock is not None:
            self._lock.release()
        if self._connection is not None:
            # The server would let go by itself only some time after the connection is closed.
            self._connection.execute(text("SELECT pg_advisory_unlock_all()"))
            self._connection.close()
        if self._engine is not None:
            self._engine.dispose()
