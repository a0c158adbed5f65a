"""Debian's procedure: quorum and majority per option against the default option, then dropping weakest defeats.

Source: Debian Constitution 1.9, A.5 (governance 8.1). Where the ballot has no default option there is nothing
to hold a majority against, and only the rest applies.
"""

from collections.abc import Mapping

import numpy as np

from bot.rules.counting.default_option import RATIO, struck_by_majority
from bot.rules.counting.method import Family, Method
from bot.rules.counting.outcome import Count, Step
from bot.rules.counting.pairwise import (
    MEASURES,
    Duels,
    among,
    best_first,
    defeat_step,
    defeats,
    duels,
    grouped,
    pairwise_step,
    widest,
)
from bot.rules.counting.poll import BallotKind, Matrix, Poll
from bot.rules.counting.schulze import wins
from bot.rules.counting.single import by_front, heard_for_one
from bot.rules.majority import Threshold, parse_threshold


def count(poll: Poll) -> Count:
    """Count with the same majority asked of every option. Raises BadPoll, or UnknownThreshold for the setting."""
    threshold = parse_threshold(poll.setting(RATIO.key, RATIO.default))
    return by_majorities(poll, dict.fromkeys(poll.options, threshold))


def by_majorities(poll: Poll, asked: Mapping[str, Threshold], *, strictly: bool = False) -> Count:
    """Count with a majority of its own asked of each option; who is not in `asked` needs more votes than not.

    `strictly` is the rule as first ratified in 2003: a ratio must be exceeded, not only reached. The totals
    say how many others of those that stand an option defeats head to head. Raises BadPoll.
    """
    standing, steps = heard_for_one(poll)
    weights = duels(poll.ballots)
    steps.append(pairwise_step(poll, weights))
    struck = struck_by_majority(standing, _of(poll, weights, standing), asked, strictly=strictly)
    gone = {option for step in struck for option in step.options}
    standing = standing.restricted([option for option in standing.options if option not in gone])
    weights = _of(poll, weights, standing)
    front, dropped = _schwartz_by_dropping(standing, weights)
    names = [standing.options[at] for at in front]
    return by_front(standing, names, wins(standing, _links(weights)), [*steps, *struck, *dropped])


def _of(poll: Poll, weights: Duels, standing: Poll) -> Duels:
    return among(weights, [poll.options.index(option) for option in standing.options])


def _links(weights: Duels) -> Matrix:
    links = np.zeros((len(weights), len(weights)), dtype=np.int64)
    for defeat in defeats(weights):
        links[defeat.winner, defeat.loser] = 1
    return links


def _schwartz_by_dropping(poll: Poll, weights: Duels) -> tuple[list[int], list[Step]]:
    """Return the Schwartz set once no defeat within it is left, and the defeats dropped on the way (A.5.5 to 8).

    A defeat is weaker with fewer votes, or with as many against more opposition.
    """
    left, links, steps = defeats(weights), _links(weights), list[Step]()
    while True:
        reached = widest(links)
        levels = best_first(reached > reached.T)
        front = levels[0] if levels else []
        within = [each for each in left if {each.winner, each.loser} <= set(front)]
        if not within:
            return front, steps
        for weakest in grouped(within, MEASURES["winning votes"])[0]:
            left.remove(weakest)
            links[weakest.winner, weakest.loser] = 0
            steps.append(defeat_step(poll, weakest, kept=False))


METHOD = Method(
    "debian",
    "Debian",
    Family.RANK,
    "Rank the options; each needs its quorum and majority against the default, then the weakest defeats are dropped "
    "until nobody left in front is beaten.",
    BallotKind.RANKING,
    "Debian Constitution 1.9, A.5",
    count,
    (RATIO,),
)
