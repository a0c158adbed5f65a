"""The test of a minute: everybody who is there says whether they unite with this very text (governance 9.4).

Who cannot unite stops it, and the meeting discerns on; all are asked anew about the next minute. The dissent of
somebody who has left stands through the test that was running; the next minute waits until the meeting has had time to
heed it, and names it.
"""

from dataclasses import replace
from datetime import datetime

from bot.rules.ids import MemberId
from bot.rules.minute.discern import FEWEST, discern, laid_over
from bot.rules.minute.moves import BeUncomfortable, CannotUnite, DraftMinute, Submit, Unite
from bot.rules.minute.state import Dissent, Grade, Minute, Phase, Position
from bot.rules.minute.table import MACHINE
from bot.rules.process.asking import asked_anew, check_asked, suffices
from bot.rules.process.errors import TooEarly
from bot.rules.process.item import acted, ended, entered, put, reseated, reworded, saying
from bot.rules.process.machine import Turn
from bot.rules.process.moves import TimeUp
from bot.rules.process.seats import check_proposer

LEADING = (Phase.UNITED, Phase.DISCERN, Phase.NO_UNITY, Phase.LAID_OVER)
"""Where a test that closes can lead."""

STOPPED = (Phase.DISCERN, Phase.NO_UNITY)
"""Where it leads if somebody cannot unite."""


@MACHINE.on(Submit, Phase.DRAFT, who="the proposer", to=(Phase.TEST,))
def submit(item: Minute, move: Submit, turn: Turn) -> Minute:
    """Put a minute to the test that is drafted already."""
    check_proposer(item, turn.by)
    item = replace(item, need=saying(move.need, "need") if move.need else "")
    return begin(reseated(item, turn.at), turn.at)


@MACHINE.on(
    DraftMinute,
    Phase.DRAFTING,
    who="the clerk",
    guard="the text differs; whose dissent has left has been heeded",
    to=(Phase.TEST,),
)
def draft(item: Minute, move: DraftMinute, turn: Turn) -> Minute:
    """Put a minute to the test."""
    item = reworded(acted(item, turn.by, turn.at), move.text)
    heeded = {by: one.left_at + item.settings.heed for by, one in item.dissents.items() if one.left_at is not None}
    for by in item.standing & heeded.keys():
        if turn.at < heeded[by]:
            raise TooEarly(heeded[by])
        item = replace(item, dissents=put(item.dissents, by, replace(item.dissents[by], stands=False)))
    return begin(item, turn.at)


def begin(item: Minute, now: datetime) -> Minute:
    """Return the item with its minute put to the test."""
    return entered(asked_anew(item), Phase.TEST, now, item.settings.test)


@MACHINE.on(Unite, Phase.TEST, who="who is asked", guard="the last answer closes the test", to=LEADING)
def unite(item: Minute, _: Unite, turn: Turn) -> Minute:
    """Take a member's unity."""
    return _answer(item, Position(Grade.UNITE, turn.at), turn)


@MACHINE.on(BeUncomfortable, Phase.TEST, who="who is asked", guard="a reason is given", to=LEADING)
def be_uncomfortable(item: Minute, move: BeUncomfortable, turn: Turn) -> Minute:
    """Take a member's discomfort, which does not stand in the way."""
    reason = saying(move.reason, "reason")
    return _answer(item, Position(Grade.UNCOMFORTABLE, turn.at, reason, move.named), turn)


@MACHINE.on(CannotUnite, Phase.TEST, who="who is asked", guard="a reason is given", to=(*STOPPED, Phase.UNITED))
def cannot_unite(item: Minute, move: CannotUnite, turn: Turn) -> Minute:
    """Take a member's dissent, which stops the minute."""
    return _answer(item, Position(Grade.CANNOT, turn.at, saying(move.reason, "reason")), turn)


@MACHINE.on(TimeUp, Phase.TEST, who="the clock", guard="the time is over", to=LEADING)
def round_over(item: Minute, _: TimeUp, turn: Turn) -> Minute:
    """Close the test; where silence does not suffice, ask once more."""
    if item.standing or item.extended or _answered(item):
        return close(item, turn.at)
    return replace(item, extended=True, ends=turn.at + item.settings.extension)


def all_answered(item: Minute, now: datetime) -> Minute:
    """Return the item with its test closed, where nobody who is still there is silent and the proposer is there."""
    if item.silent or item.proposer_left_at is not None:
        return item
    return close(item, now)


def close(item: Minute, now: datetime) -> Minute:
    """Return the item after a test; where half or more of those asked have left, the rest decides nothing."""
    if item.standing and not went_on(item):
        if item.round >= item.settings.most_tests:
            return ended(item, Phase.NO_UNITY, now)
        return discern(replace(item, turn=item.turn + 1), now)
    if item.half_gone or not _answered(item) or item.stale:
        return laid_over(item, now + item.settings.lay_over, now)
    item = replace(item, united_with=item.version)
    return entered(item, Phase.UNITED, now, item.settings.correct)


def went_on(item: Minute) -> bool:
    """Whether the meeting goes on although some cannot unite: it has discerned on before, and all others unite.

    Not in a first test, and not about the dissent of somebody who has left, or by fewer than two.
    """
    others = item.required - item.standing
    if not item.settings.despite or item.round == 1 or item.half_gone or item.stale:
        return False
    if not item.standing <= item.required or len(others) < FEWEST:
        return False
    return all(member in item.positions and item.positions[member].grade is Grade.UNITE for member in others)


def _answer(item: Minute, position: Position, turn: Turn) -> Minute:
    """Take an answer; the member's last word counts (KI4), and it says whether their dissent stands."""
    member = check_asked(item, turn.by)
    item = replace(item, positions=put(item.positions, member, position))
    return all_answered(_dissenting(item, member, position), turn.at)


def _dissenting(item: Minute, member: MemberId, position: Position) -> Minute:
    before = item.dissents.get(member)
    if position.grade is Grade.CANNOT:
        return replace(item, dissents=put(item.dissents, member, Dissent(position.reason, item.version)))
    if before is None:
        return item
    return replace(item, dissents=put(item.dissents, member, replace(before, stands=False, left_at=None)))


def _answered(item: Minute) -> bool:
    return suffices(item, item.settings.silence, item.settings.min_active)
