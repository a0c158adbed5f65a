"""A proposal on its way through a process: how it began, what was done since, and how far the clock was heard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.rules.ids import CircleId, CommunityId, ProposalId
from bot.rules.process.description import Beginning, Process
from bot.rules.process.item import Item
from bot.rules.process.machine import Move, Step, Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Proceeding:
    """What is kept of it; everything else is the fold of the log (KI1).

    `settings` and `knobs` are those of the circle when it was opened; no later change of its own touches them. `steps`
    is the number of steps that were written down: moves, and what the clock has brought about until `heard_until`.
    """

    id: ProposalId
    community_id: CommunityId
    circle_id: CircleId
    circle: str
    title: str
    process: Process
    beginning: Beginning
    settings: Any
    log: tuple[tuple[Move, Turn], ...] = ()
    knobs: Mapping[str, str]
    software: str
    opened_at: datetime
    heard_until: datetime
    steps: int = 0
    _told: dict[datetime, Sequence[Step[Any]]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The fold until a moment, which each who asks would have to do again."""

    @property
    def draft(self) -> Item:
        """The item before the first move."""
        return self.process.begin(self.beginning, self.settings)

    def history(self, now: datetime | None = None) -> Sequence[Step[Any]]:
        """Return every step until now, or until the clock was heard last."""
        at = now or self.heard_until
        if at not in self._told:
            self._told[at] = tuple(self.process.machine.history(self.draft, self.log, at))
        return self._told[at]

    def item(self, now: datetime | None = None) -> Any:  # noqa: ANN401 - each process has items of its own
        """Return the item as it stands now, or stood when the clock was heard last."""
        steps = self.history(now)
        return steps[-1].after if steps else self.draft
