"""How a circle goes about a process: looked at by anybody, chosen by who may change the circle (governance 1)."""

from dataclasses import dataclass
from typing import Any

from bot.rules.circle import Circle, check_may_edit, may_edit
from bot.rules.ids import CircleId
from bot.rules.process.description import Process
from bot.rules.processes import PROCESSES
from bot.rules.record import plain
from bot.rules.way import chosen
from bot.services.circle import circle_of
from bot.services.opening import settings_of
from bot.services.ports import UnitOfWork
from bot.services.values import Command, Event, Notice, Owed


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutWay(Command):
    """Look at how a circle goes about a process, or return to the usual way."""

    circle_id: CircleId
    process: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseSetting(AboutWay):
    """Choose one setting."""

    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class Way:
    """A circle's settings of a process, and whether the one who looks may change them."""

    circle: Circle
    process: Process
    settings: Any
    mine: bool = False


def show_way(uow: UnitOfWork, command: AboutWay) -> Way:
    """Return how a circle goes about a process. Raises NoSuchCircle."""
    circle, process = circle_of(uow, command.actor, command.circle_id), PROCESSES[command.process]
    return Way(circle, process, settings_of(uow, circle.id, process), may_edit(command.actor, circle))


def way_to_change(uow: UnitOfWork, command: AboutWay) -> Way:
    """Return how a circle goes about a process, to who may change that. Raises NoSuchCircle or NotSteward."""
    way = show_way(uow, command)
    check_may_edit(command.actor, way.circle)
    return way


def find_way(uow: UnitOfWork, about: tuple[CircleId, Process]) -> Way | None:
    """Return how a circle of whatever community goes about a process, for those who answer for all of them."""
    circle = uow.circles.get(about[0])
    return None if circle is None else Way(circle, about[1], settings_of(uow, circle.id, about[1]))


def choose_setting(uow: UnitOfWork, command: ChooseSetting) -> CircleId:
    """Choose one setting, for what is proposed from now on; what is open keeps what it began with.

    Raises NoSuchCircle, NotSteward, and what the rule of the setting raises.
    """
    way = way_to_change(uow, command)
    _save(uow, command, way, chosen(way.settings, command.name, command.value), command.name)
    return way.circle.id


def return_to_usual(uow: UnitOfWork, command: AboutWay) -> CircleId:
    """Go about a process in the usual way again. Raises NoSuchCircle or NotSteward."""
    way = way_to_change(uow, command)
    _save(uow, command, way, way.process.settings(), "")
    return way.circle.id


def _save(uow: UnitOfWork, command: AboutWay, way: Way, settings: object, name: str) -> None:
    if settings == way.settings:
        return
    uow.ways.put(way.circle.id, way.process, settings)
    facts: dict[str, object] = {"circle": way.circle.id, "process": way.process.key}
    facts |= {"setting": name, "value": plain(getattr(settings, name))} if name else {"setting": None}
    uow.ledger.append(
        way.circle.community_id, Event.CIRCLE_EDITED, facts, actor_id=command.actor.member_id, now=command.now
    )
    about = f"{way.circle.id} {way.process.key} {command.actor.member_id} {name}"
    uow.outbox.owe(Owed(Notice.WAY, way.circle.community_id, detail=about), command.now)
