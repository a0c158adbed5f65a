"""LiquidFeedback: a majority and a place above the status quo make eligible, then the Schulze order decides.

Source: Behrens, Kistner, Nitsche and Swierczek, "The Principles of LiquidFeedback" (2014), and the
function close_voting of LiquidFeedback Core 3.0 (governance 7.2, 8.1). An option that is level with the
status quo is not better than it. Where the ballot has no default option this is the Schulze method.
"""

import numpy as np

from bot.rules.counting.default_option import RATIO, struck_by_majority
from bot.rules.counting.method import Family, Method, Setting
from bot.rules.counting.outcome import Act, Count, Step
from bot.rules.counting.pairwise import MEASURES, Duels, best_first, duels, named, pairwise_step, widest
from bot.rules.counting.poll import BadPoll, BallotKind, Matrix, Poll
from bot.rules.counting.schulze import chains, wins
from bot.rules.counting.single import by_front, heard_for_one
from bot.rules.majority import parse_threshold

REVERSE_PATH = Setting(
    "reverse_path",
    "Whether an option can win that a chain of defeats or ties leads to from the status quo.",
    "allowed",
    ("allowed", "refused"),
)


def count(poll: Poll) -> Count:
    """Strike who is not eligible, then let the first eligible level of the Schulze order win.

    Raises BadPoll, and UnknownThreshold for a majority that cannot be read.
    """
    threshold = parse_threshold(poll.setting(RATIO.key, RATIO.default))
    standing, steps = heard_for_one(poll)
    weights = duels(standing.ballots)
    beats, paths = chains(standing, weights, MEASURES["winning votes"])
    struck = struck_by_majority(standing, weights, dict.fromkeys(standing.options, threshold))
    gone = {option for step in struck for option in step.options}
    worse = [each for each in _not_better(standing, weights, beats) if each not in gone]
    if worse:
        struck.append(Step(Act.STRUCK, tuple(worse), facts={"status_quo": str(poll.default)}))
    order = named(standing, best_first(beats))
    front = _first_eligible(standing, order, {*gone, *worse})
    every = [*steps, pairwise_step(standing, weights), paths, *struck]
    return by_front(standing, front, wins(standing, beats), every, order)


def _not_better(poll: Poll, weights: Duels, beats: Matrix) -> list[str]:
    """Return the options that do not stand above the status quo, or that a path leads back to, if refused."""
    if poll.default is None:
        return []
    default = poll.options.index(poll.default)
    out = ~beats[:, default]
    back = poll.setting(REVERSE_PATH.key, REVERSE_PATH.default)
    if back not in REVERSE_PATH.choices:
        raise BadPoll(f"a reverse path is {' or '.join(REVERSE_PATH.choices)}")
    if back == "refused":
        table = np.array(weights, dtype=object)
        out |= widest((table >= table.T).astype(np.int64))[default] > 0
    return [option for option, is_out in zip(poll.options, out, strict=True) if is_out and option != poll.default]


def _first_eligible(poll: Poll, order: list[tuple[str, ...]], out: set[str]) -> list[str]:
    """Return the best level that has eligible options; the status quo where there is none."""
    for level in order:
        eligible = [option for option in level if option not in out and option != poll.default]
        if eligible:
            return eligible
    return [] if poll.default is None else [poll.default]


METHOD = Method(
    "liquidfeedback",
    "LiquidFeedback",
    Family.RANK,
    "Rank the options around the status quo; of those with a majority that come out above it, the Schulze winner wins.",
    BallotKind.RANKING,
    'Behrens, Kistner, Nitsche and Swierczek, "The Principles of LiquidFeedback" (2014)',
    count,
    (RATIO, REVERSE_PATH),
)
