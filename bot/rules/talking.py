"""The talking circle: one speaks, the others listen, and everybody is offered the turn (governance 9.6).

    DRAFT ─▶ PIECE(holder) ─▶ PIECE(next) ─▶ … ─▶ BETWEEN ─▶ another round, or CLOSED

Source: talking circles as described by their keepers (protocols differ by nation: ask, do not assume), and the rounds
of S3. Only who holds the piece speaks, and nobody replies to another within a round. One may pass without a reason.
A holder who is away too long is passed over, and offered the turn once more when all others have had theirs. What
somebody writes out of turn is kept for them. Nothing is decided here, so there is nothing to object to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from bot.rules.ids import MemberId
from bot.rules.knobs import in_words
from bot.rules.process.description import Beginning, Process, drafted
from bot.rules.process.errors import NoReplies, NotAsked, NotFacilitator, NotYours
from bot.rules.process.item import Item, Why, ended, entered, facilitator_for, put, saying, speaking_order, without
from bot.rules.process.machine import Alarm, Machine, Move, Turn
from bot.rules.process.moves import TimeUp
from bot.rules.process.seats import HandOver, Joined, Left, check_member


class Phase(StrEnum):
    """Where a talking circle stands."""

    DRAFT = "draft"
    PIECE = "piece"
    BETWEEN = "between"
    CLOSED = "closed"


RUNNING = (Phase.PIECE, Phase.BETWEEN)


@dataclass(frozen=True, slots=True)
class Convene(Move):
    """The circle is opened: its purpose is read, and the first is offered the piece."""

    purpose: str


@dataclass(frozen=True, slots=True)
class Speak(Move):
    """The holder speaks; without words, with those that were kept for them. `reply` says that it answers somebody."""

    text: str = ""
    reply: bool = False


@dataclass(frozen=True, slots=True)
class Pass(Move):
    """The holder passes the piece on without speaking, for no reason that needs to be given."""


@dataclass(frozen=True, slots=True)
class KeepWords(Move):
    """What somebody writes out of turn is kept for their own turn."""

    text: str


@dataclass(frozen=True, slots=True)
class Summarise(Move):
    """The keeper says between two rounds what was heard."""

    text: str


@dataclass(frozen=True, slots=True)
class AnotherRound(Move):
    """The keeper sends the piece round once more."""


@dataclass(frozen=True, slots=True)
class Close(Move):
    """The keeper closes the circle, perhaps with a reflection."""

    reflection: str = ""


class Kind(StrEnum):
    """What somebody made of the turn that was offered to them; three things that are not the same (T3)."""

    SPOKE = "spoke"
    PASSED = "passed"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of a turn, and when."""

    kind: Kind
    at: datetime
    text: str = ""


Round = Mapping[MemberId, Heard]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The knobs of a talking circle; frozen at its opening."""

    holder: timedelta = timedelta(hours=12)
    """How long the turn is held for somebody."""
    between: timedelta = timedelta(hours=24)
    """How long the circle waits for its keeper between two rounds, before it closes by itself."""


KNOBS = in_words(
    "a talking circle",
    K2="absent, and offered the turn once more; never taken for words",
    K3="everybody may pass, without a reason",
    K10="everybody hears everybody, one after the other",
)
"""The effective value of each knob, frozen onto the circle at its opening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talking(Item):
    """A talking circle as it stands; its keeper both opened and facilitates it.

    `waiting` have not been offered the piece in this round; `again` were away and are offered it at the end. `heard` is
    what came of each turn of this round, `rounds` are the earlier ones, `kept` the words written out of turn.
    """

    settings: Settings = field(default_factory=Settings)
    phase: Phase = Phase.DRAFT
    holder: MemberId | None = None
    waiting: tuple[MemberId, ...] = ()
    again: tuple[MemberId, ...] = ()
    heard: Round = field(default_factory=lambda: MappingProxyType({}))
    kept: Mapping[MemberId, str] = field(default_factory=lambda: MappingProxyType({}))
    rounds: tuple[Round, ...] = ()
    summaries: tuple[str, ...] = ()
    reflection: str = ""

    def alarms(self) -> Iterable[Alarm]:
        """Return what the clock will bring about."""
        if self.ends is not None:
            yield Alarm(self.ends, TimeUp())


