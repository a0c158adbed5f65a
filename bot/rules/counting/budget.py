"""Approval voting over a budget: fund the most approved options, pass over what no longer fits.

Source: the greedy rule of the Polish participatory budgets as Pabulib publishes it with their ballots.
"""

from collections.abc import Mapping
from fractions import Fraction

from bot.rules.counting.levels import heard, levels, totals
from bot.rules.counting.outcome import Act, Count, Step, Tie, conclude
from bot.rules.counting.poll import BadPoll, BallotKind, Poll


def count(poll: Poll, costs: Mapping[str, Fraction], budget: Fraction) -> Count:
    """Fund from the most approved option down; costs and budget are in the same unit.

    Options that are level form a Tie where each of them still fits but not all together, because then
    their order decides; without an order for ties the count ends there. The poll's seats are not used.
    Raises BadPoll where an option has no cost or a cost is negative.
    """
    if any(costs.get(option, -1) < 0 for option in poll.options):
        raise BadPoll("every option needs a cost of 0 or more")
    standing, steps = heard(poll, BallotKind.APPROVALS)
    approvals = totals(standing, standing.ballots.marks)
    steps.append(Step(Act.TALLY, standing.options, approvals))
    left, funded, tie = budget, list[str](), None
    for level in levels(standing, approvals):
        fitting = tuple(option for option in level if costs[option] <= left)
        if sum(costs[option] for option in fitting) > left:
            tie = tie or Tie(fitting, None)
            steps.append(Step(Act.TIED, fitting, facts={"by": "order" if poll.tie_order else "nothing"}))
            if not poll.tie_order:
                break
        for option in fitting:
            if costs[option] <= left:
                left -= costs[option]
                funded.append(option)
                steps.append(Step(Act.ELECTED, (option,), facts={"cost": costs[option], "left": left}))
    return conclude(standing, funded, tie, approvals, steps)
