"""What most methods share: who is heard at all, and seats filled from the highest number down."""

from collections.abc import Mapping, Sequence
from itertools import groupby

import numpy as np

from bot.rules.counting.outcome import Act, Count, Step, Tie, conclude
from bot.rules.counting.poll import BadPoll, BallotKind, Matrix, Poll
from bot.rules.numbers import Number


def check_kind(poll: Poll, kind: BallotKind) -> None:
    """Refuse ballots that are not of the kind. Raises BadPoll."""
    marks = poll.ballots.marks
    if kind in {BallotKind.YES_NO, BallotKind.APPROVALS} and marks.size and int(marks.max()) > 1:
        raise BadPoll("a mark is there or not: 0 or 1")


def in_favour(poll: Poll, kind: BallotKind) -> dict[str, Number]:
    """Return the votes in favour of each option, as a quorum asks for them (governance 8.2).

    Marked counts, and a score above 0: with less than that nobody helps an option. Ranked counts where the
    option stands above the default option, if there is one.
    """
    ballots, marks = poll.ballots, poll.ballots.marks
    chosen = marks > (1 if kind is BallotKind.SCORES else 0)
    if kind is BallotKind.RANKING and poll.default is not None:
        bar = marks[:, [poll.options.index(poll.default)]]
        chosen &= (marks < bar) | (bar == 0)
    return dict(zip(poll.options, map(ballots.votes, ballots.sums(chosen)), strict=True))


def heard(poll: Poll, kind: BallotKind) -> tuple[Poll, list[Step]]:
    """Strike the options that miss the quorum, as if they had never stood on the list; the default stays.

    Source: Debian Constitution 1.9, A.5.2, for every method alike. Raises BadPoll for ballots of another kind.
    """
    check_kind(poll, kind)
    if not poll.quorum:
        return poll, []
    support = in_favour(poll, kind)
    struck = tuple(each for each in poll.options if support[each] < poll.quorum and each != poll.default)
    if not struck:
        return poll, []
    step = Step(Act.STRUCK, struck, {each: support[each] for each in struck}, {"quorum": poll.quorum})
    return poll.restricted([each for each in poll.options if each not in struck]), [step]


def heard_above_default(poll: Poll, kind: BallotKind) -> tuple[Poll, list[Step]]:
    """Strike also, for several seats, whoever no more votes put above the default option than below it.

    Source: Debian Constitution 1.9, A.5.3. A seat that the default itself wins stays empty. Raises BadPoll.
    """
    standing, steps = heard(poll, kind)
    if standing.default is None or standing.seats == 1:
        return standing, steps
    ballots, lowest = standing.ballots, int(standing.ballots.marks.max(initial=0)) + 1
    value = ballots.marks.astype(np.int64)
    if kind is BallotKind.RANKING:
        value = lowest - np.where(value, value, lowest)
    elif kind is BallotKind.SCORES:
        value = np.maximum(value, 1)
    bar = value[:, [standing.options.index(standing.default)]]
    votes = zip(standing.options, ballots.sums(value > bar), ballots.sums(value < bar), strict=True)
    worse = [option for option, above, below in votes if above <= below and option != standing.default]
    if not worse:
        return standing, steps
    step = Step(Act.STRUCK, tuple(worse), facts={"status_quo": standing.default})
    return standing.restricted([option for option in standing.options if option not in worse]), [*steps, step]


def totals(poll: Poll, values: Matrix) -> dict[str, Number]:
    """Return for each option the weight of the ballots times the value each of them gives it."""
    return dict(zip(poll.options, map(poll.ballots.votes, poll.ballots.sums(values)), strict=True))


def levels(poll: Poll, numbers: Mapping[str, Number]) -> list[tuple[str, ...]]:
    """Return the options by number, most first; level ones together, in the order for ties, else as listed."""
    drawn = sorted(numbers, key=lambda option: (-numbers[option], poll.place(option)))
    return [tuple(level) for _, level in groupby(drawn, key=numbers.__getitem__)]


def fill(poll: Poll, ranked: Sequence[tuple[str, ...]]) -> tuple[list[str], Tie | None]:
    """Return who gets the seats from ranked levels, and the tie at the last seat if there is one.

    Where more options are level than seats are left, only the poll's order for ties decides between them. Who is
    not above the default option gets no seat: it stands for leaving the others as they are (governance V2).
    """
    winners: list[str] = []
    for level in ranked:
        room = poll.seats - len(winners)
        if len(level) > room > 0:
            return [*winners, *(level[:room] if poll.tie_order else ())], Tie(level, room)
        if poll.default in level and room:
            return [*winners, str(poll.default)], None
        winners += level[:room]
    return winners, None


def by_numbers(poll: Poll, numbers: Mapping[str, Number], steps: Sequence[Step]) -> Count:
    """Conclude a count in which the highest numbers win; the numbers are its last tally."""
    ranked = levels(poll, numbers)
    winners, tie = fill(poll, ranked)
    last = [Step(Act.TALLY, tuple(numbers), numbers)]
    if tie:
        last.append(tied(poll, tie))
    if winners:
        last.append(Step(Act.ELECTED, tuple(winners), {each: numbers[each] for each in winners}))
    return conclude(poll, winners, tie, numbers, [*steps, *last], ranked)


def tied(poll: Poll, tie: Tie) -> Step:
    """Return the step that says who is level, and whether the order for ties decides."""
    return Step(Act.TIED, tie.options, facts={"by": "order" if poll.tie_order else "nothing"})
