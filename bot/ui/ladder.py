"""Fallback ladders in words: the steps with a sign for where it stands, and how one proposal goes on as another."""

from datetime import datetime

from bot.rules.ladder import ByProcess, ByVote, Ladder, LaidOver, Rung
from bot.rules.majority import AbsoluteMajority, SimpleMajority, Supermajority, Threshold
from bot.rules.processes import PROCESSES
from bot.services.proceeding import ProceedingView
from bot.services.proposal import ProposalView
from bot.services.values import Climb
from bot.ui.words import duration, moment, rule_words


def rung_words(rung: Rung) -> str:
    """Return a step as it is called."""
    match rung:
        case ByProcess(process):
            return PROCESSES[process].name.lower()
        case ByVote(threshold):
            return "a vote" if threshold is None else _threshold(threshold)
        case LaidOver(period):
            return f"laid over {duration(period)}"


def ladder_words(ladder: Ladder, at: int = 0) -> str:
    """Return the steps, with a sign for the one where it stands, counted from 1, and for those that are over."""
    steps = []
    for number, rung in enumerate(ladder.rungs, start=1):
        words = rung_words(rung)
        steps.append(f"◌ {words}" if number < at else f"▸ **{words}**" if number == at else words)
    return " → ".join(steps)


def plain_ladder(ladder: Ladder) -> str:
    """Return the steps without any signs of Discord's."""
    return " → ".join(map(rung_words, ladder.rungs))


def climb_lines(climb: Climb) -> list[str]:
    """Return what a card says of the ladder that was declared, of what it continues, and of what continues it."""
    lines = [f"Continues **#{climb.after_id}**, the same matter"] if climb.after_id else []
    if climb.ladder is not None and len(climb.ladder.rungs) > 1:
        lines.append(f"-# Tried in turn: {ladder_words(climb.ladder, climb.number)}")
    if climb.next_id is not None:
        lines.append(f"➜ It goes on as **#{climb.next_id}**")
    elif climb.rests_until is not None:
        lines.append(f"➜ Laid over: it comes back {moment(climb.rests_until, 'R')} ({moment(climb.rests_until, 'D')})")
    return lines


def continued_words(following: ProposalView | ProceedingView) -> str:
    """Return what the thread hears of what has ended and goes on by itself."""
    if isinstance(following, ProceedingView):
        number, way = following.proceeding.id, f"a {following.proceeding.process.name.lower()}"
    else:
        number, way = following.decision.id, f"a vote that {rule_words(following.decision.rules)}"
    back = "It comes back" if following.climb.returned and following.climb.number == 1 else "It goes on by itself"
    ladder = following.climb.ladder
    steps = f"\n{ladder_words(ladder, following.climb.number)}" if ladder else ""
    where = f"<#{following.place.channel_id}>"
    return f"➜ {back}, as agreed beforehand: **#{number}**, {way}. Its card is in {where}.{steps}"


def resting_words(until: datetime) -> str:
    """Return what the thread hears of what is laid over."""
    return f"➜ It is laid over. It comes back by itself on {moment(until, 'D')} ({moment(until, 'R')})."


TAKEN_BACK_WORDS = "↩ Its proposer has taken it back while it was laid over. It does not come back."
NOT_BACK_WORDS = "➜ It was to come back, but nobody is there who could decide. It can be proposed anew."


def _threshold(threshold: Threshold) -> str:
    match threshold:
        case SimpleMajority():
            return "a simple majority"
        case AbsoluteMajority():
            return "an absolute majority"
        case Supermajority(no=0):
            return "unanimity"
        case Supermajority(yes, no):
            return f"{yes}/{yes + no}"
