"""The proposer's duty to answer: questions for clarity, and texts that an objector offers (Holacracy 5.3.4).

An objector's duty to take part is that of the consent round (K5), and so are the two pings that come first.
"""

from dataclasses import replace

from bot.rules.consent import Phase
from bot.rules.consent.integrate import PINGS
from bot.rules.holacracy.moves import DropProposal, PingProposer
from bot.rules.holacracy.proposal import dropped_by
from bot.rules.holacracy.state import MACHINE, Dropped, Governance
from bot.rules.process.errors import NotYours, TooEarly
from bot.rules.process.item import Why, acted, saying
from bot.rules.process.machine import Turn


@MACHINE.on(PingProposer, Phase.INTEGRATE, who="the facilitator", guard="an answer is owed; the last ping is a day old")
def ping_proposer(item: Governance, _: PingProposer, turn: Turn) -> Governance:
    """Ask the proposer once more."""
    item = acted(item, turn.by, turn.at)
    if not item.owed:
        raise NotYours
    _check_waited(item, turn)
    return replace(item, pings=(*item.pings, (turn.at, item.owed)))


@MACHINE.on(
    DropProposal,
    Phase.INTEGRATE,
    who="the facilitator, if no party",
    guard="pinged twice about the same answer; a reason is given",
    to=(Phase.DISCARDED,),
)
def drop_proposal(item: Governance, move: DropProposal, turn: Turn) -> Governance:
    """Drop the proposal. Raises NotYours where nothing is owed since the pings, and TooEarly."""
    dropped = Dropped(item.facilitator, saying(move.reason, "reason"))
    after = dropped_by(item, turn, dropped, Why.UNANSWERED)
    if len(item.pings) < PINGS:
        raise TooEarly(turn.at + (PINGS - len(item.pings)) * item.settings.ping_gap)
    if not item.owed.intersection(*(owed for _, owed in item.pings[-PINGS:])):
        raise NotYours
    _check_waited(item, turn)
    return after


def _check_waited(item: Governance, turn: Turn) -> None:
    """A ping is given time to be answered."""
    if item.pings and turn.at < item.pings[-1][0] + item.settings.ping_gap:
        raise TooEarly(item.pings[-1][0] + item.settings.ping_gap)
