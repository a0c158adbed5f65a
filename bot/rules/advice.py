"""The advice process: one person decides, after documented advice of those affected and of those who know the matter.

    DRAFT ─▶ ADVICE ⇄ DECIDE ─▶ ADOPTED
               │         └──not decided in time──▶ LAPSED
               └─ a reminder to the silent, then their silence is recorded

The proposer need not follow any advice, but has to ask: who must be asked is listed, and every member may add to the
list. The decision says of each advice how it was weighed, and the proposer answers for it. A text that is changed is
open to advice once more before it can be decided on. Nobody objects here; the circle chooses this way for what one
person can answer for. Source: the advice process as practised in self-managed firms; silence, timers and the
departure of people after governance 2.4, 2.5, 3.3.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from bot.rules.ids import MemberId
from bot.rules.knobs import FLAGGED, in_words
from bot.rules.process.description import Beginning, Process, drafted
from bot.rules.process.errors import DoneAlready, NobodyAsked, NoSuchThing, NotAsked, NothingChanged, OwnCase
from bot.rules.process.item import Item, Why, ended, entered, put, reworded, saying, without
from bot.rules.process.machine import Alarm, Machine, Move, Turn
from bot.rules.process.moves import Restate, TimeUp
from bot.rules.process.people import lay_newcomers, lay_withdrawal
from bot.rules.process.record import REVIEW, Record, Said, Stance, by_name
from bot.rules.process.seats import (
    Left,
    TakeProposal,
    check_member,
    check_proposer,
    departed,
    lay_proposer,
    proposer_alarms,
)


class Phase(StrEnum):
    """Where an advice process stands."""

    DRAFT = "draft"
    ADVICE = "advice"
    DECIDE = "decide"
    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


OPEN = (Phase.ADVICE, Phase.DECIDE)


@dataclass(frozen=True, slots=True)
class Seek(Move):
    """The proposal is opened with the need that it serves, and with those who must be asked."""

    need: str
    affected: tuple[MemberId, ...]
    knows: tuple[MemberId, ...] = ()


@dataclass(frozen=True, slots=True)
class AskToo(Move):
    """Somebody is put on the list of those who must be asked."""

    person: MemberId
    whom: "Whom"


@dataclass(frozen=True, slots=True)
class Advise(Move):
    """Somebody gives advice, or gives it in better words."""

    text: str


@dataclass(frozen=True, slots=True)
class Weigh(Move):
    """The proposer says how an advice was weighed."""

    adviser: MemberId
    how: str


@dataclass(frozen=True, slots=True)
class Decide(Move):
    """The proposer decides, and answers for it."""


class Whom(StrEnum):
    """Why somebody must be asked."""

    AFFECTED = "affected"
    KNOWS = "knows"


@dataclass(frozen=True, slots=True)
class Advice:
    """What somebody advised, about which version, and how it was weighed."""

    text: str
    version: int
    at: datetime
    weighed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The knobs of an advice process; frozen at its opening."""

    advice: timedelta = timedelta(hours=72)
    reminder: timedelta = timedelta(hours=48)
    """How long somebody who was silent has after the reminder."""
    again: timedelta = timedelta(hours=24)
    """How long a changed text is open to advice."""
    decide: timedelta = timedelta(days=7)
    review: timedelta = REVIEW


