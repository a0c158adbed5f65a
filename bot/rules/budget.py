"""Approval voting over a budget: fund the most approved options, pass over what no longer fits.

Source: the greedy rule of the Polish participatory budgets as Pabulib publishes it with their ballots.
"""

from collections.abc import Mapping
from fractions import Fraction

from bot.rules.counting import BadPoll, Count, Fate, Poll, Step, Tie, conclude


def count(poll: Poll, costs: Mapping[str, Fraction], budget: Fraction) -> Count:
    """Fund from the most approved option down; costs and budget are in the same unit.

    Options that are level form a Tie where each of them still fits but not all together, because then
    their order decides; without a lot the count ends there. The poll's seats are not used. Raises BadPoll
    where an option has no cost or a cost is negative.
    """
    if any(costs.get(option, -1) < 0 for option in poll.options):
        raise BadPoll("every option needs a cost of 0 or more")
    left = budget
    steps: list[Step] = []
    tie: Tie | None = None
    for votes, level in poll.levels():
        if votes < poll.quorum:
            steps.append(Step(level, votes, Fate.NO_QUORUM))
            continue
        fitting = tuple(option for option in level if costs[option] <= left)
        if sum(costs[option] for option in fitting) > left:
            tie = tie or Tie(fitting, None)
            if not poll.lot:
                steps.append(Step(fitting, votes, Fate.TIED))
                break
        for option in level:
            fits = costs[option] <= left
            left -= costs[option] if fits else 0
            steps.append(Step((option,), votes, Fate.ELECTED if fits else Fate.NOT_ELECTED))
    return conclude(poll, steps, tie)
