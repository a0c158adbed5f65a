"""Is a block about what the circle stands for? Others say so, not whether they share it (governance 9.2, K1).

A block that too few back neither stops the circle nor disappears: its blocker stands aside, and all are asked again
(B1).
"""

from dataclasses import replace
from datetime import datetime
from math import ceil

from bot.rules.consensus.moves import BackBlock
from bot.rules.consensus.state import Block, Consensus, Fate, Phase
from bot.rules.consensus.table import MACHINE
from bot.rules.process.asking import check_asked
from bot.rules.process.errors import DoneAlready, OwnCase
from bot.rules.process.item import entered, reseated
from bot.rules.process.machine import Turn

LEADING = (Phase.WORK, Phase.DEADLOCK)


def needed(item: Consensus, block: Block) -> int:
    """Return how many others have to back the block."""
    others = item.required - {block.by}
    share = ceil(item.settings.backing * len(item.required))
    return min(item.settings.backers, share, len(others))


def blocked(item: Consensus, now: datetime) -> Consensus:
    """Return the item stopped by its blocks: they are validated first, and then worked on."""
    item = entered(reseated(item, now, item.owners), Phase.VALIDATE, now, item.settings.validate)
    return judged(item, now)


@MACHINE.on(BackBlock, Phase.VALIDATE, who="who is asked, but the blocker", guard="once", to=LEADING)
def back(item: Consensus, move: BackBlock, turn: Turn) -> Consensus:
    """Take a member's word that the block is about what the circle stands for; who leaves has said it still."""
    member = check_asked(item, turn.by)
    one = item.block(move.block)
    if member == one.by:
        raise OwnCase
    if one.fate is Fate.VALID or member in one.backers:
        raise DoneAlready
    return judged(item.with_block(replace(one, backers=one.backers | {member})), turn.at)


def judged(item: Consensus, now: datetime) -> Consensus:
    """Return the item with its work begun, where every block that stands is backed."""
    item = _backed(item)
    return item if any(one.fate is Fate.RAISED for one in item.standing) else to_work(item, now)


def validated(item: Consensus, now: datetime) -> Consensus:
    """Return the item at the end of the validation: what was not backed is standing aside from now on."""
    item = _backed(item)
    for one in item.standing:
        if one.fate is Fate.RAISED:
            item = item.with_block(one.aside(Fate.UNBACKED, item.version))
    return to_work(item, now) if item.standing else item


def to_work(item: Consensus, now: datetime) -> Consensus:
    """Return the item with the work on its blocks begun, or at a deadlock where that work was done before."""
    settings = item.settings
    for one in item.standing:
        until = one.until or now + settings.work
        item = item.with_block(replace(one, until=until, window=_window(item, one, now)))
    if all(one.sessions >= settings.sessions for one in item.standing) or work_ends(item) <= now:
        return to_deadlock(item, now)
    return entered(reseated(item, now, item.owners), Phase.WORK, now, work_ends(item) - now)


def to_deadlock(item: Consensus, now: datetime) -> Consensus:
    """Return the item at a deadlock."""
    return entered(item, Phase.DEADLOCK, now, item.settings.deadlock)


def work_ends(item: Consensus) -> datetime:
    """Return when the work on the first of the blocks has to be done."""
    return min(one.until for one in item.standing if one.until is not None)


def _window(item: Consensus, one: Block, now: datetime) -> datetime | None:
    if one.owner is None:
        return now + item.settings.take_over
    return now + item.settings.contest if len(one.missed) > item.settings.missable else None


def _backed(item: Consensus) -> Consensus:
    for one in item.standing:
        if len(one.backers) >= needed(item, one):
            item = item.with_block(replace(one, fate=Fate.VALID))
    return item
