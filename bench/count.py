"""A whole count from the database to the result, beside merely reading the rows it rests on.

The count walks the way a close does: roll, memberships, delegations and ballots as of the deadline, the weight of
every ballot, the verdict. Reading means to fetch the same rows with `sqlite3` alone. A fifth of the members vote,
and half of all have a delegate, who can be anybody.
"""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

from bench.crowd import COMMUNITY, folder, members, open_decision, opened
from bench.delegation import best, community
from bench.result import Result
from bot.clock import SystemClock
from bot.rules.decision import Decision
from bot.services.deadline import count

SIZES = (1_000, 10_000, 100_000, 1_000_000)
ROWS = {
    "roll": "SELECT member_id FROM roll WHERE proposal_id = :proposal",
    "members": "SELECT member_id FROM circle_membership WHERE circle_id = :circle",
    "delegations": "SELECT truster_id, trustee_id FROM delegation WHERE community_id = :community",
    "ballots": "SELECT member_id, choice FROM ballot WHERE proposal_id = :proposal",
}


def measure() -> Iterator[Result]:
    """Yield seconds per count, the best of three."""
    for size in SIZES:
        with folder() as path, opened(path) as store:
            decision = open_decision(store, size)
            fill(path / "accord.db", decision, size, Random(size))
            reading = best(lambda found=decision, at=path: read(at / "accord.db", found))
            counting = best(lambda found=decision, kept=store: kept.read_now(count, found.id))
            result = store.read_now(count, decision.id)
        note = f"{result.direct:,} voted, {result.delegated:,} through delegation"
        yield Result(f"count {size:,} members", counting, reading, "s", note)


def fill(path: Path, decision: Decision, size: int, chance: Random) -> None:
    """Let a crowd delegate and vote, row by row, without the use cases."""
    rows, voters = community(size, chance, members(size))
    now = SystemClock().now() - timedelta(minutes=1)
    moment = now.strftime("%Y-%m-%d %H:%M:%S.%f")
    delegations = ((COMMUNITY, one, to, moment) for one, to in rows if to is not None)
    ballots = ((decision.id, voter, chance.choice(("yes", "no", "abstain")), moment) for voter in voters)
    connection = sqlite3.connect(path)
    connection.executemany(
        "INSERT INTO delegation (community_id, truster_id, scope, scope_id, trustee_id, since) "
        "VALUES (?, ?, 'community', 0, ?, ?)",
        delegations,
    )
    connection.executemany(
        "INSERT INTO ballot (proposal_id, member_id, choice, salt, cast_at) VALUES (?, ?, ?, '', ?)", ballots
    )
    connection.commit()
    connection.close()


def read(path: Path, decision: Decision) -> int:
    """Fetch every row, and do nothing with it."""
    asked = {"proposal": decision.id, "circle": decision.circle_id, "community": COMMUNITY}
    connection = sqlite3.connect(path)
    fetched = sum(len(connection.execute(sql, asked).fetchall()) for sql in ROWS.values())
    connection.close()
    return fetched
