"""The chair calls, and declares with reasons what the ledger says (governance 9.3; R1, R3)."""

from dataclasses import replace

from bot.rules.process.errors import NothingChanged, OwnCase
from bot.rules.process.item import acted, ended, entered, saying
from bot.rules.process.machine import Turn
from bot.rules.process.moves import TimeUp
from bot.rules.rough.issues import called
from bot.rules.rough.moves import CallAgain, Declare
from bot.rules.rough.state import MACHINE, Phase, Rough, rough_consensus


@MACHINE.on(CallAgain, Phase.OPEN, who="the chair or the proposer", guard="the text was changed", to=(Phase.CALL,))
def call_again(item: Rough, _: CallAgain, turn: Turn) -> Rough:
    """Call the changed text. Raises NothingChanged."""
    if turn.by != item.proposer or item.proposer_left_at is not None:
        item = acted(item, turn.by, turn.at)
    if item.called == item.version:
        raise NothingChanged
    return called(item, turn)


@MACHINE.on(
    Declare,
    Phase.OPEN,
    who="the chair, who is not the proposer",
    guard="no issue is open, somebody supports it, the text was called, a reason is given",
    to=(Phase.DECLARED,),
)
def declare(item: Rough, move: Declare, turn: Turn) -> Rough:
    """Declare rough consensus. Raises NothingChanged while the ledger does not say so."""
    item = acted(item, turn.by, turn.at)
    if item.facilitator == item.proposer:
        raise OwnCase
    if item.called != item.version or not rough_consensus(item.issues, supported=item.supported):
        raise NothingChanged
    item = replace(
        item,
        declaration=saying(move.reason, "reason"),
        declared_by=turn.by,
        declarations=item.declarations + 1,
        appeal_until=turn.at + item.settings.appeal,
    )
    return entered(item, Phase.DECLARED, turn.at, item.settings.appeal)


@MACHINE.on(TimeUp, Phase.OPEN, who="the clock", guard="the time is over", to=(Phase.LAPSED,))
def lapse(item: Rough, _: TimeUp, turn: Turn) -> Rough:
    """Let a question lapse that nobody could declare."""
    return ended(item, Phase.LAPSED, turn.at)


@MACHINE.on(TimeUp, Phase.DECLARED, who="the clock", guard="nobody has appealed", to=(Phase.ADOPTED,))
def adopt(item: Rough, _: TimeUp, turn: Turn) -> Rough:
    """Let the declaration stand."""
    return ended(item, Phase.ADOPTED, turn.at)
