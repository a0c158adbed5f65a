"""Every declaration can be appealed against, and the door stays open for an issue that nobody has seen (RFC 7282, 3).

An appeal is judged by one person, who is neither the chair nor a party. Where nobody judges it, the issue is open.
"""

from dataclasses import replace
from datetime import timedelta

from bot.rules.process.errors import DoneAlready, OwnCase
from bot.rules.process.item import acted, ended, entered, reseated, saying
from bot.rules.process.machine import Turn
from bot.rules.process.moves import TimeUp
from bot.rules.process.seats import check_member
from bot.rules.rough.issues import raised
from bot.rules.rough.moves import Appeal, Judge
from bot.rules.rough.state import MACHINE, Contest, Fate, Phase, Rough


@MACHINE.on(
    Appeal,
    Phase.DECLARED,
    who="a member",
    guard="once against each declaration; a ground is given",
    to=(Phase.APPEALED,),
)
def appeal(item: Rough, move: Appeal, turn: Turn) -> Rough:
    """Take an appeal; the seat passes to somebody who can judge it."""
    member = check_member(item, turn.by)
    if member in {one.by for one in item.appeals if one.declaration == item.declarations}:
        raise DoneAlready
    if move.issue is not None:
        item.issue(move.issue)
    contest = Contest(member, saying(move.ground, "ground"), move.issue, item.declarations)
    item = replace(item, appeals=(*item.appeals, contest))
    item = entered(item, Phase.APPEALED, turn.at, item.settings.judge)
    return reseated(item, turn.at, item.involved)


@MACHINE.on(
    Judge,
    Phase.APPEALED,
    who="the facilitator, who is no party",
    guard="a reason is given",
    to=(Phase.DECLARED, Phase.ADOPTED, Phase.OPEN),
)
def judge(item: Rough, move: Judge, turn: Turn) -> Rough:
    """Judge an appeal: what is upheld can be appealed against by others, as long as there is time."""
    item = acted(item, turn.by, turn.at)
    if item.facilitator in item.involved:
        raise OwnCase
    item = _judged(item, upheld=move.upheld, reason=saying(move.reason, "reason"))
    if not move.upheld:
        return _reopened(item, turn)
    left = _time_left(item, turn)
    return entered(item, Phase.DECLARED, turn.at, left) if left else ended(item, Phase.ADOPTED, turn.at)


@MACHINE.on(TimeUp, Phase.APPEALED, who="the clock", guard="nobody has judged it", to=(Phase.OPEN,))
def not_judged(item: Rough, _: TimeUp, turn: Turn) -> Rough:
    """Open the issue again: in doubt it was not answered."""
    return _reopened(_judged(item, upheld=False, reason=""), turn)


def _judged(item: Rough, *, upheld: bool, reason: str) -> Rough:
    contest = replace(item.appeals[-1], upheld=upheld, reason=reason)
    return replace(item, appeals=(*item.appeals[:-1], contest))


def _reopened(item: Rough, turn: Turn) -> Rough:
    """Return the item with the issue of the appeal open; where it named none, its ground is a new one.

    A proposer who has left meanwhile is waited for from now on: a declaration needs none, and an open issue does.
    """
    contest = item.appeals[-1]
    if contest.issue is None:
        item = raised(item, contest.by, contest.ground)
    else:
        item = item.with_issue(replace(item.issue(contest.issue), fate=Fate.OPEN, disposition="", disposed_by=None))
    waiting = None if item.proposer_left_at is None else turn.at
    item = replace(item, declaration="", declared_by=None, appeal_until=None, proposer_left_at=waiting)
    return entered(item, Phase.OPEN, turn.at, item.settings.open)


def _time_left(item: Rough, turn: Turn) -> timedelta:
    assert item.appeal_until is not None, "it was declared"  # noqa: S101
    return max(item.appeal_until - turn.at, timedelta(0))
