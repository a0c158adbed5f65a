"""What Accord counts and times about itself, for Prometheus: never about whom, or what.

Labels are names from the program and Discord's status numbers. Nothing here is given an id, a name or a ballot:
whoever measures passes numbers, and the name of a function.
"""

from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest

QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
"""Seconds that a machine takes."""

HUMAN = (0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 5, 15)
"""Seconds that a person waits; Discord gives up after three."""

LONG = (0.1, 0.5, 1, 5, 10, 30, 60, 300, 1_800)
CROWD = (1, 2, 4, 8, 16, 32, 64, 128, 256)


class Metrics:
    """Every instrument, in a registry of its own; `text` is what Prometheus reads."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        self.use_cases = self._counter("use_cases", "Use cases: kept, refused or failed", "use_case", "outcome")
        self.commits = self._histogram("commit_seconds", "Time of a commit with all that is in it", QUICK)
        self.batches = self._histogram("batch_size", "Use cases in one commit", CROWD)
        self.queue = self._gauge("queue_length", "Use cases that wait for the writer")
        self.acknowledged = self._histogram("acknowledgement_seconds", "From a press to its answer", HUMAN)
        self.unanswered = self._counter("unanswered", "Presses and commands that were never answered")
        self.answers = self._counter("discord_answers", "Discord's answers to requests, by status", "status")
        self.sweeps = self._histogram("sweep_seconds", "Time of a sweep over what is due", QUICK)
        self.failed_sweeps = self._counter("sweeps_failed", "Sweeps in which something failed")
        self.swept = self._gauge("last_sweep_timestamp_seconds", "When the last sweep ended")
        self.writable = self._gauge("database_writable", "Whether the database takes what is written, 1 or 0")
        self.connected = self._gauge("gateway_connected", "Whether Discord's gateway is connected, 1 or 0")
        self.overdue = self._gauge("overdue_decisions", "Decisions past their deadline that are not counted")
        self.overdue_age = self._gauge("oldest_overdue_seconds", "How long the oldest thing due has been due")
        self.waiting = self._gauge("outbox_waiting", "Messages that Discord does not have yet")
        self.waiting_age = self._gauge("oldest_unsent_seconds", "How long the oldest message has been due")
        self.retried = self._gauge("outbox_retried", "Waiting messages that were tried in vain more than twice")
        self.given_up = self._gauge("outbox_given_up", "Messages that were given up and are not yet forgotten")
        self.backups = self._counter("backups", "Backups, proved or failed", "outcome")
        self.backup_seconds = self._histogram("backup_seconds", "Time of a backup with its proof", LONG)
        self.backup_bytes = self._gauge("backup_bytes", "Size of the last backup")
        self.backed_up_at = self._gauge("last_backup_timestamp_seconds", "When the last proved backup was made")

    def committed(self, use_cases: Sequence[tuple[str, str]], seconds: float, waiting: int) -> None:
        """A commit is over."""
        for (name, outcome), count in Tally(use_cases).items():
            self.use_cases.labels(name, outcome).inc(count)
        self.commits.observe(seconds)
        self.batches.observe(len(use_cases))
        self.queue.set(waiting)

    def backed_up(self, seconds: float, size: int) -> None:
        """A backup was proved and kept; `size` is in bytes."""
        self.backups.labels("proved").inc()
        self.backup_seconds.observe(seconds)
        self.backup_bytes.set(size)

    def backup_failed(self) -> None:
        """No backup was kept."""
        self.backups.labels("failed").inc()

    @contextmanager
    def sweeping(self) -> Iterator[None]:
        """Time a sweep, and count it where it fails."""
        began = perf_counter()
        try:
            yield
        except BaseException:
            self.failed_sweeps.inc()
            raise
        finally:
            self.sweeps.observe(perf_counter() - began)

    def text(self) -> bytes:
        """Return everything in the format that Prometheus reads."""
        return generate_latest(self._registry)

    def _counter(self, name: str, about: str, *labels: str) -> Counter:
        return Counter(f"accord_{name}", about, labels, registry=self._registry)

    def _gauge(self, name: str, about: str) -> Gauge:
        return Gauge(f"accord_{name}", about, registry=self._registry)

    def _histogram(self, name: str, about: str, buckets: Sequence[float]) -> Histogram:
        return Histogram(f"accord_{name}", about, buckets=buckets, registry=self._registry)
