"""What is as in a consent round: answering, coming to the end of an objection, coming and going."""

from dataclasses import replace
from enum import StrEnum

from bot.rules import consent
from bot.rules.consent import Phase as Round
from bot.rules.consent import moves
from bot.rules.process.machine import Move
from bot.rules.process.seats import Left, ProposerGone, TakeProposal, lay_facilitator
from bot.rules.review.moves import Choice
from bot.rules.review.state import DECIDING, MACHINE, OPEN, Phase, Review

DECIDED = {Choice.KEEP: Phase.KEPT, Choice.CHANGE: Phase.AMENDED, Choice.DROP: Phase.DROPPED}
CLOSED = (*DECIDED.values(), Phase.UNDECIDED, Round.INTEGRATE)
"""Where a round leads that closes."""


def concluded(item: Review) -> Review:
    """Return the item at an end of its own, where a consent round would have ended: undecided unless adopted."""
    if item.phase not in consent.MACHINE.ends:
        return item
    end: StrEnum = DECIDED[item.choice] if item.phase is Round.ADOPTED else Phase.UNDECIDED
    return replace(item, phase=end)


def _lay(move: type[Move], source: Round, *to: StrEnum) -> None:
    MACHINE.borrow(consent.MACHINE, move, source, to=to, then=concluded)


_lay(moves.GiveConsent, Round.ROUND, *CLOSED)
_lay(moves.Object, Round.ROUND, Round.INTEGRATE, Phase.UNDECIDED)
_lay(moves.MoreTime, Round.ROUND)
_lay(moves.TimeUp, Round.ROUND, *CLOSED)
for alone in (
    moves.Keep,
    moves.TakeOver,
    moves.GiveUp,
    moves.Ping,
    moves.Abandon,
    moves.AskForRuling,
    moves.Appeal,
    moves.JudgeAppeal,
    moves.GiveRuling,
):
    _lay(alone, Round.INTEGRATE)
for ending in (moves.Confirm, moves.WithdrawObjection, moves.WindowOver):
    _lay(ending, Round.INTEGRATE, Round.ROUND)
_lay(moves.TimeUp, Round.INTEGRATE, Phase.UNDECIDED)
lay_facilitator(MACHINE, OPEN, offering=(Round.INTEGRATE,))
for source in DECIDING:
    closing = CLOSED if source is Round.ROUND else ()
    _lay(ProposerGone, source, Phase.UNDECIDED)
    _lay(TakeProposal, source, *closing)
    _lay(Left, source, *(closing or (Phase.UNDECIDED,)))
