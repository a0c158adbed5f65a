"""A count as of the deadline: who may vote, whose ballot speaks for whom, and what the method makes of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from bot.rules.cap import cap_of
from bot.rules.columns import NOBODY
from bot.rules.counting.apache import cast
from bot.rules.counting.outcome import Count
from bot.rules.counting.poll import BallotKind, Ballots, Poll
from bot.rules.counting.yes_no import NO, YES
from bot.rules.decision import Choice, Decision, PollResult, Power, Result, conclude
from bot.rules.electorate import Electorate, Weighed, alone, tally, weigh
from bot.rules.lot import Drawing
from bot.rules.majority import Outcome
from bot.rules.poll import PollRules, asks_quorum, chambered, has_default, method_of, tie_order
from bot.services.lot import drawing
from bot.services.ports import UnitOfWork

_VALUES = {Choice.YES: 1, Choice.NO: -1, Choice.ABSTAIN: 0}


def _marks(*, argued: bool) -> dict[str, bytes]:
    """Return what each choice says to a method; a veto that is not argued says nothing (governance 8.1)."""
    said = {choice.value: cast(value, argued=argued) for choice, value in _VALUES.items()}
    return {choice: bytes((word == YES, word == NO)) for choice, word in said.items()}


_ARGUED, _BARE = _marks(argued=True), _marks(argued=False)


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one ballot says, for how many votes, and in which chamber where there are several."""

    marks: bytes
    weight: int
    chamber: int = 0


@dataclass(frozen=True, slots=True)
class Counting:
    """What a count came to; `count` has the steps of a poll's method, None for a vote by threshold.

    `drawing` is the lot that a poll had sealed for ties, drawn or void; `power` how the weight was spread.
    """

    result: Result | PollResult
    count: Count | None = None
    drawing: Drawing | None = None
    power: Power | None = None


def counted(uow: UnitOfWork, decision: Decision, now: datetime) -> Counting:
    """Count a frozen decision as of its deadline (governance 7.5, 8.1); `now` is when a sealed lot is opened.

    No ballot weighs more than the cap that was frozen onto the decision (7.7). It is counted once more as if nobody
    had handed over a vote, to tell whether delegations decided it (12.1).
    """
    electorate = uow.electorates.at(decision, decision.closes_at)
    weighed, lot = weigh(electorate), drawing(uow, decision, now)
    counting = _counted(uow, decision, electorate, weighed, lot)
    flips = weighed.delegated > 0 and _decided(counting) != _decided(
        _counted(uow, decision, electorate, alone(weighed), lot)
    )
    weights = Counter(np.minimum(weighed.weights, _cap(decision, len(weighed.eligible))).tolist())
    del weights[0]
    return replace(counting, power=Power(len(weighed.eligible), tuple(sorted(weights.items())), flips))


def _counted(
    uow: UnitOfWork, decision: Decision, electorate: Electorate, weighed: Weighed, lot: Drawing | None
) -> Counting:
    if decision.rules.poll is not None:
        return _poll(uow, decision, decision.rules.poll, electorate, weighed, lot)
    weights = np.minimum(weighed.weights, _cap(decision, len(weighed.eligible)))
    result = conclude(
        decision.rules,
        dict(zip(Choice, tally(electorate, replace(weighed, weights=weights), len(Choice)), strict=True)),
        direct=weighed.direct,
        delegated=weighed.delegated,
        roll=len(weighed.eligible),
        uncounted=int((weighed.weights - weights).sum()),
    )
    return Counting(result)


def _cap(decision: Decision, roll: int) -> int:
    """Return the most that a ballot may weigh; the whole roll where the decision was opened without a cap."""
    liquid = decision.rules.liquid
    return roll if liquid is None else cap_of(roll, liquid.cap)


def _decided(counting: Counting) -> tuple[Outcome, tuple[int, ...]]:
    """Return what a count decided, whatever the numbers behind it."""
    result = counting.result
    return result.outcome, result.winners if isinstance(result, PollResult) else ()


def _poll(  # noqa: PLR0917 - a count reads all of this
    uow: UnitOfWork,
    decision: Decision,
    rules: PollRules,
    electorate: Electorate,
    weighed: Weighed,
    lot: Drawing | None,
) -> Counting:
    roll = len(weighed.eligible)
    options, cast = _cast(uow, decision, rules)
    votes, rolls = _votes(uow, decision, rules, electorate, weighed)
    caps = {chamber: _cap(decision, eligible) for chamber, eligible in rolls.items()}
    marks = dict(cast)
    ballots = [
        Ballot(marks[voter], min(weight, caps[chamber]), chamber)
        for (voter, chamber), weight in votes.items()
        if weight
    ]
    count = Count(Outcome.NO_QUORUM, (), None, {}, ())
    if options:
        poll = Poll(
            options,
            Ballots.packed([one.marks for one in ballots], [one.weight for one in ballots], len(options)),
            roll,
            decision.rules.quorum if asks_quorum(method_of(rules)) else 0,
            rules.seats,
            rules.settings,
            tie_order(rules, options, lot),
            options[-1] if has_default(method_of(rules)) else None,
            chambered(rules.chambers, rolls, [one.chamber for one in ballots]),
        )
        count = method_of(rules).count(poll)
    winners = tuple(int(winner) for winner in count.winners if winner.isdigit())
    part = {"direct": weighed.direct, "delegated": weighed.delegated, "unrepresented": weighed.unrepresented}
    uncounted = sum(votes.values()) - sum(ballot.weight for ballot in ballots)
    return Counting(PollResult(_outcome(count, lot), winners, roll, **part, uncounted=uncounted), count, lot)


def _outcome(count: Count, lot: Drawing | None) -> Outcome:
    """Return how a poll ended: what its method found, unless a lot was to decide that is void (governance 10.2)."""
    return Outcome.DRAW_VOID if lot and lot.void and count.outcome is Outcome.TIE else count.outcome


def _cast(uow: UnitOfWork, decision: Decision, rules: PollRules) -> tuple[tuple[str, ...], Sequence[tuple[int, bytes]]]:
    """Return the options, named by their numbers, and (member, marks) of every ballot."""
    if method_of(rules).ballots is BallotKind.YES_NO:
        argued, choices = {member for member, _ in uow.ballots.reasons(decision)}, uow.ballots.all(decision.id)
        bare = _BARE if rules.reasons else _ARGUED
        return (YES, NO), [(member, (_ARGUED if member in argued else bare)[choice]) for member, choice in choices]
    options = tuple(str(option.number) for option in uow.polls.options(decision.id))
    return options, uow.ballots.marked(decision.id)


def _votes(
    uow: UnitOfWork, decision: Decision, rules: PollRules, electorate: Electorate, weighed: Weighed
) -> tuple[Mapping[tuple[int, int], int], Mapping[int, int]]:
    """Return the votes behind each (voter, chamber) for whose members they speak, and the eligible of each chamber.

    Without chambers everybody sits in one.
    """
    if not rules.chambers:
        behind = zip(electorate.voters.tolist(), weighed.weights.tolist(), strict=True)
        return {(voter, 0): weight for voter, weight in behind}, {0: len(weighed.eligible)}
    seats, eligible = uow.polls.seats(decision.id), weighed.eligible.tolist()
    votes: Counter[tuple[int, int]] = Counter()
    for member, end in zip(eligible, weighed.ends.tolist(), strict=True):
        if end != NOBODY:
            votes[eligible[end], seats[member]] += 1
    return votes, Counter(seats[member] for member in eligible)
