"""One count by one program, in a process of its own that may take so much time and no more."""

import resource
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from signal import SIGXCPU
from time import process_time

from bench.beside.counting.ballots import Raw

ENOUGH = 0.5
"""Seconds of a processor over which a quick count is repeated: the clock of processors ticks in hundredths."""

Count = Callable[[Raw], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Run:
    """How many seconds of a processor a count took, so that what else the machine does weighs little; and who won.

    None won where it was given up after these seconds.
    """

    seconds: float
    winners: frozenset[int] | None


def run(count: Count, raw: Raw, limit: int) -> Run:
    """Count from the file to the winners, often enough. Raises ChildProcessError if the program breaks off."""
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(sender, count, raw, limit))
    process.start()
    sender.close()
    try:
        found: Run = receiver.recv()
    except EOFError:
        found = Run(limit, None)
    process.join()
    if found.winners is None and process.exitcode != -SIGXCPU:
        raise ChildProcessError(f"ended with {process.exitcode}")
    return found


def _work(sender: Connection, count: Count, raw: Raw, limit: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
    start, runs, taken = process_time(), 0, 0.0
    while taken < ENOUGH:
        winners = count(raw)
        runs, taken = runs + 1, process_time() - start
    sender.send(Run(taken / runs, winners))
