"""What is as in a consent round: confirming, coming to the end of an objection, coming and going."""

from bot.rules import consent
from bot.rules.consent import Phase, moves
from bot.rules.holacracy.state import MACHINE, OPEN, Governance
from bot.rules.process.errors import NotYourRole, NotYours
from bot.rules.process.machine import Move, Turn
from bot.rules.process.people import lay_newcomers, lay_withdrawal
from bot.rules.process.questions import lay_questions
from bot.rules.process.seats import Left, ProposerGone, TakeProposal, lay_facilitator

CLOSED = (Phase.ROUND, Phase.ADOPTED, Phase.STALLED)
"""Where a round leads in which nobody objects."""

TALKING = (Phase.ROUND, Phase.INTEGRATE)


def _with_a_role(item: Governance, move: Move, turn: Turn) -> Governance:  # noqa: ARG001 - as every guard
    """Who carries a proposal or an objection on represents a role in the circle (H3)."""
    if item.roles is not None and (turn.by is None or not item.roles.get(turn.by)):
        raise NotYourRole("any")
    return item


def _no_breach(item: Governance, move: moves.GiveRuling, _: Turn) -> Governance:
    """Whether a rule would be broken is not for the facilitator to say."""
    item.objection(move.objection)
    argued = item.argued[move.objection]
    if argued.breach and argued.found is not False:
        raise NotYours
    return item


MACHINE.borrow(consent.MACHINE, moves.GiveConsent, Phase.ROUND, to=CLOSED)
MACHINE.borrow(consent.MACHINE, moves.TimeUp, Phase.ROUND, to=CLOSED)
MACHINE.borrow(consent.MACHINE, moves.Keep, Phase.AMEND)
MACHINE.borrow(consent.MACHINE, moves.TimeUp, Phase.AMEND)
for move in (
    moves.Keep,
    moves.Confirm,
    moves.WithdrawObjection,
    moves.GiveUp,
    moves.Ping,
    moves.Abandon,
    moves.WindowOver,
    moves.TimeUp,
    moves.AskForRuling,
    moves.Appeal,
    moves.JudgeAppeal,
):
    MACHINE.borrow(consent.MACHINE, move, Phase.INTEGRATE)
MACHINE.borrow(
    consent.MACHINE,
    moves.TakeOver,
    Phase.INTEGRATE,
    given=_with_a_role,
    guard="it has no objector, or was set aside; they represent a role",
)
MACHINE.borrow(
    consent.MACHINE,
    moves.GiveRuling,
    Phase.INTEGRATE,
    given=_no_breach,
    guard="a reason is given; no breach of the rules is claimed, or the secretary found none",
)

lay_questions(MACHINE, TALKING, OPEN)
lay_facilitator(MACHINE, OPEN, offering=(Phase.INTEGRATE,))
lay_newcomers(MACHINE, OPEN, "speaks at once, and is asked from the next round on")
lay_withdrawal(MACHINE, OPEN, Phase.WITHDRAWN)
for phase in OPEN:
    MACHINE.borrow(consent.MACHINE, moves.AskForMeeting, phase)
    MACHINE.borrow(consent.MACHINE, moves.Overtaken, phase)
    MACHINE.borrow(consent.MACHINE, ProposerGone, phase)
    MACHINE.borrow(
        consent.MACHINE,
        TakeProposal,
        phase,
        given=_with_a_role,
        guard="the proposer has left; they represent a role",
        to={Phase.ROUND: CLOSED},
    )
    MACHINE.borrow(consent.MACHINE, Left, phase, to=(*(CLOSED if phase is Phase.ROUND else ()), Phase.WITHDRAWN))
