"""What a run has left behind: rows of the database, read without Accord, and what stands on the stand-in Discord."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.faults.acts import moment

BALLOTS = {"ballot_cast", "ballot_withdrawn"}
DECISIONS = """
    SELECT decision.*, proposal.community_id, proposal.channel_id, version.title FROM decision
    JOIN proposal ON proposal.id = decision.proposal_id
    JOIN version ON version.proposal_id = decision.proposal_id AND version.number = decision.version
"""


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a ledger; `code` is how a receipt names it."""

    guild: int
    seq: int
    name: str
    payload: dict[str, Any]
    actor: object
    at: datetime
    code: str

    @property
    def proposal(self) -> int:
        return int(self.payload.get("proposal", 0))


@dataclass(slots=True)
class Decision:
    """What became of one vote, as the database has it and as its ledger tells it."""

    number: int
    guild: int
    channel: int
    title: str
    state: str
    closes: datetime
    held_until: datetime | None
    row: dict[str, Any]
    events: list[Event] = field(default_factory=list)

    def times(self, name: str) -> int:
        """How often its ledger tells of something."""
        return sum(one.name == name for one in self.events)


class Evidence:
    """The database of a run, read after the process has died."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.events = [_event(one) for one in self.rows("SELECT * FROM ledger ORDER BY community_id, seq")]
        self.decisions = {one["proposal_id"]: _decision(one) for one in self.rows(DECISIONS)}
        for event in self.events:
            if event.proposal in self.decisions:
                self.decisions[event.proposal].events.append(event)
        ballots = self.rows("SELECT proposal_id, member_id, choice FROM ballot")
        self.ballots = {(one["proposal_id"], one["member_id"]): one["choice"] for one in ballots}
        self.answers: dict[int, list[str]] = defaultdict(list)
        for one in self.rows("SELECT key, answer FROM answered"):
            self.answers[int(one["key"])].append(one["answer"] or "")

    def rows(self, query: str) -> list[dict[str, Any]]:
        with closing(sqlite3.connect(self._file)) as database:
            database.row_factory = sqlite3.Row
            return [dict(one) for one in database.execute(query)]

    def code_of(self, interaction_id: int) -> str | None:
        """The code of the receipt that was made out for a wish, whether it arrived or not."""
        for answer in self.answers.get(interaction_id, []):
            told = json.loads(answer or "null")
            if isinstance(told, dict) and "code" in told:
                return str(told["code"])
        return None

    def ballot_events(self) -> Iterator[Event]:
        return (one for one in self.events if one.name in BALLOTS)


def _event(row: dict[str, Any]) -> Event:
    digest, told = row["hash"], json.loads(row["payload"])
    code = f"{digest[:4]}-{digest[4:8]}".upper()
    return Event(row["community_id"], row["seq"], row["event"], told, row["actor_id"], moment(row["at"]), code)


def _decision(row: dict[str, Any]) -> Decision:
    held = row["override_until"]
    return Decision(
        row["proposal_id"],
        row["community_id"],
        row["channel_id"],
        row["title"],
        row["state"],
        moment(row["closes_at"]),
        moment(held) if held else None,
        row,
    )
