"""After the fact: what was done is objected to, and reverted or discussed; and where a discussion leads."""

from dataclasses import replace

from bot.rules.lazy.announce import objected, taken_back
from bot.rules.lazy.moves import Object, Revert, TakeBack, TakeToRound, TakeToVote
from bot.rules.lazy.state import AFTER, OBJECTED, Lazy, Phase
from bot.rules.lazy.table import MACHINE
from bot.rules.process.errors import NotYours, OwnCase
from bot.rules.process.item import acted, ended, entered
from bot.rules.process.machine import Turn
from bot.rules.process.moves import TimeUp
from bot.rules.process.seats import check_member, check_proposer


@MACHINE.on(Object, Phase.PROCEED, Phase.CHALLENGED, who="a member", guard="a reason", to=(Phase.CHALLENGED,))
def object_after(item: Lazy, move: Object, turn: Turn) -> Lazy:
    """Challenge what was done."""
    check_member(item, turn.by)
    item = objected(item, move, turn)
    return item if item.phase is Phase.CHALLENGED else entered(item, Phase.CHALLENGED, turn.at, item.settings.discuss)


@MACHINE.on(TakeBack, Phase.CHALLENGED, who="an objector", guard="it is their own", to=(Phase.PROCEED, Phase.SETTLED))
def take_back_after(item: Lazy, _: TakeBack, turn: Turn) -> Lazy:
    """Take an objection back; where none stands, it goes on as before."""
    item = taken_back(item, turn)
    if item.standing:
        return item
    assert item.proceeds_until is not None, "it proceeds"  # noqa: S101
    if item.proceeds_until <= turn.at:
        return ended(item, Phase.SETTLED, turn.at)
    return replace(item, phase=Phase.PROCEED, since=turn.at, ends=item.proceeds_until)


@MACHINE.on(
    Revert, *AFTER, who="the proposer; if they have left, a facilitator who does not object", to=(Phase.REVERTED,)
)
def revert(item: Lazy, _: Revert, turn: Turn) -> Lazy:
    """Undo it."""
    if item.proposer_left_at is None:
        check_proposer(item, turn.by)
    elif turn.by in item.standing:
        raise OwnCase
    return ended(decider(item, turn), Phase.REVERTED, turn.at)


@MACHINE.on(TakeToRound, *OBJECTED, who="the proposer or the facilitator", to=(Phase.ROUND,))
def take_to_round(item: Lazy, _: TakeToRound, turn: Turn) -> Lazy:
    """Take it to a consent round."""
    return ended(decider(item, turn), Phase.ROUND, turn.at)


@MACHINE.on(
    TakeToVote,
    *OBJECTED,
    who="the proposer or the facilitator",
    guard="the circle has agreed on votes on such things",
    to=(Phase.VOTE,),
)
def take_to_vote(item: Lazy, _: TakeToVote, turn: Turn) -> Lazy:
    """Take it to a vote."""
    item = decider(item, turn)
    if not item.settings.votes:
        raise NotYours
    return ended(item, Phase.VOTE, turn.at)


@MACHINE.on(TimeUp, Phase.PROCEED, who="the clock", guard="the time is over", to=(Phase.SETTLED,))
def settled(item: Lazy, _: TimeUp, turn: Turn) -> Lazy:
    """Settle it; who objects later proposes something new."""
    return ended(item, Phase.SETTLED, turn.at)


@MACHINE.on(TimeUp, *OBJECTED, who="the clock", guard="the time is over", to=(Phase.ROUND,))
def discussed(item: Lazy, _: TimeUp, turn: Turn) -> Lazy:
    """Take it to a consent round: an objection does not lapse."""
    return ended(item, Phase.ROUND, turn.at)


def decider(item: Lazy, turn: Turn) -> Lazy:
    """Check that the proposer acts, or the facilitator. Raises NotFacilitator."""
    if turn.by == item.proposer and item.proposer_left_at is None:
        return item
    return acted(item, turn.by, turn.at)
