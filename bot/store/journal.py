"""What a database keeps beside its tables for a while, emptied once a key was in it that nothing may unlock with again.

SQLite overwrites what is erased (`secure_delete`), and keeps the pages as they were in its write-ahead log until that
is cut off. PostgreSQL leaves erased rows where they were until their table is written anew; its own log is the
operator's (docs/promises.md).
"""

from contextlib import closing
from typing import Any

import structlog
from sqlalchemy import Engine

from bot.store.papers import PARTED

log = structlog.get_logger(__name__)

_PATIENCE_MS = 50
"""How long a reader is waited for; whoever is longer at it is asked again after the next commit."""

_IN_USE = "55P03"
"""What PostgreSQL answers where a lock is not to be had in time."""


def empty_journal(engine: Engine, *, always: bool = False) -> None:
    """Leave nothing of keys that were destroyed.

    It asks only where ballots were parted from their voters, or always. A reader that is in the way is not waited for
    long: the next commit tries again, and so does the next start.
    """
    with closing(engine.raw_connection()) as connection:
        if not always and PARTED not in connection.info:
            return
        empty = {"sqlite": _cut, "postgresql": _rewrite}[engine.dialect.name]
        if empty(connection.driver_connection):
            connection.info.pop(PARTED, None)
            return
    log.info("somebody reads still: the journal is emptied after the next commit")


def _cut(driver: Any) -> bool:  # noqa: ANN401 - sqlite3's connection
    (patience,) = driver.execute("PRAGMA busy_timeout").fetchone()
    driver.execute(f"PRAGMA busy_timeout={_PATIENCE_MS}")
    (busy, *_) = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    driver.execute(f"PRAGMA busy_timeout={patience}")
    return not busy


def _rewrite(driver: Any) -> bool:  # noqa: ANN401 - psycopg's connection
    driver.autocommit = True
    try:
        driver.execute(f"SET lock_timeout = {_PATIENCE_MS}")
        driver.execute("VACUUM (FULL) vote_key")
    except Exception as failure:
        if getattr(failure, "sqlstate", None) != _IN_USE:
            raise
        return False
    finally:
        driver.execute("RESET lock_timeout")
        driver.autocommit = False
    return True
