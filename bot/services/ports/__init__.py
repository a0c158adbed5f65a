"""What the use cases need from the world: Protocols that `bot.store` implements.

A use case is a plain function `(UnitOfWork, command) -> answer`. Everything it reads and writes goes
through the unit of work, in one transaction: state, one ledger row, and the messages it owes.
"""

from datetime import datetime
from typing import Protocol

from bot.services.ports.agreements import Agreements
from bot.services.ports.challenges import Challenges, JuryLots
from bot.services.ports.circles import Circles, Memberships, Ways
from bot.services.ports.liquid import Delegations, Echoes, Electorates, Liquids, Overrides, Standings, Topics
from bot.services.ports.proposals import Climbs, Decisions, Proceedings, Proposals
from bot.services.ports.records import (
    Answers,
    Claims,
    Departures,
    Doubts,
    Drafts,
    Facts,
    Ledger,
    Letters,
    Outbox,
    Persons,
    Preferences,
    Privacy,
)
from bot.services.ports.votes import Ballots, Papers, Polls, Words

__all__ = [
    "Agreements",
    "Answers",
    "Ballots",
    "Challenges",
    "Circles",
    "Claims",
    "Climbs",
    "Clock",
    "Decisions",
    "Delegations",
    "Departures",
    "Doubts",
    "Drafts",
    "Echoes",
    "Electorates",
    "Facts",
    "JuryLots",
    "Ledger",
    "Letters",
    "Liquids",
    "Memberships",
    "Outbox",
    "Overrides",
    "Papers",
    "Persons",
    "Polls",
    "Preferences",
    "Privacy",
    "Proceedings",
    "Proposals",
    "Standings",
    "Topics",
    "UnitOfWork",
    "Ways",
    "Words",
]


class Clock(Protocol):
    """Tells the time, aware and in UTC."""

    def now(self) -> datetime:
        """Return the present moment."""


class UnitOfWork(Protocol):
    """One transaction over everything that is remembered; it commits whole or not at all."""

    circles: Circles
    ways: Ways
    memberships: Memberships
    proposals: Proposals
    decisions: Decisions
    proceedings: Proceedings
    agreements: Agreements
    challenges: Challenges
    jury_lots: JuryLots
    climbs: Climbs
    ballots: Ballots
    papers: Papers
    polls: Polls
    words: Words
    delegations: Delegations
    electorates: Electorates
    standings: Standings
    liquids: Liquids
    topics: Topics
    echoes: Echoes
    overrides: Overrides
    drafts: Drafts
    doubts: Doubts
    preferences: Preferences
    letters: Letters
    persons: Persons
    privacy: Privacy
    departures: Departures
    ledger: Ledger
    outbox: Outbox
    claims: Claims
    answers: Answers
    facts: Facts

    def salt(self) -> str:
        """Return 32 hexadecimal digits that nobody can guess."""
