"""The questions of a review, and what is put to the circle after them."""

from dataclasses import replace
from datetime import timedelta

from bot.rules.consent import Phase as Round
from bot.rules.consent.round import begin
from bot.rules.process.errors import NothingChanged, NotYours
from bot.rules.process.item import Why, ended, entered, put, reseated, reworded, saying
from bot.rules.process.machine import Turn
from bot.rules.process.moves import Overtaken, TimeUp
from bot.rules.process.people import lay_newcomers
from bot.rules.process.seats import Left, check_member, check_proposer, departed
from bot.rules.review.errors import NoSuchPeriod
from bot.rules.review.moves import Begin, Choice, Evaluate, Put
from bot.rules.review.state import ASKED, LONGEST, MACHINE, OPEN, Phase, Review


@MACHINE.on(Begin, Phase.DRAFT, who="the clock", guard="the review date has come", to=(Phase.ASKING,))
def come_back(item: Review, move: Begin, turn: Turn) -> Review:
    """Ask everybody, with a facilitator who is not the responsible person."""
    item = replace(item, need=move.need, voices=move.voices, review=move.review or item.review)
    return entered(reseated(item, turn.at), Phase.ASKING, turn.at, item.settings.asking)


@MACHINE.on(Evaluate, *ASKED, who="a member", guard="their last answer counts")
def evaluate(item: Review, move: Evaluate, turn: Turn) -> Review:
    """Take an answer."""
    improve = saying(move.improve, "improvement") if move.improve else ""
    answer = replace(move, improve=improve, after=_period(move.after))
    return replace(item, answers=put(item.answers, check_member(item, turn.by), answer))


@MACHINE.on(Put, Phase.ASKING, who="the responsible person or the facilitator", to=(Round.ROUND,))
def put_it(item: Review, move: Put, turn: Turn) -> Review:
    """Put it to the circle; all who are there are asked, whether they have answered the form or not."""
    if turn.by not in {item.responsible, item.facilitator}:
        raise NotYours
    return _to_round(item, move, turn)


@MACHINE.on(Put, Phase.OPEN, who="a member", to=(Round.ROUND,))
def put_by_anybody(item: Review, move: Put, turn: Turn) -> Review:
    """Put it to the circle, since nobody has who should."""
    return _to_round(item, move, turn)


@MACHINE.on(Put, Round.INTEGRATE, who="who has put it", guard="something differs")
def put_anew(item: Review, move: Put, turn: Turn) -> Review:
    """Put something else, so that the objections are met; what was confirmed of the former falls."""
    check_proposer(item, turn.by)
    after = _stated(item, move)
    if (after.choice, after.text, after.review) == (item.choice, item.text, item.review):
        raise NothingChanged
    objections = tuple(replace(one, confirmed=frozenset()) for one in after.objections)
    return replace(after, objections=objections, amended_at=turn.at)


@MACHINE.on(TimeUp, Phase.ASKING, who="the clock", guard="the time is over", to=(Phase.OPEN,))
def asked(item: Review, _: TimeUp, turn: Turn) -> Review:
    """Let anybody put something to the circle."""
    return entered(item, Phase.OPEN, turn.at, item.settings.open)


@MACHINE.on(TimeUp, Phase.OPEN, who="the clock", guard="nobody has put anything", to=(Phase.UNDECIDED,))
def silent(item: Review, _: TimeUp, turn: Turn) -> Review:
    """Decide nothing: the agreement stays in force, flagged (K13)."""
    return ended(item, Phase.UNDECIDED, turn.at)


lay_newcomers(MACHINE, OPEN, "answers at once, and is asked from the next round on")


@MACHINE.on(Left, *ASKED, who="who leaves or is removed", guard="what they answered stays", to=(Phase.UNDECIDED,))
def left(item: Review, move: Left, turn: Turn) -> Review:
    """Let them go; where nobody is left, nothing is decided."""
    if move.member not in item.members:
        return item
    gone = departed(item, move.member, turn.at)
    return gone if gone.members else ended(gone, Phase.UNDECIDED, turn.at, Why.EMPTY)


@MACHINE.on(Overtaken, *OPEN, who="another decision", guard="it changed the agreement", to=(Phase.OVERTAKEN,))
def overtaken(item: Review, _: Overtaken, turn: Turn) -> Review:
    """End: what was to be reviewed is not in force any more, and the new text has a date of its own."""
    return ended(item, Phase.OVERTAKEN, turn.at)


def _to_round(item: Review, move: Put, turn: Turn) -> Review:
    member = check_member(item, turn.by)
    item = replace(_stated(item, move), proposer=member, proposer_left_at=None)
    return begin(reseated(item, turn.at), turn.at)


def _stated(item: Review, move: Put) -> Review:
    """Return the item with what is put: the text in force where it is to be kept or dropped, else another."""
    text = _text(item, move)
    stated = item if text == item.text else reworded(item, text)
    after = _period(move.after) or (item.review if item.round else item.soonest)
    return replace(stated, choice=move.choice, review=after)


def _text(item: Review, move: Put) -> str:
    """Return the text that is put. Raises NothingChanged where it is the one in force."""
    in_force = item.texts[0]
    if move.choice is not Choice.CHANGE:
        return in_force
    if move.text.strip() == in_force:
        raise NothingChanged
    return move.text


def _period(after: timedelta | None) -> timedelta | None:
    """Return how long until the next review, if it was said. Raises NoSuchPeriod."""
    if after is not None and not timedelta(days=1) <= after <= LONGEST:
        raise NoSuchPeriod(LONGEST)
    return after
