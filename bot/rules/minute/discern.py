"""Before the minute: silence, the matter, and what is said out of the silence (governance 9.4).

The clerk moves the meeting on, and the clock where the clerk does not. What finds no minute in time is laid over.
"""

from dataclasses import replace
from datetime import datetime

from bot.rules.errors import DeadlinePast
from bot.rules.minute.moves import LayOver, NameGroup, Speak
from bot.rules.minute.state import Minute, Phase, Voice
from bot.rules.minute.table import MACHINE
from bot.rules.process.errors import DoneAlready, NothingChanged
from bot.rules.process.item import acted, ended, entered, reseated, saying
from bot.rules.process.machine import Turn
from bot.rules.process.moves import GoOn, Open, TimeUp
from bot.rules.process.questions import lay_questions
from bot.rules.process.seats import check_member, check_proposer

FEWEST = 2
"""People that make a group."""


@MACHINE.on(Open, Phase.DRAFT, who="the proposer", guard="the need is stated", to=(Phase.SILENCE,))
def open_(item: Minute, move: Open, turn: Turn) -> Minute:
    """Begin in silence, with a clerk who is neither the proposer nor the subject."""
    check_proposer(item, turn.by)
    item = replace(item, need=saying(move.need, "need"))
    return entered(reseated(item, turn.at), Phase.SILENCE, turn.at, item.settings.hush)


lay_questions(MACHINE, (Phase.PRESENTED,), (Phase.PRESENTED, Phase.DISCERN))


@MACHINE.on(TimeUp, Phase.SILENCE, who="the clock", guard="the time is over", to=(Phase.PRESENTED,))
def present(item: Minute, _: TimeUp, turn: Turn) -> Minute:
    """Present the matter."""
    return entered(item, Phase.PRESENTED, turn.at, item.settings.present)


@MACHINE.on(GoOn, Phase.PRESENTED, who="the clerk", guard="every question is answered", to=(Phase.DISCERN,))
def to_discern(item: Minute, _: GoOn, turn: Turn) -> Minute:
    """Begin to discern."""
    item = acted(item, turn.by, turn.at)
    if any(not question.answer for question in item.questions):
        raise NothingChanged
    return discern(item, turn.at)


def discern(item: Minute, now: datetime) -> Minute:
    """Return the item with the meeting discerning; a clerk who is a party now hands the seat on."""
    return entered(reseated(item, now, item.standing), Phase.DISCERN, now, item.settings.discern)


@MACHINE.on(Speak, Phase.DISCERN, who="a member", guard="once in each discernment")
def speak(item: Minute, move: Speak, turn: Turn) -> Minute:
    """Hear a member."""
    member = check_member(item, turn.by)
    if any((voice.by, voice.turn) == (member, item.turn) for voice in item.voices):
        raise DoneAlready
    voice = Voice(member, saying(move.text, "contribution"), item.turn)
    return replace(item, voices=(*item.voices, voice))


@MACHINE.on(GoOn, Phase.DISCERN, who="the clerk", guard="somebody has spoken", to=(Phase.DRAFTING,))
def to_drafting(item: Minute, _: GoOn, turn: Turn) -> Minute:
    """Take time to draft."""
    item = acted(item, turn.by, turn.at)
    if all(voice.turn != item.turn for voice in item.voices):
        raise NothingChanged
    return entered(item, Phase.DRAFTING, turn.at, item.settings.draft)


@MACHINE.on(LayOver, Phase.DISCERN, Phase.DRAFTING, who="the clerk", guard="to a date to come", to=(Phase.LAID_OVER,))
def lay_over(item: Minute, move: LayOver, turn: Turn) -> Minute:
    """Lay the matter over (Q2)."""
    item = acted(item, turn.by, turn.at)
    return laid_over(item, _to_come(move.until, turn.at), turn.at)


@MACHINE.on(
    NameGroup,
    Phase.DISCERN,
    Phase.DRAFTING,
    who="the clerk",
    guard="two or more members; to a date to come",
    to=(Phase.SMALL_GROUP,),
)
def name_group(item: Minute, move: NameGroup, turn: Turn) -> Minute:
    """Give the matter to a small group. Raises NothingChanged where it is none."""
    item = acted(item, turn.by, turn.at)
    group = frozenset(check_member(item, member) for member in move.people)
    if len(group) < FEWEST:
        raise NothingChanged
    item = replace(item, group=group, until=_to_come(move.until, turn.at))
    return ended(item, Phase.SMALL_GROUP, turn.at)


@MACHINE.on(TimeUp, Phase.PRESENTED, who="the clock", guard="the time is over", to=(Phase.DISCERN,))
def presented(item: Minute, _: TimeUp, turn: Turn) -> Minute:
    """Begin to discern, open questions or not."""
    return discern(item, turn.at)


@MACHINE.on(TimeUp, Phase.DISCERN, who="the clock", guard="the time is over", to=(Phase.DRAFTING,))
def discerned(item: Minute, _: TimeUp, turn: Turn) -> Minute:
    """Ask the clerk for a minute."""
    return entered(item, Phase.DRAFTING, turn.at, item.settings.draft)


@MACHINE.on(TimeUp, Phase.DRAFTING, who="the clock", guard="the time is over", to=(Phase.LAID_OVER,))
def undrafted(item: Minute, _: TimeUp, turn: Turn) -> Minute:
    """Lay over what found no minute."""
    return laid_over(item, turn.at + item.settings.lay_over, turn.at)


def laid_over(item: Minute, until: datetime, now: datetime) -> Minute:
    """Return the item laid over to a date."""
    return ended(replace(item, until=until), Phase.LAID_OVER, now)


def _to_come(date: datetime, now: datetime) -> datetime:
    if date <= now:
        raise DeadlinePast(date)
    return date
