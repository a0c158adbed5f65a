"""The announcement, and what stops it: the clock starts when it is made, and again when it is edited (Z1 to Z3)."""

from dataclasses import replace
from datetime import datetime

from bot.rules.lazy.moves import Announce, Object, Support, TakeBack
from bot.rules.lazy.state import Lazy, Objection, Phase
from bot.rules.lazy.table import MACHINE
from bot.rules.process.asking import asked_anew, check_asked
from bot.rules.process.errors import DoneAlready, NotYours
from bot.rules.process.item import Why, ended, entered, put, reseated, reworded, saying
from bot.rules.process.machine import Turn
from bot.rules.process.moves import Restate, TimeUp
from bot.rules.process.seats import check_member, check_proposer


def announced(item: Lazy, now: datetime) -> Lazy:
    """Return the item announced: all who are there are asked, and the clock starts (Z1, Z2)."""
    item = replace(asked_anew(item), announced_at=now)
    return entered(item, Phase.ANNOUNCED, now, item.settings.period)


@MACHINE.on(Announce, Phase.DRAFT, who="the proposer", guard="it says how it is undone", to=(Phase.ANNOUNCED,))
def announce(item: Lazy, move: Announce, turn: Turn) -> Lazy:
    """Announce it."""
    check_proposer(item, turn.by)
    item = replace(reseated(item, turn.at), undo=saying(move.undo, "way back"))
    return announced(item, turn.at)


@MACHINE.on(Restate, Phase.ANNOUNCED, who="the proposer", guard="the text differs")
def edit(item: Lazy, move: Restate, turn: Turn) -> Lazy:
    """Announce something else: everybody has the whole time again, and consents are asked for anew (Z2)."""
    check_proposer(item, turn.by)
    return announced(reworded(item, move.text), turn.at)


@MACHINE.on(Restate, Phase.DISCUSS, who="the proposer", guard="the text differs")
def amend(item: Lazy, move: Restate, turn: Turn) -> Lazy:
    """State the text anew; the objection stands until its objector takes it back."""
    check_proposer(item, turn.by)
    return reworded(item, move.text)


@MACHINE.on(Support, Phase.ANNOUNCED, who="who is asked, but the proposer", guard="once")
def support(item: Lazy, _: Support, turn: Turn) -> Lazy:
    """Take a consent; silence is left its full time."""
    member = check_asked(item, turn.by)
    if member == item.proposer:
        raise NotYours
    if member in item.positions:
        raise DoneAlready
    return replace(item, positions=put(item.positions, member, turn.at))


@MACHINE.on(Object, Phase.ANNOUNCED, Phase.DISCUSS, who="who is asked", guard="a reason", to=(Phase.DISCUSS,))
def object_(item: Lazy, move: Object, turn: Turn) -> Lazy:
    """Stop it (Z3)."""
    check_asked(item, turn.by)
    item = objected(item, move, turn)
    return item if item.phase is Phase.DISCUSS else entered(item, Phase.DISCUSS, turn.at, item.settings.discuss)


@MACHINE.on(TakeBack, Phase.DISCUSS, who="an objector", guard="it is their own", to=(Phase.ANNOUNCED,))
def take_back(item: Lazy, _: TakeBack, turn: Turn) -> Lazy:
    """Take an objection back; where none stands, it is announced again with the whole time."""
    item = taken_back(item, turn)
    return item if item.standing else announced(item, turn.at)


@MACHINE.on(
    TimeUp,
    Phase.ANNOUNCED,
    who="the clock",
    guard="the time is over",
    to=(Phase.PROCEED, Phase.STALLED, Phase.WITHDRAWN),
)
def time_over(item: Lazy, _: TimeUp, turn: Turn) -> Lazy:
    """Let it proceed; with too few consents ask once more, and then stall (vector 14)."""
    if item.stale:
        return ended(item, Phase.WITHDRAWN, turn.at, Why.STALE)
    if item.half_gone:
        return ended(item, Phase.STALLED, turn.at)
    if item.enough:
        until = turn.at + item.settings.after
        return replace(entered(item, Phase.PROCEED, turn.at, item.settings.after), proceeds_until=until)
    if not item.extended:
        return replace(item, extended=True, ends=turn.at + item.settings.extension)
    return ended(item, Phase.STALLED, turn.at)


def objected(item: Lazy, move: Object, turn: Turn) -> Lazy:
    """Return the item with the member's objection, or with better words for it."""
    assert turn.by is not None, "an objector was checked"  # noqa: S101
    instead = saying(move.instead, "other way") if move.instead else ""
    objection = Objection(saying(move.reason, "reason"), instead, item.version, turn.at)
    return replace(item, objections=put(item.objections, turn.by, objection))


def taken_back(item: Lazy, turn: Turn) -> Lazy:
    """Return the item without the member's objection. Raises NotYours."""
    member = check_member(item, turn.by)
    objection = item.standing.get(member)
    if objection is None:
        raise NotYours
    return replace(item, objections=put(item.objections, member, replace(objection, taken_back=True)))
