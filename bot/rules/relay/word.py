"""Inside a house: its speaker puts words before it, and each of its members assents to them or does not (N1, N2)."""

from dataclasses import replace
from itertools import combinations
from types import MappingProxyType

from bot.rules.ids import MemberId
from bot.rules.process.council import Side
from bot.rules.process.errors import (
    DoneAlready,
    NoSitting,
    NoSuchThing,
    NotAsked,
    NothingChanged,
    NotYours,
    TooEarly,
    TwoHouses,
    WrongWord,
)
from bot.rules.process.item import put, saying, without
from bot.rules.process.machine import Turn
from bot.rules.process.moves import Open
from bot.rules.process.seats import check_proposer
from bot.rules.relay.moves import Assent, Dissent, Draft, Kind, StepIn, Word
from bot.rules.relay.state import MACHINE, RUNNING, Phase, Relay, turn_to
from bot.rules.text import TEXT_LIMIT, usable


@MACHINE.on(Open, Phase.DRAFT, who="the proposer", guard="the need is stated; every bench is there", to=(Phase.SCREEN,))
def open_(item: Relay, move: Open, turn: Turn) -> Relay:
    """Bring the matter before the keepers. Raises TwoHouses or NoSitting."""
    check_proposer(item, turn.by)
    need = saying(move.need, "need")
    if any(one.people & other.people for one, other in combinations(item.houses.values(), 2)):
        raise TwoHouses
    for side in (Side.KEEPERS, Side.FIRST, Side.SECOND):
        if not all(bench & item.members for bench in item.houses[side].benches):
            raise NoSitting
    return turn_to(replace(item, need=need), Phase.SCREEN, turn.at)


@MACHINE.on(Draft, *RUNNING, who="the speaker", guard="every bench is there; the house may say this now")
def draft(item: Relay, move: Draft, turn: Turn) -> Relay:
    """Put words before the house, whose members assent anew."""
    speaker = check_speaker(item, turn.by)
    word = _fitting(item, move.word)
    return replace(item, word=word, assents=frozenset({speaker}), dissents=MappingProxyType({}), spoke_at=turn.at)


@MACHINE.on(Assent, *RUNNING, who="a member of the house", guard="there are words before it")
def assent(item: Relay, _: Assent, turn: Turn) -> Relay:
    """Take an assent; the last word of each counts."""
    member = _in_house(item, turn.by)
    if member in item.assents:
        raise DoneAlready
    return replace(item, assents=item.assents | {member}, dissents=without(item.dissents, member))


@MACHINE.on(Dissent, *RUNNING, who="a member of the house", guard="there are words before it; a reason is given")
def dissent(item: Relay, move: Dissent, turn: Turn) -> Relay:
    """Take a dissent: these words do not cross."""
    member = _in_house(item, turn.by)
    dissents = put(item.dissents, member, saying(move.reason, "reason"))
    return replace(item, assents=item.assents - {member}, dissents=dissents)


@MACHINE.on(StepIn, *RUNNING, who="a member of the house", guard="its speaker has been silent for a day")
def step_in(item: Relay, _: StepIn, turn: Turn) -> Relay:
    """Speak for the house in this turn."""
    if turn.by is None or turn.by not in item.present:
        raise NotAsked
    if turn.by == item.speaker:
        raise DoneAlready
    earliest = item.spoke_at + item.settings.silent
    if turn.at < earliest:
        raise TooEarly(earliest)
    return replace(item, speaker_now=turn.by, spoke_at=turn.at)


def check_speaker(item: Relay, by: MemberId | None) -> MemberId:
    """Return the speaker of the house whose turn it is. Raises NotYours or NoSitting."""
    if by is None or by != item.speaker:
        raise NotYours
    if not item.sits:
        raise NoSitting
    return by


def _in_house(item: Relay, by: MemberId | None) -> MemberId:
    if by is None or by not in item.present:
        raise NotAsked
    if item.word is None:
        raise NoSuchThing
    return by


def _fitting(item: Relay, word: Word) -> Word:
    """Return the words as they may be said now. Raises WrongWord, BlankText, TextTooLong or NothingChanged."""
    if word.kind not in _kinds(item):
        raise WrongWord
    match word.kind:
        case Kind.TEXT:
            return Word(Kind.TEXT, usable(word.text, "text", TEXT_LIMIT, lines=True))
        case Kind.SEND_HOME:
            return Word(Kind.SEND_HOME, reason=saying(word.reason, "reason"))
        case Kind.CHOOSE:
            text = item.last(Side(word.side)) if word.side in {Side.FIRST, Side.SECOND} else None
            if text is None:
                raise WrongWord
            return Word(Kind.CHOOSE, text, reason=saying(word.reason, "reason"), side=word.side)
        case Kind.OBJECT:
            return _objection(item, word)
        case _:
            return Word(word.kind)


def _kinds(item: Relay) -> frozenset[Kind]:
    """Return what the house whose turn it is may say; the keepers bring in nothing of their own (N3)."""
    if item.phase is Phase.KEEPERS:
        return frozenset({Kind.CONFIRM, Kind.OBJECT} if item.agreed else {Kind.CHOOSE})
    return {
        Phase.SCREEN: frozenset({Kind.TAKE_UP, Kind.SEND_HOME}),
        Phase.FIRST: frozenset({Kind.TEXT}),
        Phase.SECOND: frozenset({Kind.TEXT}),
        Phase.CONFIRM: frozenset({Kind.CONFIRM}),
    }[Phase(item.phase)]


def _objection(item: Relay, word: Word) -> Word:
    """Return the keepers' objection to the text: by a clause (N4), and once, for houses that insist are confirmed."""
    if word.clause not in item.constitution:
        raise WrongWord
    text = item.last(Side.FIRST) or ""
    if any(one.word.kind is Kind.OBJECT and one.word.text == text for one in item.crossed):
        raise NothingChanged
    return Word(Kind.OBJECT, text, word.clause, saying(word.reason, "reason"))
