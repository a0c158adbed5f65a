"""What keeps a database or a folder from being written to, told from the driver's error."""

import errno
import sqlite3
from enum import StrEnum

from sqlalchemy.exc import DBAPIError


class Trouble(StrEnum):
    """Why nothing can be written."""

    FULL = "full"
    READ_ONLY = "read-only"
    LOCKED = "locked"
    DAMAGED = "damaged"
    FAILING = "failing"


_SQLITE = {
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_PERM: Trouble.READ_ONLY,
    sqlite3.SQLITE_BUSY: Trouble.LOCKED,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: Trouble.DAMAGED,
    sqlite3.SQLITE_IOERR: Trouble.FAILING,
    sqlite3.SQLITE_CANTOPEN: Trouble.FAILING,
}
_POSTGRESQL = {"53100": Trouble.FULL, "25006": Trouble.READ_ONLY, "55P03": Trouble.LOCKED}
_SYSTEM = {
    errno.ENOSPC: Trouble.FULL,
    errno.EDQUOT: Trouble.FULL,
    errno.EFBIG: Trouble.FULL,
    errno.EROFS: Trouble.READ_ONLY,
    errno.EACCES: Trouble.READ_ONLY,
    errno.EPERM: Trouble.READ_ONLY,
    errno.EIO: Trouble.FAILING,
}


def trouble_of(failure: BaseException) -> Trouble | None:
    """Return what the storage suffers from, None where the failure has another cause."""
    cause = failure.orig if isinstance(failure, DBAPIError) else failure
    if isinstance(cause, sqlite3.Error):
        return _SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    if isinstance(cause, OSError):
        return _SYSTEM.get(cause.errno or 0)
    if isinstance(failure, DBAPIError) and failure.connection_invalidated:
        return Trouble.FAILING
    return _POSTGRESQL.get(getattr(cause, "sqlstate", None) or "")
