"""What many runs came to, in one line."""

from collections import Counter
from dataclasses import dataclass, field

from tests.faults.checks import DECIDED, announced
from tests.faults.evidence import Evidence
from tests.faults.run import Run

ANNOUNCED = {"never": "announced_never", "twice": "announced_twice", "early": "announced_early"}


@dataclass(slots=True)
class Figures:
    """Counts over runs; `broken` are the seeds at which something was not as promised."""

    runs: int = 0
    mishaps: Counter[str] = field(default_factory=Counter)
    deaths: Counter[str] = field(default_factory=Counter)
    ballots: int = 0
    decisions: int = 0
    announced: int = 0
    homeless: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    seeds: list[int] = field(default_factory=list)

    def add(self, run: Run, evidence: Evidence, found: list[str]) -> None:
        """Count a run in, with what was found broken."""
        self.runs += 1
        self.mishaps.update(str(one) for one in run.record.mishaps)
        self.deaths.update(str(one) for one in run.record.deaths)
        self.ballots += len({one.receipt for one in run.ballots if one.receipt})
        closed = [one for one in evidence.decisions.values() if one.state in DECIDED]
        self.decisions += len(closed)
        told = [one for one in closed if announced(run, one)]
        self.announced += len(told)
        self.homeless += sum(one.channel not in run.town.world.channels for one in closed if one not in told)
        self.wrong.update(one.split(":", 1)[0] for one in found)
        if found:
            self.seeds.append(run.plan.seed)

    def line(self, seconds: float) -> str:
        """Everything in one line."""
        wrong = self.wrong
        parts = [
            f"{self.runs} runs",
            f"faults: {_listed(self.mishaps)}",
            f"kills: {_listed(self.deaths)}",
            f"ballots: {self.ballots} acknowledged, {wrong['ballots_lost']} lost, {wrong['ballots_doubled']} doubled",
            f"decisions: {self.decisions} closed, {self.announced} announced, {self.homeless} without a channel left",
            f"announced: {' '.join(f'{name} {wrong[check]}' for name, check in ANNOUNCED.items())}",
            f"chains: {wrong['chains']} broken",
            f"broken: {sum(self.wrong.values())}{f' at seeds {self.seeds}' if self.seeds else ''}",
            f"{seconds:.0f} s",
        ]
        return " | ".join(parts)


def _listed(counted: Counter[str]) -> str:
    each = ", ".join(f"{name} {times}" for name, times in sorted(counted.items()))
    return f"{counted.total()} ({each})"
