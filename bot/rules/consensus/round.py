"""The test: everybody who is there is asked about one text, and says agree, reservations, stand aside or block.

Consensus is that nobody blocks and enough actively agree: with too many who stand aside or have reservations it is too
thin, and goes back to where it is explored (governance 9.2).
"""

from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from bot.rules.consensus.moves import Agree, RaiseBlock, Reserve, StandAside
from bot.rules.consensus.state import ASIDE, Block, Consensus, Fate, Phase, Position, Stance
from bot.rules.consensus.table import MACHINE
from bot.rules.consensus.validate import blocked
from bot.rules.ids import MemberId
from bot.rules.process.asking import asked_anew, check_asked, suffices, with_more_time
from bot.rules.process.errors import DoneAlready
from bot.rules.process.item import ended, entered, put, saying
from bot.rules.process.machine import Turn
from bot.rules.process.moves import MoreTime, TimeUp

STOPPED = (Phase.VALIDATE, Phase.WORK, Phase.DEADLOCK)
"""Where a round leads in which somebody blocks."""

LEADING = (Phase.CONSENSUS, Phase.EXPLORE, Phase.PROPOSED, Phase.STALLED, *STOPPED)
"""Where a round that closes can lead."""


def propose(item: Consensus, now: datetime) -> Consensus:
    """Return the item with its text proposed; a session that was only called falls away."""
    held = tuple(session for session in item.sessions if session.recorded_at is not None)
    return entered(replace(item, sessions=held), Phase.PROPOSED, now, item.settings.discuss)


def begin(item: Consensus, now: datetime) -> Consensus:
    """Return the item at the start of a round about the text as it stands.

    Whose block of this very text was not borne out, or released, stands aside until they say otherwise (B1, B3).
    """
    item = entered(asked_anew(item), Phase.TEST, now, item.settings.test)
    aside = {
        block.by: Position(Stance.STAND_ASIDE, now, block.reason)
        for block in item.blocks.values()
        if block.fate in ASIDE and block.version == item.version and block.by in item.asked
    }
    return replace(item, tested=item.version, positions=MappingProxyType(aside))


@MACHINE.on(Agree, Phase.TEST, who="who is asked", guard="the last answer closes the round", to=LEADING)
def agree(item: Consensus, _: Agree, turn: Turn) -> Consensus:
    """Take an agreement."""
    return _answer(item, Position(Stance.AGREE, turn.at), turn)


@MACHINE.on(Reserve, Phase.TEST, who="who is asked", guard="a reason is given", to=LEADING)
def reserve(item: Consensus, move: Reserve, turn: Turn) -> Consensus:
    """Take an agreement with reservations."""
    return _answer(item, Position(Stance.RESERVATIONS, turn.at, saying(move.reason, "reason")), turn)


@MACHINE.on(StandAside, Phase.TEST, who="who is asked", guard="a reason is given", to=LEADING)
def stand_aside(item: Consensus, move: StandAside, turn: Turn) -> Consensus:
    """Let a member stand aside."""
    return _answer(item, Position(Stance.STAND_ASIDE, turn.at, saying(move.reason, "reason")), turn)


@MACHINE.on(
    RaiseBlock,
    Phase.TEST,
    who="who is asked",
    guard="a reason is given, and this text was not blocked by them in vain",
    to=STOPPED,
)
def block(item: Consensus, move: RaiseBlock, turn: Turn) -> Consensus:
    """Take a block, or the better words for one. The work that was done on their block before counts on."""
    member = check_asked(item, turn.by)
    reason = saying(move.reason, "reason")
    before = item.blocks.get(member)
    if before and before.fate in ASIDE and before.version == item.version:
        raise DoneAlready
    raised = Block(by=member, owner=member, reason=reason, version=item.version)
    if before and before.stands:
        raised = replace(raised, sessions=before.sessions, until=before.until)
    item = replace(item, positions=put(item.positions, member, Position(Stance.BLOCK, turn.at, reason)))
    return all_answered(item.with_block(raised), turn.at)


@MACHINE.on(MoreTime, Phase.TEST, who="who is asked", guard="once in a round")
def more_time(item: Consensus, _: MoreTime, turn: Turn) -> Consensus:
    """Move the end of the round away."""
    return with_more_time(item, turn, item.settings.extension)


@MACHINE.on(TimeUp, Phase.TEST, who="the clock", guard="the time is over", to=LEADING)
def round_over(item: Consensus, _: TimeUp, turn: Turn) -> Consensus:
    """Close the round; where silence does not suffice, ask once more."""
    if item.standing or item.extended or _answered(item):
        return close(item, turn.at)
    return replace(item, extended=True, ends=turn.at + item.settings.extension)


def all_answered(item: Consensus, now: datetime) -> Consensus:
    """Return the item with its round closed, where nobody who is still there is silent and the proposer is there."""
    if item.silent or item.proposer_left_at is not None:
        return item
    return close(item, now)


def close(item: Consensus, now: datetime) -> Consensus:
    """Return the item after a round; where half or more of those asked have left, the rest decides nothing."""
    if item.standing:
        return blocked(item, now)
    if item.stale:
        return propose(item, now)
    if item.half_gone or not _answered(item):
        return ended(item, Phase.STALLED, now)
    if not too_thin(item):
        return ended(item, Phase.CONSENSUS, now)
    item = replace(item, thin=item.thin + 1)
    if item.thin >= item.settings.most_thin:
        return ended(item, Phase.STALLED, now)
    return entered(item, Phase.EXPLORE, now, item.settings.explore)


def too_thin(item: Consensus) -> bool:
    """Whether too many stand aside, or too few agree without reservations, of those who were asked and are there."""
    people = len(item.required)
    return (
        item.count(Stance.STAND_ASIDE) > item.settings.most_aside * people
        or item.count(Stance.AGREE) < item.settings.least_agreed * people
    )


def _answer(item: Consensus, position: Position, turn: Turn) -> Consensus:
    """Take an answer that is no block; the member's last word counts (KI4)."""
    member = check_asked(item, turn.by)
    item = replace(item, positions=put(item.positions, member, position))
    return all_answered(_unblocked(item, member), turn.at)


def _unblocked(item: Consensus, member: MemberId) -> Consensus:
    """Return the item without the member's own block; one that they took over has nobody who carries it again."""
    for one in item.standing:
        if one.by == member and one.owner in {member, None}:
            item = item.with_block(replace(one, owner=member, fate=Fate.LIFTED))
        elif one.owner == member:
            item = item.with_block(one.orphaned(None))
    return item


def _answered(item: Consensus) -> bool:
    return suffices(item, item.settings.silence, item.settings.min_active)
