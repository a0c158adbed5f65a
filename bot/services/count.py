"""A count as of the deadline: who may vote, whose ballot speaks for whom, and what the method makes of it."""

from dataclasses import dataclass

from bot.rules.counting.outcome import Count
from bot.rules.counting.poll import BallotKind, Ballots, Poll
from bot.rules.counting.yes_no import NO, YES
from bot.rules.decision import Choice, Decision, PollResult, Result, conclude
from bot.rules.electorate import Weighed, tally, weigh
from bot.rules.majority import Outcome
from bot.rules.poll import PollRules, asks_quorum, has_default, method_of, tie_order
from bot.services.ports import UnitOfWork

_YES_NO = {Choice.YES.value: (1, 0), Choice.NO.value: (0, 1), Choice.ABSTAIN.value: (0, 0)}


@dataclass(frozen=True, slots=True)
class Counting:
    """What a count came to; `count` has the steps of a poll's method, None for a vote by threshold."""

    result: Result | PollResult
    count: Count | None = None


def counted(uow: UnitOfWork, decision: Decision) -> Counting:
    """Count a frozen decision as of its deadline (governance 7.5, 8.1)."""
    electorate = uow.electorates.at(decision, decision.closes_at)
    weighed = weigh(electorate)
    if decision.rules.poll is not None:
        weights = dict(zip(electorate.voters.tolist(), weighed.weights.tolist(), strict=True))
        return _poll(uow, decision, decision.rules.poll, weighed, weights)
    result = conclude(
        decision.rules,
        dict(zip(Choice, tally(electorate, weighed, len(Choice)), strict=True)),
        direct=weighed.direct,
        delegated=weighed.delegated,
        roll=len(weighed.eligible),
    )
    return Counting(result)


def _poll(uow: UnitOfWork, decision: Decision, rules: PollRules, weighed: Weighed, weights: dict[int, int]) -> Counting:
    options, ballots = _ballots(uow, decision, rules, weights)
    roll = len(weighed.eligible)
    count = Count(Outcome.NO_QUORUM, (), None, {}, ())
    if options:
        poll = Poll(
            options,
            ballots,
            roll,
            decision.rules.quorum if asks_quorum(method_of(rules)) else 0,
            rules.seats,
            rules.settings,
            tie_order(rules, options, uow.polls.secret(decision.id), decision.closes_at),
            options[-1] if has_default(method_of(rules)) else None,
        )
        count = method_of(rules).count(poll)
    winners = tuple(int(winner) for winner in count.winners if winner.isdigit())
    part = {"direct": weighed.direct, "delegated": weighed.delegated, "unrepresented": weighed.unrepresented}
    return Counting(PollResult(count.outcome, winners, roll, **part), count)


def _ballots(
    uow: UnitOfWork, decision: Decision, rules: PollRules, weights: dict[int, int]
) -> tuple[tuple[str, ...], Ballots]:
    """Return the options, named by their numbers, and the ballots of eligible voters with their weights."""
    if method_of(rules).ballots is BallotKind.YES_NO:
        cast = [(member, bytes(_YES_NO[choice])) for member, choice in uow.ballots.all(decision.id)]
        options: tuple[str, ...] = (YES, NO)
    else:
        cast = list(uow.ballots.marked(decision.id))
        options = tuple(str(option.number) for option in uow.polls.options(decision.id))
    standing = [(marks, weights[member]) for member, marks in cast if weights[member]]
    return options, Ballots.packed([marks for marks, _ in standing], [weight for _, weight in standing], len(options))
