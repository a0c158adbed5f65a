"""The work on a block, in sessions which the blocker helps to organise, and the deadlock where it leads nowhere.

Source: governance 9.2, after N Street, Heartwood and Mosaic Commons. Sessions are recorded, and without them there is
no vote (B2). Who misses too many without notice loses the block (B3): the clock releases it, once the blocker had time
to contest the record, so that no record alone can end a block.
"""

from dataclasses import replace
from datetime import datetime

from bot.rules.consensus.moves import (
    CallVote,
    ContestRecord,
    GiveUpBlock,
    LiftBlock,
    PlanSession,
    RecordSession,
    SendNotice,
    TakeOverBlock,
    WindowOver,
)
from bot.rules.consensus.round import begin, propose
from bot.rules.consensus.state import BLOCKED, Block, Consensus, Fate, Phase, Session
from bot.rules.consensus.table import MACHINE
from bot.rules.consensus.validate import LEADING, judged, to_deadlock, validated
from bot.rules.process.asking import check_asked
from bot.rules.process.errors import DoneAlready, NoSuchThing, NothingChanged, NotYours, OwnCase, TooEarly
from bot.rules.process.item import acted, ended, reseated, saying
from bot.rules.process.machine import Turn
from bot.rules.process.moves import GoOn, TimeUp
from bot.rules.process.seats import check_member

ASKED_AGAIN = (Phase.TEST, Phase.PROPOSED)
"""Where it leads when no block stands any more: to the proposer first, where it was overtaken."""


def settle(item: Consensus, now: datetime) -> Consensus:
    """Return the item in a fresh round about the same text, where no block stands any more."""
    if item.standing:
        return item
    item = propose(item, now)
    return item if item.stale else begin(item, now)


@MACHINE.on(
    LiftBlock,
    *BLOCKED,
    who="the blocker",
    guard="it is their own",
    to={Phase.VALIDATE: (*ASKED_AGAIN, *LEADING), Phase.WORK: ASKED_AGAIN, Phase.DEADLOCK: ASKED_AGAIN},
)
def lift(item: Consensus, _: LiftBlock, turn: Turn) -> Consensus:
    """Lift one's block; the others are validated or worked on as before."""
    one = item.block(check_member(item, turn.by))
    if one.owner != one.by:
        raise NotYours
    item = settle(item.with_block(replace(one, fate=Fate.LIFTED)), turn.at)
    return judged(item, turn.at) if item.phase is Phase.VALIDATE else item


@MACHINE.on(TimeUp, Phase.VALIDATE, who="the clock", guard="the time is over", to=(*ASKED_AGAIN, *LEADING))
def validation_over(item: Consensus, _: TimeUp, turn: Turn) -> Consensus:
    """Work on the blocks that were backed; where none was, ask everybody again."""
    return settle(validated(item, turn.at), turn.at)


@MACHINE.on(PlanSession, Phase.WORK, who="a blocker, the proposer or the facilitator", guard="in time; one at a time")
def plan(item: Consensus, move: PlanSession, turn: Turn) -> Consensus:
    """Call a session: with notice, some time after the last one, and so soon that all the sessions find room."""
    member = check_member(item, turn.by)
    if member not in item.owners | {item.proposer, item.facilitator}:
        raise NotYours
    if item.planned is not None or all(one.sessions >= item.settings.sessions for one in item.standing):
        raise DoneAlready
    earliest = turn.at + item.settings.notice
    if item.sessions:
        earliest = max(earliest, item.sessions[-1].at + item.settings.gap)
    latest = turn.at + item.settings.work / (item.settings.sessions + 1)
    if not earliest <= move.at <= max(earliest, latest):
        raise TooEarly(earliest)
    return replace(item, sessions=(*item.sessions, Session(at=move.at)))


@MACHINE.on(SendNotice, Phase.WORK, who="who carries a block", guard="before the session")
def send_notice(item: Consensus, _: SendNotice, turn: Turn) -> Consensus:
    """Excuse an owner from the session that is called."""
    session = _planned(item)
    if turn.by is None or turn.by not in item.owners:
        raise NotYours
    if turn.at >= session.at or turn.by in session.excused:
        raise DoneAlready
    return _with_session(item, replace(session, excused=session.excused | {turn.by}))


@MACHINE.on(RecordSession, Phase.WORK, who="the facilitator, if no party", guard="it has begun; in words")
def record(item: Consensus, move: RecordSession, turn: Turn) -> Consensus:
    """Write a session down; a second one missed without notice starts the release of a block."""
    item = acted(item, turn.by, turn.at)
    if turn.by in item.owners | {item.proposer}:
        raise OwnCase
    session = _planned(item)
    if turn.at < session.at:
        raise TooEarly(session.at)
    present = frozenset(check_member(item, member) for member in move.present)
    notes = saying(move.notes, "notes")
    item = _with_session(item, replace(session, recorded_at=turn.at, present=present, notes=notes))
    for one in item.standing:
        if one.owner is not None:
            item = item.with_block(_after(item, one, present | session.excused, turn.at))
    return item


