"""One run: a plan is played, then everything is let come to rest."""

from datetime import datetime, timedelta
from random import Random

from tests.faults.acts import SECOND, TOO_LATE, People, moment
from tests.faults.mishaps import Laid, lay, lay_death
from tests.faults.plan import Plan, Step
from tests.faults.points import Point
from tests.faults.record import Deed, Record, deed
from tests.faults.town import Town

ON_THE_WIRE = {Point.BEFORE_ANSWER, Point.AFTER_ANSWER, Point.BEFORE_SEND, Point.AFTER_SEND}
WAITS = "SELECT min(due_at) FROM outbox WHERE state = 'pending'"
UNDECIDED = "SELECT min(coalesce(override_until, closes_at)) FROM decision WHERE state IN ('open', 'frozen')"
ROUNDS = 60
"""Rings after which everything that can come to rest has done so."""


class Run:
    """A plan, the town in which it is played, and what came of it."""

    def __init__(self, plan: Plan, town: Town) -> None:
        self.plan = plan
        self.town = town
        self.record = Record()
        self.people = People(town, self.record)
        self._chance = Random(f"{plan.seed}/end")
        self._laid: list[Laid] = []
        self._armed: dict[Point, int] = {}

    @property
    def deeds(self) -> list[Deed]:
        """All that people did, in order."""
        return [deed(one) for one in self.town.sent]

    @property
    def ballots(self) -> list[Deed]:
        """All ballots that people sent off, and took back."""
        return [one for one in self.deeds if one.choice is not None]

    async def play(self) -> None:
        """Play the plan to its end; the process is dead afterwards."""
        for number, members in enumerate(self.plan.members, start=1):
            self.people.settle_in(f"Commons {number}", members)
        await self.town.restart()
        await self.people.found()
        for step in self.plan.steps:
            await self._step(step)
        await self._settle()
        await self.town.bot.kill()

    async def _step(self, step: Step) -> None:
        chance = Random(step.lot)
        self.record.lines.append(f"{self.town.time.now:%H:%M:%S} {step}")
        self._laid += [lay(one, self.town, self.people.places, chance) for one in step.mishaps]
        if step.death:
            await self._arm(*step.death, chance)
        await self.people.act(step.act, chance)
        if chance.random() < 0.5:
            self._lift()
        self.town.time.pass_(timedelta(seconds=chance.randrange(1, 45)))
        await self.town.bot.ring()
        self._lift()
        await self._revive()

    async def _arm(self, point: Point, times: int, chance: Random) -> None:
        if point in ON_THE_WIRE:
            lay_death(point, self.town, chance)
        else:
            self._armed[point] = times
            await self.town.bot.arm(point, times)

    def _lift(self) -> None:
        """End what has struck; what has not is still to come."""
        for one in [each for each in self._laid if each.struck()]:
            self._laid.remove(one)
            self.record.mishaps.append(one.kind)
            one.lift()

    async def _revive(self) -> None:
        if not self.town.deserted:
            return
        point = self.town.bot.died_at or self.town.death
        assert point, f"it has died by itself\n{self.town.transcript()}"
        self.record.deaths.append(point)
        self.record.lines.append(f"    died {point}")
        self._armed.pop(point, None)
        await self.town.restart()
        for still_to_come, times in self._armed.items():
            await self.town.bot.arm(still_to_come, times)

    async def _settle(self) -> None:
        """Let time pass until no vote is open and nothing is owed that can be sent."""
        for _ in range(ROUNDS):
            self._lift()
            await self._revive()
            await self.town.rest()
            await self.town.bot.ring()
            if self.town.deserted:
                continue
            due = self._next_due()
            if due is None:
                return
            self.town.time.pass_(max(SECOND, due - self.town.time.now))  # its clock may be a little behind
        self.record.lines.append(f"it does not come to rest: {due}")

    def _next_due(self) -> datetime | None:
        """When the next message is to be sent or the next vote can be counted, None where there is none."""
        waits, undecided = (self.people.kept.rows(one)[0][0] for one in (WAITS, UNDECIDED))
        moments = ([moment(waits)] if waits else []) + ([moment(undecided) + TOO_LATE] if undecided else [])
        return min(moments, default=None)
