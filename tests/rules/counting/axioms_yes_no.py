"""Axioms of votes on yes or no as functions of a method and a poll: whether the method keeps the axiom there.

Where one more vote is compared, the poll is the one with that vote, and the other the one without it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations

import numpy as np

from bot.rules.counting.method import Method
from bot.rules.counting.poll import Ballots, Chambers, Poll
from bot.rules.counting.yes_no import NO, YES
from bot.rules.majority import Outcome
from bot.rules.numbers import Number
from tests.rules.counting.polls import recast

Axiom = Callable[[Method, Poll], bool]
Marks = tuple[int, int]

FOR, BLANK, AGAINST = (1, 0), (0, 0), (0, 1)

OPPOSITE = {Outcome.ADOPTED: Outcome.NOT_ADOPTED, Outcome.NOT_ADOPTED: Outcome.ADOPTED}


def adopts(method: Method, poll: Poll) -> bool:
    """Whether the proposal is adopted."""
    return method.count(poll).outcome is Outcome.ADOPTED


def more_yes(method: Method, poll: Poll) -> bool:
    """One more yes never defeats it (governance V1)."""
    return all(adopts(method, poll) or not adopts(method, before) for before in without(poll, FOR))


def more_no(method: Method, poll: Poll) -> bool:
    """One more no never carries it (governance V1)."""
    return all(adopts(method, before) or not adopts(method, poll) for before in without(poll, AGAINST))


def more_abstentions(method: Method, poll: Poll) -> bool:
    """One more abstention never carries it (governance V1)."""
    return all(adopts(method, before) or not adopts(method, poll) for before in without(poll, BLANK))


def monotonicity(method: Method, poll: Poll) -> bool:
    """Whoever turns from no to abstaining, or from there to yes, never defeats it."""
    turns = ((row, up) for row, marks in votes(poll) for up in {AGAINST: [BLANK, FOR], BLANK: [FOR]}.get(marks, []))
    return not adopts(method, poll) or all(adopts(method, turned(poll, row, up)) for row, up in turns)


def participation(method: Method, poll: Poll) -> bool:
    """Nobody on a side, nor a group that votes alike, does better by staying away (Moulin 1988)."""
    now = adopts(method, poll)
    return all(now or not adopts(method, away) for away in without(poll, FOR, whole=True)) and all(
        not now or adopts(method, away) for away in without(poll, AGAINST, whole=True)
    )


def status_quo(method: Method, poll: Poll) -> bool:
    """As many no as yes votes leave things as they are (governance V2); to every vote comes its opposite."""
    both = [*range(len(poll.ballots.weights))] * 2
    turned_round = np.concatenate([poll.ballots.marks, poll.ballots.marks[:, ::-1]])
    ballots = Ballots(turned_round, poll.ballots.weights[both], poll.ballots.parts)
    chambers = poll.chambers and Chambers(
        {name: 2 * roll for name, roll in poll.chambers.rolls.items()}, poll.chambers.of[both]
    )
    return not adopts(method, replace(poll, ballots=ballots, roll=2 * poll.roll, chambers=chambers))


def neutrality(method: Method, poll: Poll) -> bool:
    """Without a quorum, yes for no and no for yes turn the outcome round (May 1952)."""
    free = replace(poll, quorum=0)
    ballots = Ballots(poll.ballots.marks[:, ::-1], poll.ballots.weights, poll.ballots.parts)
    before, after = method.count(free).outcome, method.count(replace(free, ballots=ballots)).outcome
    return after is OPPOSITE.get(before, before)


def approval_quorum(method: Method, poll: Poll) -> bool:
    """It is adopted only with as many yes votes as the quorum asks for (governance 8.2)."""
    (yes, _) = poll.ballots.sums(poll.ballots.marks)
    return poll.ballots.votes(yes) >= poll.quorum or not adopts(method, poll)


def anonymity(method: Method, poll: Poll) -> bool:
    """Two who exchange their ballots change nothing (governance V3)."""
    now = method.count(poll).outcome
    return all(
        method.count(turned(turned(poll, one, its, votes=some), other, mine, votes=some)).outcome is now
        for (one, mine), (other, its) in combinations(votes(poll), 2)
        for some in [int(min(poll.ballots.weights[[one, other]]))]
    )


def no_veto(method: Method, poll: Poll) -> bool:
    """Where ten or more vote and all but one say yes, that one does not stop it."""
    rolls: dict[str, Number] = dict(poll.chambers.rolls) if poll.chambers else {"": 0}
    rolls[min(rolls)] += 10
    of = np.repeat(np.arange(len(rolls)), 2)
    for alone in [name for name, roll in rolls.items() if roll >= 1]:
        weights = [some for name, roll in rolls.items() for some in (roll - (name == alone), int(name == alone))]
        ballots = Ballots.of([FOR, AGAINST] * len(rolls), weights)
        chambers = poll.chambers and Chambers(rolls, of)
        if not adopts(method, replace(poll, ballots=ballots, roll=sum(rolls.values()), chambers=chambers)):
            return False
    return True


AXIOMS: Mapping[str, Axiom] = {
    axiom.__name__: axiom
    for axiom in (
        more_yes,
        more_no,
        more_abstentions,
        monotonicity,
        participation,
        status_quo,
        neutrality,
        approval_quorum,
        anonymity,
        no_veto,
    )
}


def votes(poll: Poll) -> Iterator[tuple[int, Marks]]:
    """The rows that carry votes, with what they say."""
    for row, ((yes, no), weight) in enumerate(zip(poll.ballots.marks.tolist(), poll.ballots.weights, strict=True)):
        if weight:
            yield row, (yes, no)


def without(poll: Poll, said: Marks, *, whole: bool = False) -> Iterator[Poll]:
    """The polls in which one vote that says so, or a whole row of them, stays away."""
    for row, marks in votes(poll):
        weight = int(poll.ballots.weights[row])
        if marks == said:
            yield turned(poll, row, None, votes=weight if whole else min(weight, poll.ballots.parts))


def turned(poll: Poll, row: int, marks: Marks | None, *, votes: int | None = None) -> Poll:
    """The poll in which one vote of a row, or so many parts of a vote, says something else, or was not cast."""
    ballots = poll.ballots
    moved = min(int(ballots.weights[row]), ballots.parts) if votes is None else votes
    rows = [*range(len(ballots.weights)), row]
    changed = Ballots(ballots.marks[rows], ballots.weights[rows], ballots.parts)
    changed.marks[-1] = BLANK if marks is None else marks
    changed.weights[row] -= moved
    changed.weights[-1] = 0 if marks is None else moved
    return recast(poll, changed, rows)


def tally(yes: int, no: int, abstain: int = 0, *, quorum: int = 0, roll: int = 0) -> Poll:
    """A poll of so many votes; the roll is those who voted unless it is said to be larger."""
    ballots = Ballots.of([FOR, AGAINST, BLANK], [yes, no, abstain])
    return Poll((YES, NO), ballots, max(roll, ballots.total), quorum)


def apart(*tallies: tuple[int, int]) -> Poll:
    """A poll of chambers in which all vote, each with so many yes and so many no."""
    ballots = Ballots.of([FOR, AGAINST] * len(tallies), [some for each in tallies for some in each])
    rolls = {"ABC"[at]: sum(each) for at, each in enumerate(tallies)}
    return Poll((YES, NO), ballots, ballots.total, chambers=Chambers(rolls, np.repeat(np.arange(len(tallies)), 2)))
