"""One sweep: close, count, announce and remind whatever is due, in deadline order (governance 2.4); then tidy up."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from bot.rules.ids import ProposalId
from bot.services import (
    claim,
    deadline,
    echo,
    jury,
    mandate,
    override,
    poll,
    post,
    privacy,
    register,
    review,
    steps,
    tidy,
)
from bot.services.claim import ALL
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


FIRST: Sequence[Callable[[UnitOfWork, Sweep], object]] = (
    poll.begin_due,
    steps.ring_due,
    steps.return_due,
    jury.ring_due,
    review.open_due,
    mandate.warn_due,
)
"""What is done in one transaction each, before votes are closed."""

ONCE: Sequence[tuple[Callable[[UnitOfWork, Sweep], object], Callable[[UnitOfWork, Sweep], bool]]] = (
    (register.fill, register.fill_due),
    (tidy.tidy, tidy.tidy_due),
    (privacy.erase_due, privacy.erase_is_due),
)
"""What belongs to no community, each with what tells whether it is due."""

Task = Callable[[Runner, ProposalId, datetime], Awaitable[None]]


async def sweep(store: Runner, clock: Clock, holder: str = ALL) -> None:
    """Do once what is due; harmless to repeat. Counting reads beside the writer, never inside it.

    Of several processes each sees to the communities that it has claimed. What fails for one decision keeps no other
    waiting; all failures are raised together in the end.
    """
    now, failures = clock.now(), list[Exception]()
    await _once(store, Sweep(now), holder)
    waiting = set(await store.read(claim.due_in, Sweep(now)))
    while waiting:
        asked = claim.Claim(waiting, holder, clock.now())
        claimed = await store.run(claim.take, asked)
        if not claimed:
            break  # others see to the rest
        for community_id in claimed:
            if clock.now() < asked.until:
                failures += await _see_to(store, Sweep(now, community_id))
        waiting.difference_update(claimed)
    if failures:
        raise ExceptionGroup("some of what is due failed", failures)


async def _once(store: Runner, at: Sweep, holder: str) -> None:
    """Do what belongs to no community."""
    due = [use_case for use_case, is_due in ONCE if await store.read(is_due, at)]
    if not due or not await store.run(claim.take, claim.Claim([claim.NOWHERE], holder, at.now)):
        return
    for use_case in due:
        await store.run(use_case, at)


async def _see_to(store: Runner, at: Sweep) -> list[Exception]:
    """Do what is due in a community, and return what failed."""
    try:
        for use_case in FIRST:
            await store.run(use_case, at)
        tasks = [(_judge, one) for one in await store.read(override.to_judge, at)]
        tasks += [(_hear, one) for one in await store.read(echo.due, at)]
        tasks += [(_remind, one) for one in await store.read(deadline.due_reminders, at)]
        failures = await _each(tasks, store, at.now)
        tasks = [(_close, one) for one in await store.run(deadline.freeze_due, at)]
        failures += await _each(tasks, store, at.now)
        if await store.read(post.due, at):
            await store.run(post.bring, at)
    except Exception as failure:  # noqa: BLE001 - raised by the sweep
        return [failure]
    return failures


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
