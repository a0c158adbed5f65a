"""Before the round: questions for clarity, one reaction each, and the proposer's own changes (governance 3.2).

The clock moves these phases on by itself, so a facilitator who is away does not stop them.
"""

from dataclasses import replace
from datetime import datetime

from bot.rules.consent.moves import Amend, GoOn, Keep, Open, React, TimeUp
from bot.rules.consent.round import begin
from bot.rules.consent.state import TALKING, C, Consent, Phase
from bot.rules.consent.table import MACHINE
from bot.rules.process.errors import DoneAlready, NothingChanged, NotYours
from bot.rules.process.item import Why, acted, ended, entered, put, reseated, reworded, saying
from bot.rules.process.machine import Turn
from bot.rules.process.questions import lay_questions
from bot.rules.process.seats import check_member, check_proposer


@MACHINE.on(Open, Phase.DRAFT, who="the proposer", guard="the need is stated", to=(Phase.CLARIFY,))
def open_(item: Consent, move: Open, turn: Turn) -> Consent:
    """Open it, with a facilitator who is neither the proposer nor the subject."""
    check_proposer(item, turn.by)
    item = replace(item, need=saying(move.need, "need"))
    return entered(reseated(item, turn.at), Phase.CLARIFY, turn.at, item.settings.clarify)


lay_questions(MACHINE, (Phase.CLARIFY,), TALKING)


@MACHINE.on(GoOn, Phase.CLARIFY, who="the facilitator", guard="every question is answered", to=(Phase.REACT,))
def to_reactions(item: Consent, _: GoOn, turn: Turn) -> Consent:
    """Begin the reactions. Raises NothingChanged while a question is open."""
    item = acted(item, turn.by, turn.at)
    if any(not question.answer for question in item.questions):
        raise NothingChanged
    return entered(item, Phase.REACT, turn.at, item.settings.react)


@MACHINE.on(React, Phase.REACT, who="a member", guard="once each, and not the proposer", to=(Phase.AMEND,))
def react(item: Consent, move: React, turn: Turn) -> Consent:
    """Take a reaction; when all have reacted, the proposer has the word."""
    member = check_member(item, turn.by)
    if member == item.proposer:
        raise NotYours
    if member in item.reactions:
        raise DoneAlready
    text = saying(move.text, "reaction") if move.text else ""
    return all_reacted(replace(item, reactions=put(item.reactions, member, text)), turn.at)


def all_reacted(item: Consent, now: datetime) -> Consent:
    """Return the item with the proposer's word, where everybody who is still there has reacted."""
    waiting = item.members - {item.proposer} - item.reactions.keys()
    return item if waiting else entered(item, Phase.AMEND, now, item.settings.amend)


@MACHINE.on(GoOn, Phase.REACT, who="the facilitator", to=(Phase.AMEND,))
def to_amendments(item: Consent, _: GoOn, turn: Turn) -> Consent:
    """Give the proposer the word."""
    return entered(acted(item, turn.by, turn.at), Phase.AMEND, turn.at, item.settings.amend)


@MACHINE.on(Amend, Phase.AMEND, who="the proposer", guard="the text is stated in full, and differs")
def amend(item: Consent, move: Amend, turn: Turn) -> Consent:
    """State the text anew."""
    check_proposer(item, turn.by)
    return restated(item, move.text, turn.at)


def restated(item: C, text: str, now: datetime) -> C:
    """Return the item with a new version; all that was confirmed of the old one falls. Raises NothingChanged."""
    objections = tuple(replace(one, confirmed=frozenset()) for one in item.objections)
    return replace(reworded(item, text), objections=objections, amended_at=now)


@MACHINE.on(Keep, Phase.AMEND, who="the proposer", guard="it is not overtaken", to=(Phase.ROUND,))
def keep(item: Consent, _: Keep, turn: Turn) -> Consent:
    """Ask for consent to the text as it stands."""
    check_proposer(item, turn.by)
    return _to_round(item, turn.at)


@MACHINE.on(GoOn, Phase.AMEND, who="the facilitator or the proposer", guard="it is not overtaken", to=(Phase.ROUND,))
def to_round(item: Consent, _: GoOn, turn: Turn) -> Consent:
    """Ask everybody for consent."""
    if turn.by != item.proposer or item.proposer_left_at is not None:
        item = acted(item, turn.by, turn.at)
    return _to_round(item, turn.at)


def _to_round(item: Consent, now: datetime) -> Consent:
    if item.stale:
        raise NothingChanged
    return begin(item, now)


@MACHINE.on(TimeUp, Phase.CLARIFY, who="the clock", guard="the time is over", to=(Phase.REACT,))
def clarified(item: Consent, _: TimeUp, turn: Turn) -> Consent:
    """Begin the reactions, open questions or not."""
    return entered(item, Phase.REACT, turn.at, item.settings.react)


@MACHINE.on(TimeUp, Phase.REACT, who="the clock", guard="the time is over", to=(Phase.AMEND,))
def reacted(item: Consent, _: TimeUp, turn: Turn) -> Consent:
    """Give the proposer the word."""
    return entered(item, Phase.AMEND, turn.at, item.settings.amend)


@MACHINE.on(TimeUp, Phase.AMEND, who="the clock", guard="the time is over", to=(Phase.ROUND, Phase.WITHDRAWN))
def amended(item: Consent, _: TimeUp, turn: Turn) -> Consent:
    """Ask for consent; a text that was overtaken and not fitted to it is withdrawn."""
    if item.stale:
        return ended(item, Phase.WITHDRAWN, turn.at, Why.STALE)
    return begin(item, turn.at)