KNOBS = in_words(
    "an advice process",
    K1="nobody: there is advice, and no objection",
    K2="recorded as silence after a reminder, and taken for no advice at all",
    K4="every advice is weighed in writing, and none stands in the way",
    K6="the proposer decides, or it lapses",
    K10="all advice is open",
    K13=FLAGGED,
)
"""The effective value of each knob, frozen onto the decision at its opening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised(Item):
    """A proposal on which advice is taken; nobody facilitates it.

    `asked` are those who must be asked, in the circle or outside it, and why. `reminded` have been told once that
    their advice is missing. `advice` is by adviser; what somebody advised stays when they leave.
    """

    settings: Settings = field(default_factory=Settings)
    phase: Phase = Phase.DRAFT
    asked: Mapping[MemberId, Whom] = field(default_factory=lambda: MappingProxyType({}))
    advice: Mapping[MemberId, Advice] = field(default_factory=lambda: MappingProxyType({}))
    reminded: frozenset[MemberId] = frozenset()
    restated: bool = False
    """Whether the text was changed since advice was taken first, so that its time is kept to the end."""
    decided_by: MemberId | None = None
    """Who answers for the decision."""

    @property
    def silent(self) -> frozenset[MemberId]:
        """Who must be asked and has given no advice; recorded as silence."""
        return frozenset(self.asked.keys() - self.advice.keys() - {self.proposer})

    def alarms(self) -> Iterable[Alarm]:
        """Return what the clock will bring about."""
        yield from proposer_alarms(self)
        if self.ends is not None:
            yield Alarm(self.ends, TimeUp())


MACHINE: Machine[Advised] = Machine({Phase.ADOPTED, Phase.WITHDRAWN, Phase.LAPSED})
"""Who may make which move when."""


@MACHINE.on(Seek, Phase.DRAFT, who="the proposer", guard="the need is stated, somebody is asked", to=(Phase.ADVICE,))
def seek(item: Advised, move: Seek, turn: Turn) -> Advised:
    """Ask for advice. Raises NobodyAsked."""
    check_proposer(item, turn.by)
    why = {**dict.fromkeys(move.knows, Whom.KNOWS), **dict.fromkeys(move.affected, Whom.AFFECTED)}
    asked = without(MappingProxyType(why), item.proposer)
    item = replace(item, need=saying(move.need, "need"), asked=asked)
    _check_somebody_asked(item)
    return entered(item, Phase.ADVICE, turn.at, item.settings.advice)


@MACHINE.on(AskToo, Phase.ADVICE, who="a member", guard="outside the circle only the proposer names people")
def ask_too(item: Advised, move: AskToo, turn: Turn) -> Advised:
    """Put somebody on the list."""
    member = check_member(item, turn.by)
    if move.person not in item.members and member != item.proposer:
        raise NotAsked
    return _listed(item, move)


@MACHINE.on(AskToo, Phase.DECIDE, who="the proposer", to=(Phase.ADVICE,))
def ask_once_more(item: Advised, move: AskToo, turn: Turn) -> Advised:
    """Ask somebody more before deciding, in full time."""
    check_proposer(item, turn.by)
    return entered(_listed(item, move), Phase.ADVICE, turn.at, item.settings.advice)


@MACHINE.on(
    Advise,
    Phase.ADVICE,
    who="a member, or who is asked",
    guard="not the proposer; the last who was asked ends the wait",
    to=OPEN,
)
def advise(item: Advised, move: Advise, turn: Turn) -> Advised:
    """Take an advice."""
    return all_heard(_advised(item, move, turn), turn.at)


@MACHINE.on(Advise, Phase.DECIDE, who="a member, or who is asked", guard="not the proposer")
def advise_late(item: Advised, move: Advise, turn: Turn) -> Advised:
    """Take an advice that came late; it is weighed like the others."""
    return _advised(item, move, turn)


@MACHINE.on(Restate, *OPEN, who="the proposer", guard="the text differs", to=(Phase.ADVICE,))
def restate(item: Advised, move: Restate, turn: Turn) -> Advised:
    """State the text anew; it is open to advice for a while."""
    check_proposer(item, turn.by)
    item = replace(reworded(item, move.text), restated=True)
    ends = turn.at + item.settings.again
    if item.phase is Phase.ADVICE and item.ends is not None:
        ends = max(ends, item.ends)
    return entered(item, Phase.ADVICE, turn.at, ends - turn.at)


@MACHINE.on(Weigh, *OPEN, who="the proposer", guard="in words")
def weigh(item: Advised, move: Weigh, turn: Turn) -> Advised:
    """Say how an advice was weighed."""
    check_proposer(item, turn.by)
    if move.adviser not in item.advice:
        raise NoSuchThing
    weighed = replace(item.advice[move.adviser], weighed=saying(move.how, "weighing"))
    return replace(item, advice=put(item.advice, move.adviser, weighed))


@MACHINE.on(Decide, Phase.DECIDE, who="the proposer", guard="every advice is weighed", to=(Phase.ADOPTED,))
def decide(item: Advised, _: Decide, turn: Turn) -> Advised:
    """Decide. Raises NothingChanged while an advice is not weighed, and NobodyAsked."""
    check_proposer(item, turn.by)
    _check_somebody_asked(item)
    if any(not one.weighed for one in item.advice.values()):
        raise NothingChanged
    return replace(ended(item, Phase.ADOPTED, turn.at), decided_by=item.proposer)


@MACHINE.on(TimeUp, Phase.ADVICE, who="the clock", guard="those who are silent were reminded", to=OPEN)
def advice_over(item: Advised, _: TimeUp, turn: Turn) -> Advised:
    """Remind the silent; who still gives no advice then is recorded as silent."""
    if item.silent <= item.reminded:
        return entered(item, Phase.DECIDE, turn.at, item.settings.decide)
    item = replace(item, reminded=item.reminded | item.silent)
    return entered(item, Phase.ADVICE, turn.at, item.settings.reminder)


@MACHINE.on(TimeUp, Phase.DECIDE, who="the clock", guard="the time is over", to=(Phase.LAPSED,))
def lapse(item: Advised, _: TimeUp, turn: Turn) -> Advised:
    """Let a proposal lapse on which its proposer does not decide."""
    return ended(item, Phase.LAPSED, turn.at)


def all_heard(item: Advised, now: datetime) -> Advised:
    """Return the item with its proposer, where all who must be asked have given advice; a changed text waits longer."""
    if item.phase is not Phase.ADVICE or item.silent or item.restated:
        return item
    return entered(item, Phase.DECIDE, now, item.settings.decide)


lay_newcomers(MACHINE, OPEN, "may advise at once")
lay_withdrawal(MACHINE, OPEN, Phase.WITHDRAWN)
lay_proposer(MACHINE, OPEN, Phase.WITHDRAWN, all_heard, {Phase.ADVICE: OPEN})


@MACHINE.on(
    Left,
    *OPEN,
    who="who leaves or is removed",
    guard="their advice stays",
    to={Phase.ADVICE: (*OPEN, Phase.WITHDRAWN), Phase.DECIDE: (Phase.DECIDE, Phase.WITHDRAWN)},
)
def left(item: Advised, move: Left, turn: Turn) -> Advised:
    """Let them go; what they advised has still to be weighed, and whoever was not heard is asked no more."""
    if move.member in item.members:
        item = departed(item, move.member, turn.at)
    if not item.members:
        return ended(item, Phase.WITHDRAWN, turn.at, Why.EMPTY)
    if move.member in item.advice:
        return item
    return all_heard(replace(item, asked=without(item.asked, move.member)), turn.at)


def _listed(item: Advised, move: AskToo) -> Advised:
    if move.person == item.proposer:
        raise OwnCase
    if move.person in item.asked:
        raise DoneAlready
    return replace(item, asked=put(item.asked, move.person, move.whom))


def _advised(item: Advised, move: Advise, turn: Turn) -> Advised:
    if turn.by is None or turn.by not in item.members | item.asked.keys():
        raise NotAsked
    if turn.by == item.proposer:
        raise OwnCase
    advice = Advice(saying(move.text, "advice"), item.version, turn.at)
    return replace(item, advice=put(item.advice, turn.by, advice))


def _check_somebody_asked(item: Advised) -> None:
    if not (item.asked.keys() | item.advice.keys()) - {item.proposer}:
        raise NobodyAsked


def begin(beginning: Beginning, settings: Settings) -> Advised:
    """Return the draft of a proposal on which advice is to be taken."""
    return drafted(Advised, beginning, settings, facilitator=beginning.proposer)


def seeking(given: Mapping[str, str]) -> Seek:
    """Return the opening from what its form asks; people are ids with spaces between."""
    return Seek(given["need"], tuple(MemberId(int(one)) for one in given["affected"].split()))


def waiting_for(item: Advised) -> frozenset[MemberId]:
    """Return whose advice is missing, or the proposer, who decides."""
    return item.silent if item.phase is Phase.ADVICE else frozenset({item.proposer}) & item.members


def calling(before: Advised, after: Advised) -> frozenset[MemberId]:
    """Return who is asked from now on, and the proposer where everybody has been heard."""
    asked = frozenset(after.asked.keys() - before.asked.keys())
    return asked | {after.proposer} if before.phase is not after.phase is Phase.DECIDE else asked


def record(item: Advised) -> Record | None:
    """Return what is written down of a decision: every advice, and how it was weighed."""
    if item.phase is not Phase.ADOPTED:
        return None
    advised = {by: Said(by, Stance.ADVICE, one.text, one.weighed) for by, one in item.advice.items()}
    return Record(
        text=item.text,
        need=item.need,
        said=by_name(advised, frozenset(item.asked)),
        review=item.settings.review,
        responsible=item.decided_by or item.proposer,
    )


PROCESS = Process(
    key="advice",
    name="Advice process",
    sentence="One person decides, after asking those affected and those who know, and answers to each advice.",
    source="Laloux, Reinventing Organizations (2014), The advice process",
    machine=MACHINE,
    settings=Settings,
    begin=begin,
    open=seeking,
    knobs=lambda _: KNOBS,
    waiting_for=waiting_for,
    told=frozenset({AskToo, Advise, Weigh, Restate, TimeUp, TakeProposal}),
    calling=calling,
    guests=lambda item: frozenset(item.asked),
    record=record,
)
