"""Instant run-off: exclude whoever has fewest first places, round by round, until one has more than half.

Source: Robert's Rules of Order Newly Revised (12th edition, 2020), 45:62, preferential voting. Equal places: the
vote is split into equal fractions among the options it puts first, the convention called Split-IRV in Delemazure
and Peters, "Generalizing instant runoff voting to allow indifferences", EC 2024.
"""

from collections.abc import Iterable

from bot.rules.counting.method import Family, Method
from bot.rules.counting.outcome import Act, Count, Step, Tie, conclude
from bot.rules.counting.poll import BallotKind, Poll
from bot.rules.counting.runoff import FirstPlaces, Left, last, over_half, possible_winners, sure_losers
from bot.rules.counting.single import heard_for_one
from bot.rules.numbers import Number


def count(poll: Poll) -> Count:
    """Exclude one option a round; the totals are the last round's votes. Raises BadPoll.

    Several options last are a tie only where the winner depends on which of them goes: the order for ties
    then excludes the one it has last, and without one the count ends there, a tie of all who could still
    win. Where the winner does not depend on it, they go together if they have fewer votes together than
    the next, and else the last one listed goes. A ballot none of whose options is left is exhausted.
    """
    standing, steps = heard_for_one(poll)
    first = FirstPlaces(standing.ballots)
    left = frozenset(range(len(standing.options)))
    winner, tally, tie = frozenset[int](), dict[int, Number](), None
    for number in range(1, len(left) + 1):
        tally = first.votes(left)
        steps.append(_round(standing, tally, number))
        winner = over_half(tally)
        if winner:
            steps.append(Step(Act.ELECTED, _names(standing, winner), _numbers(standing, tally, winner)))
            break
        gone, settling, doubt = _out(standing, first, left)
        tie, steps = tie or doubt, [*steps, *settling]
        if not gone:
            break
        steps.append(Step(Act.EXCLUDED, _names(standing, gone), _numbers(standing, tally, gone)))
        left -= gone
    return conclude(standing, _names(standing, winner), tie, _numbers(standing, tally), steps)


def _out(poll: Poll, first: FirstPlaces, left: Left) -> tuple[Left, list[Step], Tie | None]:
    """Return who is excluded next, how a tie for the last place was settled, and the tie if it matters.

    Nobody is excluded where only an order for ties could say who, and there is none.
    """
    tally = first.votes(left)
    level, sure = last(tally), sure_losers(tally)
    if len(level) == 1:
        return level, [], None
    able = frozenset[int]() if sure else possible_winners(first, left)
    if len(able) < 2:
        return sure or frozenset((max(level),)), [_level(poll, level, "no difference")], None
    tie = Tie(_names(poll, able), 1)
    if not poll.tie_order:
        return frozenset(), [_level(poll, level, "nothing")], tie
    worst = max(level, key=lambda at: poll.place(poll.options[at]))
    return frozenset((worst,)), [_level(poll, level, "order")], tie


def _level(poll: Poll, level: Left, by: str) -> Step:
    return Step(Act.TIED, _names(poll, level), facts={"by": by})


def _round(poll: Poll, tally: dict[int, Number], number: int) -> Step:
    exhausted = poll.ballots.votes(poll.ballots.total) - sum(tally.values())
    numbers = _numbers(poll, tally)
    return Step(Act.TALLY, tuple(numbers), numbers, {"round": number, "exhausted": exhausted})


def _names(poll: Poll, some: Iterable[int]) -> tuple[str, ...]:
    """Return the options at these positions, in the order for ties, else as listed."""
    return tuple(sorted((poll.options[at] for at in some), key=poll.place))


def _numbers(poll: Poll, tally: dict[int, Number], some: Left | None = None) -> dict[str, Number]:
    return {poll.options[at]: votes for at, votes in tally.items() if some is None or at in some}


METHOD = Method(
    "irv",
    "Instant run-off",
    Family.RANK,
    "Rank the options; whoever has fewest first places is out and those votes move on, until one has more than half.",
    BallotKind.RANKING,
    "Robert's Rules of Order Newly Revised, 12th edition (2020), 45:62",
    count,
)