MACHINE: Machine[Talking] = Machine({Phase.CLOSED})
"""Who may make which move when."""

ONWARD = (Phase.PIECE, Phase.BETWEEN)


@MACHINE.on(Convene, Phase.DRAFT, who="the keeper", guard="the purpose is stated", to=(Phase.PIECE,))
def convene(item: Talking, move: Convene, turn: Turn) -> Talking:
    """Open the circle, and offer the piece to the first."""
    _check_keeper(item, turn.by)
    return _begin(replace(item, need=saying(move.purpose, "purpose")), turn.at)


@MACHINE.on(Speak, Phase.PIECE, who="the holder", guard="in words, and in reply to nobody", to=ONWARD)
def speak(item: Talking, move: Speak, turn: Turn) -> Talking:
    """Hear the holder, and pass the piece on."""
    member = _check_holder(item, turn.by)
    if move.reply:
        raise NoReplies
    text = saying(move.text or item.kept.get(member, ""), "words")
    item = replace(item, kept=without(item.kept, member))
    return _on(_heard(item, member, Heard(Kind.SPOKE, turn.at, text)), turn.at)


@MACHINE.on(Pass, Phase.PIECE, who="the holder", to=ONWARD)
def pass_(item: Talking, _: Pass, turn: Turn) -> Talking:
    """Pass the piece on; the words that were kept stay kept."""
    member = _check_holder(item, turn.by)
    return _on(_heard(item, member, Heard(Kind.PASSED, turn.at)), turn.at)


@MACHINE.on(KeepWords, *RUNNING, who="a member", guard="it is not their turn")
def keep_words(item: Talking, move: KeepWords, turn: Turn) -> Talking:
    """Keep what is written out of turn, in place of what was kept before; nothing is deleted or shown."""
    member = check_member(item, turn.by)
    if member == item.holder:
        raise NotYours
    return replace(item, kept=put(item.kept, member, saying(move.text, "words")))


@MACHINE.on(TimeUp, Phase.PIECE, who="the clock", guard="the holder was away", to=ONWARD)
def away(item: Talking, _: TimeUp, turn: Turn) -> Talking:
    """Pass the piece on; who was away for the first time is offered it once more at the end."""
    holder = item.holder
    assert holder is not None, "somebody holds the piece"  # noqa: S101
    item = item if holder in item.heard else replace(item, again=(*item.again, holder))
    return _on(_heard(item, holder, Heard(Kind.ABSENT, turn.at)), turn.at)


@MACHINE.on(Summarise, Phase.BETWEEN, who="the keeper", guard="in words")
def summarise(item: Talking, move: Summarise, turn: Turn) -> Talking:
    """Add a summary of the round."""
    _check_keeper(item, turn.by)
    return replace(item, summaries=(*item.summaries, saying(move.text, "summary")))


@MACHINE.on(AnotherRound, Phase.BETWEEN, who="the keeper", to=(Phase.PIECE,))
def another_round(item: Talking, _: AnotherRound, turn: Turn) -> Talking:
    """Send the piece round once more, from another starter in the other direction."""
    _check_keeper(item, turn.by)
    return _begin(item, turn.at)


@MACHINE.on(Close, Phase.BETWEEN, who="the keeper", guard="everybody was offered the turn", to=(Phase.CLOSED,))
def close(item: Talking, move: Close, turn: Turn) -> Talking:
    """Close the circle; in the middle of a round not even the keeper can."""
    _check_keeper(item, turn.by)
    reflection = saying(move.reflection, "reflection") if move.reflection else ""
    return ended(replace(item, reflection=reflection), Phase.CLOSED, turn.at)


@MACHINE.on(TimeUp, Phase.BETWEEN, who="the clock", guard="the keeper is silent", to=(Phase.CLOSED,))
def close_by_itself(item: Talking, _: TimeUp, turn: Turn) -> Talking:
    """Close a circle that nobody carries on."""
    return ended(item, Phase.CLOSED, turn.at)


@MACHINE.on(HandOver, *RUNNING, who="the keeper", guard="to a member")
def hand_over(item: Talking, move: HandOver, turn: Turn) -> Talking:
    """Let somebody else keep the circle."""
    _check_keeper(item, turn.by)
    return _kept_by(item, check_member(item, move.to))


