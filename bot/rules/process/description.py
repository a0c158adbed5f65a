"""How a process describes itself, to members, to circles that choose it, and to readers of its source."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.rules.ids import MemberId
from bot.rules.ladder import Agreed, Ending, Rung
from bot.rules.process.council import Council
from bot.rules.process.item import I, Item
from bot.rules.process.machine import Machine, Move, Step
from bot.rules.process.record import Record


class Seat(StrEnum):
    """A seat of a circle that the circle itself fills (governance 2.3)."""

    FACILITATOR = "facilitator"
    SECRETARY = "secretary"


@dataclass(frozen=True, slots=True)
class Nomination:
    """Who is proposed for a seat; adoption fills it."""

    seat: Seat
    nominee: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What an item begins with: who is there, and what is proposed.

    `why_notes` says whether each step is told with why it exists, as the circle had it then.
    """

    members: frozenset[MemberId]
    proposer: MemberId
    facilitator: MemberId
    order: tuple[MemberId, ...]
    text: str
    seed: str
    now: datetime
    subject: MemberId | None = None
    nomination: Nomination | None = None
    why_notes: bool = True
    council: Council | None = None
    """The circles that decide together, where several do."""

    @property
    def secretary(self) -> MemberId | None:
        """The circle's secretary, or who stands in for a vacant seat: the first in the surrogate order."""
        return next(iter(self.order), None)

    @property
    def lead(self) -> MemberId | None:
        """The circle's lead: the last in the surrogate order, if they are in the circle."""
        lead = next(reversed(self.order), None)
        return lead if lead in self.members else None


def drafted(
    kind: Callable[..., I],
    beginning: Beginning,
    settings: Any,  # noqa: ANN401 - each process has settings of its own
    **own: Any,  # noqa: ANN401 - and items of its own
) -> I:
    """Return the draft of an item of that kind; `own` is what it has beside, or instead of, what every item has."""
    common = {
        "members": beginning.members,
        "proposer": beginning.proposer,
        "facilitator": beginning.facilitator,
        "order": beginning.order,
        "subject": beginning.subject,
        "nominee": beginning.nomination.nominee if beginning.nomination else None,
        "texts": (beginning.text,),
        "seed": beginning.seed,
        "seat_since": beginning.now,
        "since": beginning.now,
        "settings": settings,
    }
    return kind(**common | own)


def nobody(*_: object) -> frozenset[MemberId]:
    """Return nobody."""
    return frozenset()


def nothing(_: object) -> None:
    """Return that nothing follows."""


def by_phase(item: Item) -> Ending:
    """Return the ending that is called as the phase is."""
    return Ending(item.phase.value)


def unchanged(settings: Any, _: Rung) -> Any:  # noqa: ANN401 - each process has settings of its own
    """Return the settings as they are."""
    return settings


def made_by(_: Item, step: Step[Any]) -> MemberId | None:
    """Return who made a step."""
    return step.turn.by


@dataclass(frozen=True, slots=True)
class Process:
    """A way to decide in rounds.

    `name` is what it is called, `sentence` tells a member what it asks of them, `source` where the rule is published.
    `begin` drafts an item with the circle's settings, `open` is the move that opens it, from its title and what its
    form asks, `settings` what a circle can choose with the defaults, and `knobs` how a circle that chose so decides,
    in words (governance 1).
    `waiting_for` says who has to do something before it goes on, `told` which moves are told to all when they are made;
    the beginning of each phase always is. `calling` says whom a step of its own calls by name, from the item
    before and after it; `guests` who takes part without being in the circle. `record` is what is written down of an
    item that has ended in an adoption, which then is an agreement (governance 5.4). What is not `offered` begins by
    itself and is not chosen with a proposal. `objecting` are the moves with which one objects, or blocks. `maker` says
    who made a step, as far as all may know, and `whispering` who is told of it privately, again from the item before
    and after it.

    `ending` names how an item ended, `leads` what then follows of itself, as the circle has agreed beforehand (K6).
    `falling_back` takes the next rung of a ladder into the settings, and a process that is opened `by_itself` asks
    nothing but the need, so that it can be a later rung. `sides` are the further houses that its form asks for.
    """

    key: str
    name: str
    sentence: str
    source: str
    machine: Machine[Any]
    settings: type[Any]
    begin: Callable[[Beginning, Any], Item]
    open: Callable[[Mapping[str, str]], Move]
    knobs: Callable[[Any], Mapping[str, str]]
    waiting_for: Callable[[Any], frozenset[MemberId]]
    told: frozenset[type[Move]] = frozenset()
    calling: Callable[[Any, Any], frozenset[MemberId]] = nobody
    guests: Callable[[Any], frozenset[MemberId]] = nobody
    record: Callable[[Any], Record | None] = nothing
    offered: bool = True
    objecting: frozenset[type[Move]] = frozenset()
    maker: Callable[[Any, Step[Any]], MemberId | None] = made_by
    whispering: Callable[[Any, Any], frozenset[MemberId]] = nobody
    ending: Callable[[Any], Ending] = by_phase
    leads: Callable[[Any], Agreed | None] = nothing
    falling_back: Callable[[Any, Rung], Any] = unchanged
    by_itself: bool = False
    sides: tuple[str, ...] = ()

    def takes_objections(self, item: Item) -> bool:
        """Whether somebody can object in the phase in which the item is."""
        return any(self.machine.offers(item, move) for move in self.objecting)

    def called(self, before: Item, after: Item) -> frozenset[MemberId]:
        """Return whom a step calls by name, among them to whom a silent facilitator's seat is offered."""
        return self.calling(before, after) | (frozenset(after.offered) - frozenset(before.offered))
