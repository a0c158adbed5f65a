"""One sweep: close, count, announce and remind whatever is due, in deadline order (governance 2.4); then tidy up."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar

from bot.rules.ids import ProposalId
from bot.services import deadline, poll, register, review, steps, tidy
from bot.services.ports import Clock, UnitOfWork
from bot.services.values import Sweep

C = TypeVar("C")
R = TypeVar("R")


class Runner(Protocol):
    """Carries out use cases off the event loop."""

    async def run(self, use_case: Callable[[UnitOfWork, C], R], command: C) -> R:
        """Carry out a use case; it is committed when this returns."""

    async def read(self, question: Callable[[UnitOfWork, C], R], about: C) -> R:
        """Ask without changing anything."""


async def sweep(store: Runner, clock: Clock) -> None:
    """Do once what is due; harmless to repeat. Counting reads beside the writer, never inside it.

    What fails for one decision keeps no other waiting; all failures are raised together in the end.
    """
    now, failures = clock.now(), []
    await store.run(poll.begin_due, Sweep(now))
    if await store.read(register.fill_due, Sweep(now)):
        await store.run(register.fill, Sweep(now))
    await store.run(steps.ring_due, Sweep(now))
    await store.run(steps.return_due, Sweep(now))
    await store.run(review.open_due, Sweep(now))
    tasks = [(_close, one) for one in await store.run(deadline.freeze_due, Sweep(now))]
    tasks += [(_remind, one) for one in await store.read(deadline.due_reminders, Sweep(now))]
    for task, proposal_id in tasks:
        try:
            await task(store, proposal_id, now)
        except Exception as failure:  # noqa: BLE001 - raised below
            failures.append(failure)
    if await store.read(tidy.tidy_due, Sweep(now)):
        await store.run(tidy.tidy, Sweep(now))
    if failures:
        raise ExceptionGroup("some of what is due failed", failures)


async def _close(store: Runner, proposal_id: ProposalId, now: datetime) -> None:
    counting = await store.read(deadline.count, deadline.Ask(proposal_id, now))
    await store.run(deadline.announce, deadline.Announce(proposal_id, counting, now))


async def _remind(store: Runner, proposal_id: ProposalId, now: datetime) -> None:
    members = await store.read(deadline.silent, deadline.Ask(proposal_id, now))
    await store.run(deadline.remind, deadline.Remind(proposal_id, members, now))