@MACHINE.on(Joined, *RUNNING, who="a newcomer", guard="listens, and is offered the turn from the next round on")
def joined(item: Talking, move: Joined, _: Turn) -> Talking:
    """Let them in."""
    return replace(item, members=item.members | {move.member})


@MACHINE.on(
    Left,
    *RUNNING,
    who="who leaves or is removed",
    guard="what they said stays said",
    to={Phase.PIECE: (*ONWARD, Phase.CLOSED), Phase.BETWEEN: (Phase.BETWEEN, Phase.CLOSED)},
)
def left(item: Talking, move: Left, turn: Turn) -> Talking:
    """Let them go; the piece and the keeping pass on. Who returns is offered the turn in the next round."""
    if move.member not in item.members:
        return item
    item = replace(
        item,
        members=item.members - {move.member},
        waiting=tuple(one for one in item.waiting if one != move.member),
        again=tuple(one for one in item.again if one != move.member),
        kept=without(item.kept, move.member),
    )
    if not item.members:
        return ended(replace(item, holder=None), Phase.CLOSED, turn.at, Why.EMPTY)
    if move.member == item.facilitator:
        item = _kept_by(item, facilitator_for(item))
    if move.member != item.holder:
        return item
    return _on(_heard(item, move.member, Heard(Kind.ABSENT, turn.at)), turn.at)


def _begin(item: Talking, now: datetime) -> Talking:
    """Return the item at the start of a round: as many were held already, so many seats the starter moves on."""
    number = len(item.rounds) + bool(item.heard)
    rounds = (*item.rounds, item.heard) if item.heard else item.rounds
    seats = speaking_order(item, item.members, "circle")
    first = number % len(seats)
    order = (*seats[first:], *seats[:first])
    waiting = order if number % 2 == 0 else (order[0], *reversed(order[1:]))
    return _on(replace(item, rounds=rounds, heard=MappingProxyType({}), waiting=waiting, again=()), now)


def _on(item: Talking, now: datetime) -> Talking:
    """Return the item with the piece passed to the next; where everybody has had the opportunity, the round is done."""
    if item.waiting:
        item = replace(item, holder=item.waiting[0], waiting=item.waiting[1:])
    elif item.again:
        item = replace(item, holder=item.again[0], again=item.again[1:])
    else:
        return entered(replace(item, holder=None), Phase.BETWEEN, now, item.settings.between)
    return entered(item, Phase.PIECE, now, item.settings.holder)


def _heard(item: Talking, member: MemberId, heard: Heard) -> Talking:
    return replace(item, heard=put(item.heard, member, heard))


def _kept_by(item: Talking, member: MemberId) -> Talking:
    return replace(item, facilitator=member, proposer=member)


def _check_keeper(item: Talking, by: MemberId | None) -> None:
    if by != item.facilitator:
        raise NotFacilitator


def _check_holder(item: Talking, by: MemberId | None) -> MemberId:
    if by is None or by not in item.members:
        raise NotAsked
    if by != item.holder:
        raise NotYours
    return by


def begin_circle(beginning: Beginning, settings: Settings) -> Talking:
    """Return a talking circle that is to be opened; whoever calls it keeps it."""
    return drafted(Talking, beginning, settings, facilitator=beginning.proposer)


def waiting_for(item: Talking) -> frozenset[MemberId]:
    """Return who holds the piece, or between two rounds the keeper."""
    return frozenset({item.facilitator if item.holder is None else item.holder})


def calling(before: Talking, after: Talking) -> frozenset[MemberId]:
    """Return to whom the piece has just come."""
    came = after.holder is not None and (after.holder, after.since) != (before.holder, before.since)
    return frozenset({after.holder}) if came and after.holder is not None else frozenset()


PROCESS = Process(
    key="talking",
    name="Talking circle",
    sentence="Nothing is decided: one speaks, all others listen, and everybody is offered the turn.",
    source="talking circles as their keepers describe them; Sociocracy 3.0, Rounds",
    machine=MACHINE,
    settings=Settings,
    begin=begin_circle,
    open=lambda given: Convene(given["purpose"]),
    knobs=lambda _: KNOBS,
    waiting_for=waiting_for,
    told=frozenset({Speak, Pass, Summarise, TimeUp, HandOver, Left}),
    calling=calling,
)
