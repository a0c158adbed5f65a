"""Who writes about a community writes alone.

On SQLite one process writes, in one thread. On PostgreSQL several processes may: what one of them writes about a
community waits until no other does, from before its first look until its commit. So every use case finds what it has
read still true when it writes, two cannot continue one chain of the ledger, and communities never wait for each other.
"""

from typing import Any

from sqlalchemy import BigInteger, Connection, Select, bindparam, func, select

from bot.rules.ids import CommunityId
from bot.store.engine import READS_ONLY
from bot.store.tables import circle, proposal

_LOCK = select(func.pg_advisory_xact_lock(bindparam("number", type_=BigInteger)))
_ABOUT: dict[str, Select[Any]] = {
    "proposal_id": select(proposal.c.community_id).where(proposal.c.id == bindparam("about")),
    "circle_id": select(circle.c.community_id).where(circle.c.id == bindparam("about")),
    "message_id": select(proposal.c.community_id).where(proposal.c.card_id == bindparam("about")),
}
"""Where a command that names no community finds it."""

UPGRADE = 0x55706772
"""The number of the lock under which tables are brought up to date: "Upgr" in ASCII; no community is as old."""

_CLASHES = frozenset({"40001", "40P01"})
"""PostgreSQL's codes where it has undone a transaction for another's sake: it can be done again."""


def keep_others_out(connection: Connection, number: int) -> None:
    """Wait until no other transaction has a community or a member to itself, and have it until the end of this."""
    if connection.dialect.name == "postgresql" and not connection.get_execution_options().get(READS_ONLY):
        connection.execute(_LOCK, {"number": number})


def community_of(connection: Connection, command: object) -> CommunityId | None:
    """Return the community that a command is about, None where it is about none or about many, and on SQLite."""
    if connection.dialect.name != "postgresql":
        return None
    for holder in (command, getattr(command, "actor", None), getattr(getattr(command, "row", None), "owed", None)):
        community_id: CommunityId | None = getattr(holder, "community_id", None)
        if community_id is not None:
            return community_id
    return next((_found(connection, name, command) for name in _ABOUT if hasattr(command, name)), None)


def _found(connection: Connection, name: str, command: object) -> CommunityId | None:
    found: CommunityId | None = connection.scalar(_ABOUT[name], {"about": getattr(command, name)})
    return found


def has_clashed(failure: BaseException | None) -> bool:
    """Whether something failed only because another process was in its way."""
    return getattr(getattr(failure, "orig", None), "sqlstate", None) in _CLASHES