def _after(item: Consensus, one: Block, accounted: frozenset[object], now: datetime) -> Block:
    """Return a block after a session for which those accounted for came, or gave notice."""
    one = replace(one, sessions=one.sessions + 1)
    if one.owner in accounted:
        return one
    missed = (*one.missed, len(item.sessions))
    released = len(missed) > item.settings.missable
    return replace(one, missed=missed, window=now + item.settings.contest if released else one.window)


@MACHINE.on(ContestRecord, Phase.WORK, who="who carries a block", guard="soon after the record")
def contest(item: Consensus, _: ContestRecord, turn: Turn) -> Consensus:
    """Strike the last session from those that an owner missed; they are believed."""
    number = len(item.sessions) - (item.planned is not None)
    last = item.sessions[number - 1] if number else None
    if last is None or last.recorded_at is None:
        raise NoSuchThing
    contested = [one for one in item.standing if turn.by is not None and one.owner == turn.by and number in one.missed]
    if not contested:
        raise NotYours
    if turn.at >= last.recorded_at + item.settings.contest:
        raise DoneAlready
    for one in contested:
        missed = tuple(each for each in one.missed if each != number)
        window = one.window if len(missed) > item.settings.missable else None
        item = item.with_block(replace(one, missed=missed, window=window))
    return item


@MACHINE.on(TakeOverBlock, Phase.WORK, who="a member but the proposer", guard="its blocker has left")
def take_over(item: Consensus, move: TakeOverBlock, turn: Turn) -> Consensus:
    """Make a block one's own; never inside a round (governance 3.3)."""
    one = item.block(move.block)
    member = check_member(item, turn.by)
    if member in {item.proposer, item.subject}:
        raise OwnCase
    if one.owner is not None:
        raise NotYours
    item = item.with_block(replace(one, owner=member, window=None))
    return reseated(item, turn.at, item.owners)


@MACHINE.on(GiveUpBlock, Phase.WORK, who="who took it over", guard="it was taken over")
def give_up(item: Consensus, move: GiveUpBlock, turn: Turn) -> Consensus:
    """Give up what was taken over: it stands, and has nobody who carries it again (C15)."""
    one = item.block(move.block)
    if turn.by is None or turn.by != one.owner or one.owner == one.by:
        raise NotYours
    return item.with_block(one.orphaned(turn.at + item.settings.take_over))


@MACHINE.on(WindowOver, Phase.WORK, who="the clock", guard="not taken over, or not contested", to=ASKED_AGAIN)
def window_over(item: Consensus, move: WindowOver, turn: Turn) -> Consensus:
    """Release a block, on the record; what a stand-in missed waits for somebody else to take it over."""
    one = item.block(move.block)
    if one.owner not in {None, one.by}:
        return item.with_block(one.orphaned(turn.at + item.settings.take_over))
    return settle(item.with_block(one.aside(Fate.RELEASED, item.version)), turn.at)


@MACHINE.on(GoOn, Phase.WORK, who="the facilitator", guard="each block has had its sessions", to=(Phase.DEADLOCK,))
def declare(item: Consensus, _: GoOn, turn: Turn) -> Consensus:
    """Declare a deadlock after as many sessions as each block is given."""
    item = acted(item, turn.by, turn.at)
    _check_worked(item)
    return to_deadlock(item, turn.at)


@MACHINE.on(TimeUp, Phase.WORK, who="the clock", guard="the time is over", to=(Phase.DEADLOCK,))
def work_over(item: Consensus, _: TimeUp, turn: Turn) -> Consensus:
    """End the work at a deadlock."""
    return to_deadlock(item, turn.at)


@MACHINE.on(
    CallVote,
    Phase.DEADLOCK,
    who="who is asked",
    guard="the circle agreed on it beforehand; each block has had its sessions; it is not overtaken",
    to=(Phase.VOTE,),
)
def call_vote(item: Consensus, _: CallVote, turn: Turn) -> Consensus:
    """Take the text to the vote (B2)."""
    check_asked(item, turn.by)
    if item.settings.fallback is None:
        raise NotYours
    _check_worked(item)
    if item.stale:
        raise NothingChanged
    return ended(item, Phase.VOTE, turn.at)


@MACHINE.on(TimeUp, Phase.DEADLOCK, who="the clock", guard="the time is over", to=(Phase.DROPPED, Phase.VOTE))
def deadlock_over(item: Consensus, _: TimeUp, turn: Turn) -> Consensus:
    """Let the vote follow on which the circle agreed beforehand, if it may be called; else leave things as they are."""
    follows = item.settings.fallback is not None and worked(item) and not item.stale
    return ended(item, Phase.VOTE if follows else Phase.DROPPED, turn.at)


def worked(item: Consensus) -> bool:
    """Whether each block that stands has had its sessions (B2)."""
    return all(one.sessions >= item.settings.sessions for one in item.standing)


def _check_worked(item: Consensus) -> None:
    if not worked(item):
        raise NothingChanged


def _planned(item: Consensus) -> Session:
    if item.planned is None:
        raise NoSuchThing
    return item.planned


def _with_session(item: Consensus, session: Session) -> Consensus:
    return replace(item, sessions=(*item.sessions[:-1], session))
