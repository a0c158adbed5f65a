"""A count by rounds as it is drawn: what each round gave, who was elected or left, and where votes went."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.rules.counting.outcome import Act, Step
from bot.rules.numbers import Number
from bot.ui.pictures.scene import Scene, fact_number

SHOWN = 20
"""Rounds on one picture: more are too small to read on a phone."""


@dataclass(frozen=True, slots=True)
class Move:
    """Votes that left `givers` after a round, and what each receiver got of them."""

    givers: tuple[str, ...]
    received: dict[str, Number]
    exhausted: Number


@dataclass(slots=True)
class Stage:
    """A round: its place in the count from 0, its number, the votes of each option, and what followed from them."""

    place: int
    number: int
    votes: dict[str, Number]
    exhausted: Number | None
    elected: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)

    def moved(self, after: "Stage") -> list[Move]:
        """Return what moved until the next round; where the count does not say, who rose got it from who left."""
        if self.moves or not self.excluded:
            return self.moves
        rises = {option: votes - self.votes.get(option, 0) for option, votes in after.votes.items()}
        received = {option: rise for option, rise in rises.items() if rise > 0}
        left = sum(self.votes.get(option, 0) - after.votes.get(option, 0) for option in self.excluded)
        return [Move(tuple(self.excluded), received, max(0, left - sum(received.values())))]


def stages_of(scene: Scene) -> list[Stage]:
    """Return the rounds; whatever a count says before its first tally belongs to that one."""
    stages: list[Stage] = []
    before: list[Step] = []
    gone: set[str] = set()
    for step in scene.count.steps:
        if step.act is Act.TALLY:
            stages.append(_stage(step, len(stages), gone))
            for earlier in before:
                _add(stages[-1], earlier)
            before = []
        elif stages:
            _add(stages[-1], step)
        else:
            before.append(step)
        if step.act is Act.EXCLUDED:
            gone.update(step.options)
    return stages


def decisive(stages: Sequence[Stage], most: int) -> list[Stage]:
    """Return so many of the rounds, at most 20: first, last, those that elected somebody, then the latest."""
    most = min(most, SHOWN)
    if len(stages) <= most:
        return list(stages)
    electing = [stage.place for stage in stages[1:-1] if stage.elected]
    chosen = {0, len(stages) - 1, *electing[: most - 2]}
    for place in reversed(range(len(stages))):
        if len(chosen) < most:
            chosen.add(place)
    return [stages[place] for place in sorted(chosen)]


def quota_of(scene: Scene) -> Number | None:
    """Return what a seat costs, where the count says so; the first quota where it changes."""
    found = [fact_number(step, "quota") for step in scene.steps(Act.QUOTA)]
    return next((quota for quota in found if quota and quota > 0), None)


def _stage(step: Step, at: int, gone: set[str]) -> Stage:
    number = fact_number(step, "round")
    votes = {option: votes for option, votes in step.numbers.items() if votes or option not in gone}
    return Stage(at, at + 1 if number is None else int(number), votes, fact_number(step, "exhausted"))


def _add(stage: Stage, step: Step) -> None:
    match step.act:
        case Act.ELECTED:
            stage.elected += [option for option in step.options if option not in stage.elected]
        case Act.EXCLUDED:
            stage.excluded += step.options
        case Act.TRANSFERRED:
            lost = (fact_number(step, "exhausted") or 0) + (fact_number(step, "lost") or 0)
            stage.moves.append(Move(step.options, dict(step.numbers), lost))
        case _:
            return
