"""What has served its time is forgotten: answers to wishes, messages that were sent, drafts, doubts and letters."""

from datetime import datetime, timedelta

from bot.rules.timing import LONGEST_PERIOD
from bot.services.draft import KEPT_FOR
from bot.services.ports import UnitOfWork
from bot.services.values import Sweep

EVERY = timedelta(hours=1)

ANSWERS_KEPT = timedelta(days=1)
"""Discord repeats an interaction within minutes, if ever; its token is dead after a quarter of an hour."""

MESSAGES_KEPT = timedelta(days=30)
"""Long enough to find out what became of a message that somebody misses."""

TIDIED = "tidied"


def tidy_due(uow: UnitOfWork, sweep: Sweep) -> bool:
    """Whether it is time to tidy up."""
    last = uow.facts.get(TIDIED)
    return last is None or datetime.fromisoformat(last) + EVERY <= sweep.now


def tidy(uow: UnitOfWork, sweep: Sweep) -> None:
    """Forget what has served its time; decisions, ballots, delegations and the ledger stay."""
    uow.answers.forget_before(sweep.now - ANSWERS_KEPT)
    uow.outbox.forget_before(sweep.now - MESSAGES_KEPT)
    uow.drafts.forget_before(sweep.now - KEPT_FOR)
    uow.doubts.forget_before(sweep.now - KEPT_FOR)
    uow.letters.forget_before(sweep.now - LONGEST_PERIOD)
    uow.facts.put(TIDIED, sweep.now.isoformat())
