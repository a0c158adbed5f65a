"""All tables; importing this package makes `metadata` whole, triggers included."""

from bot.store import triggers
from bot.store.tables.agreements import agreement, agreement_course, agreement_version, minority_report
from bot.store.tables.base import metadata
from bot.store.tables.challenges import challenge, juror, jury_lot, jury_word
from bot.store.tables.circles import circle, membership, way
from bot.store.tables.climbs import climb, rest, sitting
from bot.store.tables.decisions import ballot, decision, paper, proposal, roll, version, vote_key
from bot.store.tables.liquid import echo, heavy_ballot, liquid, override_right, topic
from bot.store.tables.people import declined, delegation, departure, doubt, draft, letter, person, preference
from bot.store.tables.polls import chamber, option, poll, sheet, word
from bot.store.tables.proceedings import move, proceeding
from bot.store.tables.records import Delivery, answered, claim, fact, ledger, outbox

triggers.attach(metadata)

__all__ = [
    "Delivery",
    "agreement",
    "agreement_course",
    "agreement_version",
    "answered",
    "ballot",
    "challenge",
    "chamber",
    "circle",
    "claim",
    "climb",
    "decision",
    "declined",
    "delegation",
    "departure",
    "doubt",
    "draft",
    "echo",
    "fact",
    "heavy_ballot",
    "juror",
    "jury_lot",
    "jury_word",
    "ledger",
    "letter",
    "liquid",
    "membership",
    "metadata",
    "minority_report",
    "move",
    "option",
    "outbox",
    "override_right",
    "paper",
    "person",
    "poll",
    "preference",
    "proceeding",
    "proposal",
    "rest",
    "roll",
    "sheet",
    "sitting",
    "topic",
    "version",
    "vote_key",
    "way",
    "word",
]
