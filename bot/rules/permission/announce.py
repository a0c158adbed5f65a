"""The announcement, what stops it, and what is made of the permission (governance 6.8)."""

from dataclasses import replace
from datetime import datetime

from bot.rules.permission.moves import Announce, Escalate, LetGo, Object, Revoke, Use
from bot.rules.permission.state import WAITING, Permission, Phase
from bot.rules.permission.table import MACHINE
from bot.rules.process.errors import NotAsked, NotYours, OwnCase
from bot.rules.process.item import ended, entered, saying
from bot.rules.process.machine import Turn
from bot.rules.process.moves import TimeUp
from bot.rules.process.seats import check_member, check_proposer


@MACHINE.on(
    Announce,
    Phase.DRAFT,
    who="the proposer",
    guard="somebody else holds the domain",
    to=(Phase.ANNOUNCED,),
)
def announce(item: Permission, move: Announce, turn: Turn) -> Permission:
    """Announce it. Raises OwnCase where nobody else is there to object: then it is no matter of permission."""
    check_proposer(item, turn.by)
    holders = item.holders & item.members - {item.proposer}
    if not holders:
        raise OwnCase
    spent = saying(move.sum, "sum") if move.sum else ""
    item = replace(item, holders=holders, sum=spent, due=turn.at + item.settings.wait)
    return entered(item, Phase.ANNOUNCED, turn.at, item.settings.wait)


@MACHINE.on(Object, *WAITING, who="who holds the domain", guard="a reason is given", to=(Phase.BLOCKED,))
def object_(item: Permission, move: Object, turn: Turn) -> Permission:
    """Block it."""
    if turn.by not in item.holders & item.members - item.gone:
        raise NotAsked
    item = replace(item, against=turn.by, reason=saying(move.reason, "reason"))
    return ended(item, Phase.BLOCKED, turn.at)


@MACHINE.on(
    Escalate,
    Phase.ANNOUNCED,
    who="a member but the announcer",
    guard="money is spent; a reason is given",
    to=(Phase.ESCALATED,),
)
def escalate(item: Permission, move: Escalate, turn: Turn) -> Permission:
    """Stop it until it is let go."""
    member = check_member(item, turn.by)
    if member == item.proposer:
        raise OwnCase
    if not item.spends:
        raise NotYours
    item = replace(item, against=member, reason=saying(move.reason, "reason"))
    return entered(item, Phase.ESCALATED, turn.at, item.settings.escalation)


@MACHINE.on(
    LetGo,
    Phase.ESCALATED,
    who="who escalated it, or the lead",
    guard="not the announcer",
    to=(Phase.ANNOUNCED, Phase.PERMITTED, Phase.STALLED),
)
def let_go(item: Permission, _: LetGo, turn: Turn) -> Permission:
    """Let it go on: with what is left of the time to object, or at once."""
    member = check_member(item, turn.by)
    if member not in {item.against, item.lead}:
        raise NotYours
    if member == item.proposer:
        raise OwnCase
    due = item.due
    assert due is not None, "it was announced"  # noqa: S101
    item = replace(item, against=None, reason="")
    if due <= turn.at:
        return permitted(item, turn.at)
    return replace(item, phase=Phase.ANNOUNCED, since=turn.at, ends=due)


@MACHINE.on(
    Revoke,
    Phase.PERMITTED,
    who="the lead, if not the announcer",
    guard="money is spent; a reason is given",
    to=(Phase.REVOKED,),
)
def revoke(item: Permission, move: Revoke, turn: Turn) -> Permission:
    """Take the permission back, for what is not spent yet."""
    if not item.spends or turn.by is None or turn.by != item.lead:
        raise NotYours
    if turn.by == item.proposer:
        raise OwnCase
    item = replace(item, against=check_member(item, turn.by), reason=saying(move.reason, "reason"))
    return ended(item, Phase.REVOKED, turn.at)


@MACHINE.on(Use, Phase.PERMITTED, who="the announcer", guard="in words; once", to=(Phase.USED,))
def use(item: Permission, move: Use, turn: Turn) -> Permission:
    """Use it up."""
    check_proposer(item, turn.by)
    return ended(replace(item, report=saying(move.report, "report")), Phase.USED, turn.at)


@MACHINE.on(TimeUp, Phase.ANNOUNCED, who="the clock", guard="the time is over", to=(Phase.PERMITTED, Phase.STALLED))
def time_over(item: Permission, _: TimeUp, turn: Turn) -> Permission:
    """Permit it."""
    return permitted(item, turn.at)


def permitted(item: Permission, now: datetime) -> Permission:
    """Return the item permitted; where half or more of those have left who could object, they were not heard."""
    if 2 * len(item.gone) >= len(item.holders):
        return ended(item, Phase.STALLED, now)
    return entered(item, Phase.PERMITTED, now, item.settings.valid)


@MACHINE.on(TimeUp, Phase.ESCALATED, Phase.PERMITTED, who="the clock", guard="the time is over", to=(Phase.EXPIRED,))
def expire(item: Permission, _: TimeUp, turn: Turn) -> Permission:
    """End what nobody let go, or nobody used."""
    return ended(item, Phase.EXPIRED, turn.at)
