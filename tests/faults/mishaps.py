"""How each mishap is brought about, and how it ends."""

import resource
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from tests.faults.plan import Mishap
from tests.faults.points import Point
from tests.faults.record import Place
from tests.faults.town import Town
from tests.wire.accord import CALLBACK, MESSAGE, MESSAGES, THREADS
from tests.wire.faults import Fault, Faults, Proceed
from tests.wire.permissions import Overwrite, Permission
from tests.wire.replies import Cut, Reply

ANSWERS = ("POST", CALLBACK)
POSTS = ("POST", MESSAGES)
EDITS = ("PATCH", MESSAGE)
SENDS = (POSTS, POSTS, EDITS, ("POST", THREADS))
LIMITS = {
    Mishap.ROUTE_LIMIT: {},
    Mishap.GLOBAL_LIMIT: {"everywhere": True},
    Mishap.BARE_LIMIT: {"via": False},
}
ERRORS = {Mishap.ERROR_500: 500, Mishap.ERROR_502: 502, Mishap.ERROR_503: 503}
DELIVERIES = {
    Mishap.TWICE, Mishap.LATE, Mishap.TOO_LATE, Mishap.SWAPPED, Mishap.GATEWAY_DROP, Mishap.GAP, Mishap.INVALID_SESSION,
}  # fmt: skip
UNKNOWN_INTERACTION = 10062


@dataclass(frozen=True, slots=True)
class Laid:
    """A mishap that is laid out: `struck` tells whether it has happened, `lift` ends it."""

    kind: Mishap
    struck: Callable[[], bool]
    lift: Callable[[], None]


def lay(kind: Mishap, town: Town, places: list[Place], chance: Random) -> Laid:
    """Have something go wrong from now on."""
    if kind in DELIVERIES:
        town.spoilt = kind
        return Laid(kind, lambda: town.spoilt is None, lambda: setattr(town, "spoilt", None))
    if kind in AROUND:
        return Laid(kind, lambda: True, AROUND[kind](town, chance.choice(places), chance))
    fault = _on_the_wire(kind, town.faults, chance)
    return Laid(kind, lambda: bool(fault.requests), lambda: town.faults.lift(fault))


def lay_death(point: Point, town: Town, chance: Random) -> Fault:
    """Have the process die over the next request of a kind, before or after Discord has taken it."""
    where = ANSWERS if point in {Point.BEFORE_ANSWER, Point.AFTER_ANSWER} else chance.choice(SENDS)

    async def die(proceed: Proceed) -> Reply:
        if point in {Point.AFTER_ANSWER, Point.AFTER_SEND}:
            proceed()
        town.death = point
        await town.bot.kill()
        return Reply(cut=Cut.CLOSED)

    return town.faults.lay(Fault(*where, die))


def _on_the_wire(kind: Mishap, faults: Faults, chance: Random) -> Fault:
    where = chance.choice((ANSWERS, POSTS, POSTS, EDITS))
    if kind in LIMITS:
        return faults.rate_limit(*where, retry_after=1.0, **LIMITS[kind])
    if kind in ERRORS:
        return faults.answer(*where, ERRORS[kind])
    if kind is Mishap.EXPIRED:
        return faults.answer(*ANSWERS, 404, code=UNKNOWN_INTERACTION, message="Unknown interaction")
    if kind is Mishap.RESET:
        return faults.accept_then_reset(*chance.choice((ANSWERS, POSTS)))
    return faults.drop(*where)


def _channel_gone(town: Town, place: Place, _: Random) -> Callable[[], None]:
    if place.home.id in town.world.channels:
        town.delete(place.home)
    return _nothing


def _card_gone(town: Town, place: Place, chance: Random) -> Callable[[], None]:
    cards = [one for one in town.world.messages_in(place.home) if not one.attachments and one.author is town.world.bot]
    if cards:
        town.delete(chance.choice(cards))
    return _nothing


def _forbidden(_: Town, place: Place, chance: Random) -> Callable[[], None]:
    lost = chance.choice((Permission.SEND_MESSAGES, Permission.VIEW_CHANNEL, Permission.CREATE_PUBLIC_THREADS))
    overwrite = Overwrite(place.guild.id, deny=lost)
    place.home.overwrites.append(overwrite)
    return lambda: place.home.overwrites.remove(overwrite)


def _closed_dm(_: Town, place: Place, __: Random) -> Callable[[], None]:
    for member in place.members:
        member.user.accepts_dms = False
    return _nothing


def _ahead(town: Town, _: Place, chance: Random) -> Callable[[], None]:
    town.time.step(timedelta(seconds=chance.choice((2, 30, 600))))
    return _nothing


def _back(town: Town, _: Place, chance: Random) -> Callable[[], None]:
    town.time.step(-timedelta(seconds=chance.choice((2, 30, 600))))
    return _nothing


def _disk_full(town: Town, _: Place, __: Random) -> Callable[[], None]:
    """No file of the process can be written to."""
    _, hard = resource.prlimit(town.bot.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(town.bot.pid, resource.RLIMIT_FSIZE, (0, hard))

    def lift() -> None:
        if not town.deserted:
            resource.prlimit(town.bot.pid, resource.RLIMIT_FSIZE, (hard, hard))

    return lift


def _locked(town: Town, _: Place, __: Random) -> Callable[[], None]:
    """Another program writes, and does not end."""
    database = sqlite3.connect(town.file, isolation_level=None)
    database.execute("PRAGMA busy_timeout=10000")
    database.execute("BEGIN IMMEDIATE")
    return database.close


def _nothing() -> None:
    """What has happened is not undone."""


AROUND: dict[Mishap, Callable[[Town, Place, Random], Callable[[], None]]] = {
    Mishap.CHANNEL_GONE: _channel_gone,
    Mishap.CARD_GONE: _card_gone,
    Mishap.FORBIDDEN: _forbidden,
    Mishap.CLOSED_DM: _closed_dm,
    Mishap.CLOCK_AHEAD: _ahead,
    Mishap.CLOCK_BACK: _back,
    Mishap.DISK_FULL: _disk_full,
    Mishap.LOCKED: _locked,
}
