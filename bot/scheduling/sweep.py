"""One sweep: close, count, announce and remind whatever is due, in deadline order (governance 2.4); then tidy up."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from bot.rules.ids import ProposalId
from bot.services import deadline, echo, jury, mandate, override, poll, post, privacy, register, review, steps, tidy
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


Task = Callable[[Runner, ProposalId, datetime], Awaitable[None]]


async def sweep(store: Runner, clock: Clock) -> None:
    """Do once what is due; harmless to repeat. Counting reads beside the writer, never inside it.

    What fails for one decision keeps no other waiting; all failures are raised together in the end.
    """
    now = clock.now()
    await store.run(poll.begin_due, Sweep(now))
    if await store.read(register.fill_due, Sweep(now)):
        await store.run(register.fill, Sweep(now))
    await store.run(steps.ring_due, Sweep(now))
    await store.run(steps.return_due, Sweep(now))
    await store.run(jury.ring_due, Sweep(now))
    await store.run(review.open_due, Sweep(now))
    if await store.read(mandate.warn_is_due, Sweep(now)):
        await store.run(mandate.warn_due, Sweep(now))
    tasks = [(_judge, one) for one in await store.read(override.to_judge, Sweep(now))]
    tasks += [(_hear, one) for one in await store.read(echo.due, Sweep(now))]
    tasks += [(_remind, one) for one in await store.read(deadline.due_reminders, Sweep(now))]
    failures = await _each(tasks, store, now)
    tasks = [(_close, one) for one in await store.run(deadline.freeze_due, Sweep(now))]
    failures += await _each(tasks, store, now)
    if await store.read(post.due, Sweep(now)):
        await store.run(post.bring, Sweep(now))
    if await store.read(tidy.tidy_due, Sweep(now)):
        await store.run(tidy.tidy, Sweep(now))
    if await store.read(privacy.erase_is_due, Sweep(now)):
        await store.run(privacy.erase_due, Sweep(now))
    if failures:
        raise ExceptionGroup("some of what is due failed", failures)


async def _each(tasks: Sequence[tuple[Task, ProposalId]], store: Runner, now: datetime) -> list[Exception]:
    """Do each task, and return what failed."""
    failures = []
    for task, proposal_id in tasks:
        try:
            await task(store, proposal_id, now)
        except Exception as failure:  # noqa: BLE001 - raised by the sweep
            failures.append(failure)
    return failures


async def _judge(store: Runner, proposal_id: ProposalId, now: datetime) -> None:
    rights = await store.read(override.rights, proposal_id)
    await store.run(override.hold, override.Hold(proposal_id, rights, now))


async def _hear(store: Runner, proposal_id: ProposalId, now: datetime) -> None:
    heard = await store.read(echo.heard, (proposal_id, now))
    await store.run(echo.tell, echo.Tell(proposal_id, heard, now))


async def _close(store: Runner, proposal_id: ProposalId, now: datetime) -> None:
    ask = deadline.Ask(proposal_id, now)
    counting, inputs = await store.read(deadline.count, ask), await store.read(deadline.counted_inputs, ask)
    await store.run(deadline.announce, deadline.Announce(proposal_id, counting, inputs, now))


async def _remind(store: Runner, proposal_id: ProposalId, now: datetime) -> None:
    silent = await store.read(deadline.silent, deadline.Ask(proposal_id, now))
    await store.run(deadline.remind, deadline.Remind(proposal_id, silent, now))
