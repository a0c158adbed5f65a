"""Lines of a card that several processes show: a few of many, open questions, why it ended."""

from datetime import datetime

from bot.ui.clean import clean
from bot.ui.common.words import WHYS
from bot.ui.face import AnyItem

SHOWN = 5
"""Objections, concerns or questions that the card lists; a button leads to them all."""

EXCERPT = 160
"""Letters of each that the card shows."""


def some(listed: list[str], name: str) -> list[str]:
    """Return the first of the lines, and how many more there are."""
    more = [f"… and {len(listed) - SHOWN} more {name}: press “Everything said”"]
    return listed[:SHOWN] + more * (len(listed) > SHOWN)


def questions(item: AnyItem) -> list[str]:
    """Return the questions that wait for an answer."""
    waiting = [question for question in item.questions if not question.answer]
    return some([f"❔ <@{one.by}>: {clean(one.text, EXCERPT)}" for one in waiting], "questions")


def why(item: AnyItem) -> list[str]:
    """Return why it ended without a decision."""
    return [f"-# Because {WHYS[item.why]}."] if item.why else []


def answered(item: AnyItem) -> list[str]:
    """Return how many of those asked have answered, not what."""
    return [f"{len(item.required) - len(item.silent)} of {len(item.required)} have answered"]


def day(at: datetime) -> str:
    """Return a day as Discord shows it to each in their own time."""
    return f"<t:{int(at.timestamp())}:D>"


def stale(item: AnyItem) -> list[str]:
    """Return that the text has to be fitted to another decision, where it has."""
    return ["⚠ Another decision has changed what this is about; the text has to be fitted to it."] * item.stale
