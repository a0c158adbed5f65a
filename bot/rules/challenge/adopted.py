"""What can be challenged: what a vote or a process has adopted (governance 10.4)."""

from datetime import datetime

from bot.rules.decision import Decision
from bot.rules.majority import Outcome
from bot.rules.process.proceeding import Proceeding
from bot.rules.review import Phase, Review


def by_vote(decision: Decision) -> datetime | None:
    """Return when a vote adopted something, or chose among options; None where it did not."""
    if decision.result is None or decision.result.outcome is not Outcome.ADOPTED:
        return None
    return decision.override_until or decision.closes_at


def by_process(proceeding: Proceeding) -> datetime | None:
    """Return when a process ended in a decision; None where it runs, or has led to nothing that holds.

    A review decides too when it drops an agreement. What was permitted once, or said in a talking circle, binds nobody.
    """
    item = proceeding.item()
    if item.phase not in proceeding.process.machine.ends:
        return None
    return item.since if drops(proceeding) or proceeding.process.record(item) else None


def drops(proceeding: Proceeding) -> bool:
    """Whether it is a review that has dropped its agreement."""
    item = proceeding.item()
    return isinstance(item, Review) and item.phase is Phase.DROPPED
