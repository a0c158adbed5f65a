"""A count as of the deadline: who may vote, whose ballot speaks for whom, and what the method makes of it."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.counting.outcome import Count
from bot.rules.counting.poll import BallotKind, Ballots, Poll
from bot.rules.counting.yes_no import NO, YES
from bot.rules.decision import Choice, Decision, PollResult, Result, conclude
from bot.rules.delegation import Resolution, overlay, resolve, tally
from bot.rules.majority import Outcome
from bot.rules.poll import PollRules, has_default, method_of, tie_order
from bot.services.ports import UnitOfWork

_YES_NO = {Choice.YES.value: (1, 0), Choice.NO.value: (0, 1), Choice.ABSTAIN.value: (0, 0)}


@dataclass(frozen=True, slots=True)
class Counting:
    """What a count came to; `count` has the steps of a poll's method, None for a vote by threshold."""

    result: Result | PollResult
    count: Count | None = None


def counted(uow: UnitOfWork, decision: Decision) -> Counting:
    """Count a frozen decision as of its deadline (governance 7.5, 8.1)."""
    resolution = resolved(uow, decision, decision.closes_at)
    if decision.rules.poll is not None:
        return _poll(uow, decision, decision.rules.poll, resolution)
    choices = {member: Choice(choice) for member, choice in uow.ballots.all(decision.id)}
    roll = len(resolution.terminal)
    result = conclude(
        decision.rules,
        tally(choices, resolution),
        direct=resolution.direct,
        delegated=resolution.delegated,
        roll=roll,
    )
    return Counting(result)


def resolved(uow: UnitOfWork, decision: Decision, moment: datetime) -> Resolution:
    """Return where every vote goes at the moment, of those on the roll who are members still (governance 2.2)."""
    eligible = {*uow.decisions.roll(decision.id)} & {*uow.memberships.live_at(decision.circle_id, moment)}
    layers = uow.delegations.layers(decision.community_id, decision.circle_id, decision.id, moment)
    return resolve(eligible, overlay(*layers), uow.ballots.voters(decision.id))


def _poll(uow: UnitOfWork, decision: Decision, rules: PollRules, resolution: Resolution) -> Counting:
    options, ballots = _ballots(uow, decision, rules, resolution)
    roll = len(resolution.terminal)
    count = Count(Outcome.NO_QUORUM, (), None, {}, ())
    if options:
        poll = Poll(
            options,
            ballots,
            roll,
            decision.rules.quorum,
            rules.seats,
            rules.settings,
            tie_order(rules, options, uow.polls.secret(decision.id), decision.closes_at),
            options[-1] if has_default(method_of(rules)) else None,
        )
        count = method_of(rules).count(poll)
    winners = tuple(int(winner) for winner in count.winners if winner.isdigit())
    sums = {
        "direct": resolution.direct,
        "delegated": resolution.delegated,
        "unrepresented": resolution.unrepresented,
    }
    return Counting(PollResult(count.outcome, winners, roll, **sums), count)


def _ballots(
    uow: UnitOfWork, decision: Decision, rules: PollRules, resolution: Resolution
) -> tuple[tuple[str, ...], Ballots]:
    """Return the options, named by their numbers, and the ballots of eligible voters with their weights."""
    if method_of(rules).ballots is BallotKind.YES_NO:
        choices = [(member, bytes(_YES_NO[choice])) for member, choice in uow.ballots.all(decision.id)]
        options: tuple[str, ...] = (YES, NO)
    else:
        choices = list(uow.ballots.marked(decision.id))
        options = tuple(str(option.number) for option in uow.polls.options(decision.id))
    standing = [(marks, resolution.weight[member]) for member, marks in choices if member in resolution.weight]
    rows, weights = [marks for marks, _ in standing], [weight for _, weight in standing]
    return options, Ballots.packed(rows, weights, len(options))
