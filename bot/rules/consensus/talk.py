"""Before the test: the matter is explored until a proposal emerges, and the proposal is discussed and amended.

Source: Seeds for Change, the flow of consensus (governance 9.2). The clock moves both phases on.
"""

from dataclasses import replace

from bot.rules.consensus.moves import Contribute
from bot.rules.consensus.round import begin, propose
from bot.rules.consensus.state import TALKING, Consensus, Phase, Voice
from bot.rules.consensus.table import MACHINE
from bot.rules.process.errors import NothingChanged
from bot.rules.process.item import Why, acted, ended, entered, reseated, reworded, saying
from bot.rules.process.machine import Turn
from bot.rules.process.moves import GoOn, Open, Restate, TimeUp
from bot.rules.process.questions import lay_questions
from bot.rules.process.seats import check_member, check_proposer


@MACHINE.on(Open, Phase.DRAFT, who="the proposer", guard="the need is stated", to=(Phase.EXPLORE,))
def open_(item: Consensus, move: Open, turn: Turn) -> Consensus:
    """Open it, with a facilitator who is neither the proposer nor the subject."""
    check_proposer(item, turn.by)
    item = replace(item, need=saying(move.need, "need"))
    return entered(reseated(item, turn.at), Phase.EXPLORE, turn.at, item.settings.explore)


lay_questions(MACHINE, TALKING, (*TALKING, Phase.TEST))


@MACHINE.on(Contribute, *TALKING, who="a member", guard="in words")
def contribute(item: Consensus, move: Contribute, turn: Turn) -> Consensus:
    """Take a concern or an idea."""
    voice = Voice(check_member(item, turn.by), saying(move.text, "contribution"))
    return replace(item, voices=(*item.voices, voice))


@MACHINE.on(Restate, *TALKING, who="the proposer", guard="the text differs")
def restate(item: Consensus, move: Restate, turn: Turn) -> Consensus:
    """State the text anew, from what was heard."""
    check_proposer(item, turn.by)
    return reworded(item, move.text)


@MACHINE.on(Restate, Phase.VALIDATE, Phase.WORK, who="the proposer", guard="the text differs", to=(Phase.PROPOSED,))
def amend(item: Consensus, move: Restate, turn: Turn) -> Consensus:
    """State the text anew to meet a block, which stands until its blocker has spoken to the new text."""
    check_proposer(item, turn.by)
    return propose(reworded(item, move.text), turn.at)


@MACHINE.on(
    GoOn,
    Phase.EXPLORE,
    who="the facilitator",
    guard="every question is answered; the text differs from one that was too thin",
    to=(Phase.PROPOSED,),
)
def to_proposed(item: Consensus, _: GoOn, turn: Turn) -> Consensus:
    """Propose what has emerged."""
    item = acted(item, turn.by, turn.at)
    if item.tested == item.version or any(not question.answer for question in item.questions):
        raise NothingChanged
    return propose(item, turn.at)


@MACHINE.on(GoOn, Phase.PROPOSED, who="the facilitator", guard="it is not overtaken", to=(Phase.TEST,))
def to_test(item: Consensus, _: GoOn, turn: Turn) -> Consensus:
    """Put the text to the test."""
    item = acted(item, turn.by, turn.at)
    if item.stale:
        raise NothingChanged
    return begin(item, turn.at)


@MACHINE.on(TimeUp, Phase.EXPLORE, who="the clock", guard="the time is over", to=(Phase.PROPOSED, Phase.STALLED))
def explored(item: Consensus, _: TimeUp, turn: Turn) -> Consensus:
    """Propose the text; the same that was too thin before is not asked about again."""
    if item.tested == item.version:
        return ended(item, Phase.STALLED, turn.at)
    return propose(item, turn.at)


@MACHINE.on(TimeUp, Phase.PROPOSED, who="the clock", guard="the time is over", to=(Phase.TEST, Phase.WITHDRAWN))
def discussed(item: Consensus, _: TimeUp, turn: Turn) -> Consensus:
    """Put the text to the test; one that was overtaken and not fitted to it is withdrawn."""
    if item.stale:
        return ended(item, Phase.WITHDRAWN, turn.at, Why.STALE)
    return begin(item, turn.at)
