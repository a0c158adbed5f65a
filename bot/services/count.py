"""A count as of the deadline: who may vote, whose ballot speaks for whom, and what the method makes of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

import numpy as np

from bot.rules.ballot import Marks
from bot.rules.cap import capped, in_chambers
from bot.rules.columns import Ids
from bot.rules.counting.apache import cast
from bot.rules.counting.outcome import Count
from bot.rules.counting.poll import BallotKind, Ballots, Poll
from bot.rules.counting.yes_no import NO, YES
from bot.rules.decision import Choice, Decision, PollResult, Power, Result, conclude
from bot.rules.electorate import Electorate, Weighed, alone, tally, weigh
from bot.rules.lot import Drawing
from bot.rules.majority import Outcome
from bot.rules.paper import spelled
from bot.rules.poll import PollRules, asks_quorum, chambered, has_default, method_of, tie_order
from bot.rules.secrecy import Secrecy
from bot.services.lot import drawing
from bot.services.ports import UnitOfWork

_VALUES = {Choice.YES: 1, Choice.NO: -1, Choice.ABSTAIN: 0}


def _marks(*, argued: bool) -> dict[str, bytes]:
    """Return what each choice says to a method; a veto that is not argued says nothing (governance 8.1)."""
    said = {choice.value: cast(value, argued=argued) for choice, value in _VALUES.items()}
    return {choice: bytes((word == YES, word == NO)) for choice, word in said.items()}


_ARGUED, _BARE = _marks(argued=True), _marks(argued=False)


@dataclass(frozen=True, slots=True)
class Counting:
    """What a count came to; `count` has the steps of a poll's method, None for a vote by threshold.

    `drawing` is the lot that a poll had sealed for ties, drawn or void; `power` how the weight was spread.
    """

    result: Result | PollResult
    power: Power
    count: Count | None = None
    drawing: Drawing | None = None


def counted(uow: UnitOfWork, decision: Decision, now: datetime) -> Counting:
    """Count a frozen decision as of its deadline (governance 7.5, 8.1); `now` is when a sealed lot is opened.

    Who voted in secret is given some paper: all of them weigh the same, and nobody knows whose is whose. So ValueError
    is raised where there are not as many papers as such voters.

    No ballot weighs more than the cap that was frozen onto the decision (7.7). It is counted once more as if nobody
    had handed over a vote, to tell whether delegations decided it (12.1).
    """
    electorate = uow.electorates.at(decision, decision.closes_at)
    weighed, lot = weigh(electorate), drawing(uow, decision, now)
    counting = _counted(uow, decision, electorate, weighed, lot)
    flips = weighed.delegated > 0 and _decided(counting) != _decided(
        _counted(uow, decision, electorate, alone(weighed), lot)
    )
    return replace(counting, power=replace(counting.power, flips=flips))


def _counted(
    uow: UnitOfWork, decision: Decision, electorate: Electorate, weighed: Weighed, lot: Drawing | None
) -> Counting:
    if decision.rules.poll is not None:
        return _poll(uow, decision, decision.rules.poll, electorate, weighed, lot)
    weighed, given = capped(weighed, _share(decision)), _given(uow, decision, electorate)
    if given:
        electorate = _with_choices(electorate, given)
    result = conclude(
        decision.rules,
        dict(zip(Choice, tally(electorate, weighed, len(Choice)), strict=True)),
        direct=weighed.direct,
        delegated=weighed.delegated,
        roll=len(weighed.eligible),
        uncounted=weighed.uncounted,
    )
    return Counting(result, _spread(len(weighed.eligible), weighed.weights.tolist()))


def _spread(roll: int, weights: Iterable[int]) -> Power:
    """Return how the votes that counted were spread over ballots."""
    spread = Counter(weights)
    del spread[0]
    return Power(roll, tuple(sorted(spread.items())), flips=False)


def _share(decision: Decision) -> Fraction:
    """Return the share of the roll that a ballot may weigh; all of it where the decision was opened without a cap."""
    return decision.rules.liquid.cap if decision.rules.liquid else Fraction(1)


def _decided(counting: Counting) -> tuple[Outcome, tuple[int, ...]]:
    """Return what a count decided, whatever the numbers behind it."""
    result = counting.result
    return result.outcome, result.winners if isinstance(result, PollResult) else ()


def _poll(  # noqa: PLR0917 - a count is made of all of this
    uow: UnitOfWork,
    decision: Decision,
    rules: PollRules,
    electorate: Electorate,
    weighed: Weighed,
    lot: Drawing | None,
) -> Counting:
    roll = len(weighed.eligible)
    options, cast = _cast(uow, decision, rules, electorate)
    shared, marks = in_chambers(weighed, _sits(uow, decision, rules, weighed), _share(decision)), dict(cast)
    count = Count(Outcome.NO_QUORUM, (), None, {}, ())
    if options:
        poll = Poll(
            options,
            Ballots.packed([marks[one] for one in shared.voters.tolist()], shared.weights.tolist(), len(options)),
            roll,
            decision.rules.quorum if asks_quorum(method_of(rules)) else 0,
            rules.seats,
            rules.settings,
            tie_order(rules, options, lot),
            options[-1] if has_default(method_of(rules)) else None,
            chambered(rules.chambers, shared.rolls, shared.chambers.tolist()),
        )
        count = method_of(rules).count(poll)
    winners = tuple(int(winner) for winner in count.winners if winner.isdigit())
    part = {"direct": weighed.direct, "delegated": weighed.delegated, "unrepresented": weighed.unrepresented}
    result = PollResult(_outcome(count, lot), winners, roll, **part, uncounted=shared.uncounted)
    held: Counter[int] = Counter()
    for voter, weight in zip(shared.voters.tolist(), shared.weights.tolist(), strict=True):
        held[voter] += weight
    return Counting(result, _spread(roll, held.values()), count, lot)


def _outcome(count: Count, lot: Drawing | None) -> Outcome:
    """Return how a poll ended: what its method found, unless a lot was to decide that is void (governance 10.2)."""
    return Outcome.DRAW_VOID if lot and lot.void and count.outcome is Outcome.TIE else count.outcome


def _cast(
    uow: UnitOfWork, decision: Decision, rules: PollRules, electorate: Electorate
) -> tuple[tuple[str, ...], Sequence[tuple[int, bytes]]]:
    """Return the options, named by their numbers, and (member, marks) of every ballot."""
    given = _given(uow, decision, electorate)
    if method_of(rules).ballots is BallotKind.YES_NO:
        choices = [*uow.ballots.all(decision.id), *((one, spelled(said)) for one, said in given)]
        argued, bare = {member for member, _ in uow.ballots.reasons(decision)}, _BARE if rules.reasons else _ARGUED
        return (YES, NO), [(member, (_ARGUED if member in argued else bare)[choice]) for member, choice in choices]
    options = tuple(str(option.number) for option in uow.polls.options(decision.id))
    return options, [*uow.ballots.marked(decision.id), *((one, bytes.fromhex(spelled(said))) for one, said in given)]


def _given(uow: UnitOfWork, decision: Decision, electorate: Electorate) -> Sequence[tuple[int, Choice | Marks]]:
    """Return (member, ballot) of who voted in secret, each with some paper of the vote."""
    if decision.rules.secrecy is not Secrecy.SECRET:
        return ()
    papers = uow.papers.all(decision.id)
    return [(one, paper.said) for one, paper in zip(sorted(electorate.secret.tolist()), papers, strict=True)]


def _with_choices(electorate: Electorate, given: Sequence[tuple[int, Choice | Marks]]) -> Electorate:
    """Return the electorate with the choices that some have in secret."""
    places = {one: [*Choice].index(said) for one, said in given if isinstance(said, Choice)}
    both = zip(electorate.voters.tolist(), electorate.choices.tolist(), strict=True)
    return replace(electorate, choices=np.array([places.get(one, place) for one, place in both], dtype=np.int64))


def _sits(uow: UnitOfWork, decision: Decision, rules: PollRules, weighed: Weighed) -> Ids:
    """Return in which chamber everybody eligible sits; without chambers all sit in one."""
    if not rules.chambers:
        return np.zeros(len(weighed.eligible), dtype=np.int64)
    seats = uow.polls.seats(decision.id)
    return np.array([seats[member] for member in weighed.eligible.tolist()], dtype=np.int64)
