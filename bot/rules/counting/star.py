"""STAR, score then automatic runoff: of the two options with the largest sums, the one that more prefer wins.

Source: Equal Vote Coalition, "STAR Voting", https://www.starvoting.org; ties by its Official Tiebreaker
Protocol (https://www.starvoting.org/ties). Level in the scoring round: compared head to head, those that lose
most go out. Level in the runoff: the larger sum. Then, by default, the number of top scores (five stars).
Several seats: Bloc STAR, in which the winner is taken off the list and the next seat is filled in the same
way; used by the Python core team since 2024 (PEP 13). No answer counts as 0.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from bot.rules.counting.levels import heard_above_default, levels, totals
from bot.rules.counting.method import Family, Method, Setting
from bot.rules.counting.outcome import Act, Count, Step, Tie, conclude
from bot.rules.counting.poll import BadPoll, BallotKind, Matrix, Poll
from bot.rules.counting.rated import MAX_SCORE, check_scale, scores, whole
from bot.rules.numbers import Number

FIVE_STARS = Setting(
    "five_stars", "Whether the number of top scores settles ties that nothing else does.", "yes", ("yes", "no")
)


@dataclass(frozen=True, slots=True)
class _Table:
    """What is asked of the ballots: `sums`, how many top scores, and who is preferred, counted when asked."""

    poll: Poll
    values: Matrix
    sums: Mapping[str, Number]
    stars: Mapping[str, Number]
    known: dict[tuple[str, str], Number] = field(default_factory=dict)

    def prefer(self, one: str, other: str) -> Number:
        """Return the votes that score the one above the other."""
        if (one, other) not in self.known:
            ballots, at = self.poll.ballots, self.poll.options.index
            above = self.values[:, [at(one)]] > self.values[:, [at(other)]]
            self.known[one, other] = ballots.votes(ballots.sums(above)[0])
        return self.known[one, other]

    def losses(self, one: str, pool: Iterable[str]) -> int:
        """Return how many of the pool more voters prefer to this one."""
        return sum(self.prefer(one, other) < self.prefer(other, one) for other in pool)

    def runoff(self, one: str, other: str) -> tuple[tuple[str, ...], list[Step]]:
        """Return who wins between two, or both where nothing decides, and the steps."""
        votes = {one: self.prefer(one, other), other: self.prefer(other, one)}
        cast = self.poll.ballots.votes(self.poll.ballots.total)
        steps = [Step(Act.RUNOFF, (one, other), votes, {"level": cast - votes[one] - votes[other]})]
        for by, numbers in (("", votes), ("score", self.sums), ("top_scores", self.stars)):
            if numbers.get(one) != numbers.get(other):
                if by:
                    steps.append(Step(Act.TIED, (one, other), facts={"by": by}))
                return (max(one, other, key=numbers.__getitem__),), steps
        return (one, other), steps


@dataclass(frozen=True, slots=True)
class _Finalists:
    """Who is in the runoff for certain, and who is level for the places that are left."""

    certain: tuple[str, ...]
    level: tuple[str, ...] = ()
    places: int = 0
    steps: tuple[Step, ...] = ()


def count(poll: Poll) -> Count:
    """Fill the seats one by one; `totals` are the sums of scores.

    A tie for the runoff is a tie only where it changes who wins; the tie then names all who can win. Raises
    BadPoll where a score is above the largest.
    """
    largest, by_stars = whole(poll, MAX_SCORE, 1), poll.setting(FIVE_STARS.key, FIVE_STARS.default)
    if by_stars not in FIVE_STARS.choices:
        raise BadPoll(f"five_stars is yes or no, not {by_stars[:20]!r}")
    check_scale(poll, largest)
    standing, steps = heard_above_default(poll, BallotKind.SCORES)
    values = scores(standing.ballots)
    sums = totals(standing, values)
    stars = totals(standing, values == largest) if by_stars == "yes" else {}
    table = _Table(standing, values, sums, stars)
    steps.append(Step(Act.TALLY, standing.options, sums))
    left, winners, tie = standing.options, list[str](), None
    while left and len(winners) < poll.seats:
        won, undecided, told = _seat(table, left, poll.seats - len(winners))
        steps += told
        tie = tie or undecided
        if not won:
            break
        winners += won
        left = tuple(option for option in left if option not in won)
        steps.append(Step(Act.ELECTED, won, {option: sums[option] for option in won}))
    return conclude(standing, winners, tie, sums, steps)


def _seat(table: _Table, left: Sequence[str], seats: int) -> tuple[tuple[str, ...], Tie | None, list[Step]]:
    """Return who wins the next seat, or all who are left where there are seats for all of them."""
    poll = table.poll
    ranked = levels(poll, {option: table.sums[option] for option in left})
    if len(left) <= seats:
        return tuple(option for level in ranked for option in level), None, []
    final = _finalists(table, ranked)
    runs = [table.runoff(*final.certain, *rest) for rest in combinations(final.level, final.places)]
    possible = tuple(option for option in left if any(option in won for won, _ in runs))
    by = "order" if poll.tie_order else "nothing"
    # those who are level stand in the order for ties, so the first pair is the one that it chooses
    runs = runs[:1] if poll.tie_order else runs
    steps = list(final.steps)
    if final.level:
        unneeded = len(possible) == 1 and not poll.tie_order
        steps.append(Step(Act.TIED, final.level, facts={"by": "runoff" if unneeded else by}))
    if final.certain or len(runs) == 1:
        steps += [step for _, told in runs for step in told]
    if len(possible) == 1:
        return possible, None, steps
    won = runs[0][0]
    if len(runs) == 1 and len(won) > 1:
        steps.append(Step(Act.TIED, won, facts={"by": by}))
    return ((min(won, key=poll.place),) if poll.tie_order else ()), Tie(possible, 1), steps


def _finalists(table: _Table, ranked: Iterable[tuple[str, ...]]) -> _Finalists:
    """Return the two options with the largest sums, as far as sums and ties by protocol tell."""
    certain: tuple[str, ...] = ()
    for level in ranked:
        if len(certain) + len(level) > 2:
            return _narrowed(table, certain, level)
        certain += level
    return _Finalists(certain)


def _narrowed(table: _Table, certain: tuple[str, ...], pool: tuple[str, ...]) -> _Finalists:
    """Choose from options with the same sum: head to head, else by top scores, and again among those left."""
    steps: list[Step] = []
    while len(pool) > (places := 2 - len(certain)) > 0:
        for by, narrow in (("head_to_head", _by_losses), ("top_scores", _by_stars)):
            through, rest = narrow(table, pool, places)
            if len(rest) < len(pool):
                steps.append(Step(Act.TIED, pool, facts={"by": by}))
                certain, pool = certain + through, rest
                break
        else:
            return _Finalists(certain, pool, places, tuple(steps))
    return _Finalists((certain + pool)[:2], steps=tuple(steps))


def _by_losses(table: _Table, pool: tuple[str, ...], places: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who is through and who is still level, once those that lose most match-ups are behind the others."""
    losses = {one: table.losses(one, pool) for one in pool}
    better = tuple(one for one in pool if losses[one] < max(losses.values()))
    if len(better) >= places:
        return (), better
    return better, tuple(one for one in pool if one not in better)


def _by_stars(table: _Table, pool: tuple[str, ...], places: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who is through and who is still level, by the number of top scores."""
    through: tuple[str, ...] = ()
    level, *rest = levels(table.poll, {one: table.stars.get(one, 0) for one in pool})
    while len(through) + len(level) <= places:
        through += level
        level, *rest = rest
    return through, level


METHOD = Method(
    "star",
    "STAR",
    Family.RATE,
    "Give each option 0 to 5 stars; of the two with the most stars, the one that more voters prefer wins.",
    BallotKind.SCORES,
    'Equal Vote Coalition, "STAR Voting", https://www.starvoting.org, with its Official Tiebreaker Protocol',
    count,
    (MAX_SCORE, FIVE_STARS),
    several=True,
)
