"""What the operator takes out of the record, and checks of it: a vote or a whole community, beside a running Accord.

The database is only read, and not through the store, so that Accord need not stop for it.
"""

import csv
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

import verify as verifier
from bot.rules.ids import CommunityId, ProposalId
from bot.services.count import counted
from bot.services.export import COUNTED, community_record, vote_record
from bot.services.ports import UnitOfWork
from bot.services.record import lot_told
from bot.services.values import Event
from bot.store.engine import file_of, make_reader
from bot.store.ledger import broken_at, communities
from bot.store.unit import SqlUnit

COLUMNS = ("decision", "title", "name", "roll", "weight", "ballot", "reason")
"""Of the table for people: a row for everybody on the roll."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a program for tables would take for a formula."""

OFTEN = 100
"""Votes between two words on how far an export is."""


class NoDatabase(RuntimeError):
    """There is nothing that could be read."""


@contextmanager
def _reading(url: str) -> Iterator[tuple[UnitOfWork, Connection]]:
    """Look at one snapshot of the database, on which every write is refused."""
    file = file_of(url)
    if file and not file.exists():
        raise NoDatabase(f"There is no database at {file}.")
    engine = make_reader(url)
    try:
        with engine.begin() as connection:
            yield SqlUnit(connection), connection
    finally:
        engine.dispose()


def export(url: str, proposal: int | None, community: int | None, *, table: bool, say: Callable[[str], None]) -> str:
    """Return one counted vote or a whole community as JSON, or as a table for people.

    Raises NoSuchProposal or NothingCounted.
    """
    with _reading(url) as (uow, _):
        if proposal is not None:
            record = vote_record(uow, ProposalId(proposal))
        else:
            record = community_record(uow, CommunityId(community or 0), lambda done, whole: _far(done, whole, say))
    return written_table(record) if table else json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _far(done: int, whole: int, say: Callable[[str], None]) -> None:
    if done % OFTEN == 0:
        say(f"{done} of {whole} votes")


def write(text: str, to: Path | None) -> None:
    """Write to a new file that nobody else can read, or print. Raises FileExistsError."""
    if to is None:
        sys.stdout.write(text)
        return
    with open(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline="") as file:  # noqa: PTH123 - a path cannot be opened with a mode
        file.write(text)


def written_table(record: Mapping[str, Any]) -> str:
    """Return a record as CSV: who voted or through whom, with which weight, and what the ballot says."""
    text = StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for told in record["decisions"]:
        rows.writerows([*map(_safe, row)] for row in _rows(told))
    return text.getvalue()


def _rows(told: Mapping[str, Any]) -> Iterator[tuple[object, ...]]:
    whole = verifier.paired({**told}) if verifier.is_secret({**told}) else {**told}
    way = verifier.nearest(whole)
    eligible, ballots = {*told["eligible"]}, {ballot["voter"]: ballot for ballot in told["ballots"]}
    weights = Counter[str]()
    for (voter, _), votes in verifier.weighed(whole, way).weights.items():
        weights[voter] += votes
    for name in told["roll"]:
        ballot, end = ballots.get(name), way.ends.get(name)
        heard = "voted" if end == name else f"through {end}" if end else "not heard"
        yield (
            told["proposal"],
            told["title"],
            name,
            heard if name in eligible else "no member at the close",
            weights[name],
            verifier.shown({**told, "ballots": [ballot]}, name) if ballot else "",
            (ballot or {}).get("reason") or "",
        )
    for paper in told.get("papers", ()):
        said = verifier.shown({**told, "rules": {}, "ballots": [{"voter": "", **paper}]}, "")
        yield told["proposal"], told["title"], paper["name"], "secret ballot", 1, said, ""


def _safe(cell: object) -> object:
    """Return a cell that no program takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def verify_database(url: str, say: Callable[[str], None]) -> bool:
    """Check the chains of all communities and count all votes again; return whether nothing is wrong."""
    fine = True
    with _reading(url) as (uow, connection):
        for community_id in communities(connection):
            wrong, text = verified(uow, connection, community_id)
            fine = fine and not wrong
            say("\n".join([text, *(f"  WRONG: {one}" for one in wrong)]))
    return fine


def verified(uow: UnitOfWork, connection: Connection, community_id: CommunityId) -> tuple[list[str], str]:
    """Return what is wrong with a community, and what it is."""
    broken = broken_at(connection, community_id)
    wrong = [] if broken is None else [f"Line {broken} of the chain does not fit: it was changed, or one is missing."]
    try:
        record = community_record(uow, community_id)
        found = verifier.Record(verifier.parsed(json.dumps(record))).check()
        wrong += [*found.wrong, *_differing(uow, record)]
    except (ArithmeticError, AssertionError, LookupError, TypeError, ValueError, verifier.Unreadable) as bad:
        return [
            *wrong,
            f"Something is kept here that Accord cannot have written ({bad!r}).",
        ], f"Community {community_id}"
    text = f"Community {community_id}: {len(found.hashes)} lines, {len(found.decisions)} counted votes"
    return wrong, "\n".join([text, *(f"  cannot be told: {one}" for one in found.unsure)])


def _differing(uow: UnitOfWork, record: Mapping[str, Any]) -> Iterator[str]:
    """Compare what is kept of each count, with its steps and its lot, with what it comes to now."""
    lots = {}
    for line in record["lines"]:
        if line.get("event") == Event.DECISION_COUNTED:
            payload = json.loads(line["payload"])
            lots[payload["proposal"]] = payload.get("lot")
    for told in record["decisions"]:
        decision = uow.decisions.get(ProposalId(told["proposal"]))
        if decision is None or decision.state not in COUNTED:
            yield f"Decision {told['proposal']}: it was counted, and is kept as one that was not."
            continue
        kept = uow.polls.counted(decision.id)
        again = counted(uow, decision, kept[1] if kept else decision.closes_at)
        lot = again.drawing and lot_told(again.drawing)
        same = (decision.result, decision.power, lot) == (again.result, again.power, lots[decision.id])
        same = same and decision.rules.roll == len(told["roll"])
        if not same or (kept and kept[0] != again.count):
            yield f"Decision {decision.id}: what is kept of its count is not what it comes to when counted again."
