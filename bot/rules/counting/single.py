"""What methods with a single winner share: one seat, and a winner or a tie from those in front."""

from collections.abc import Mapping, Sequence

from bot.rules.counting.levels import heard, tied
from bot.rules.counting.outcome import Act, Count, Step, Tie, conclude
from bot.rules.counting.poll import BadPoll, BallotKind, Poll
from bot.rules.numbers import Number


def heard_for_one(poll: Poll) -> tuple[Poll, list[Step]]:
    """Strike the options of ranked ballots that miss the quorum. Raises BadPoll for more than one seat."""
    if poll.seats > 1:
        raise BadPoll("the method fills one seat")
    return heard(poll, BallotKind.RANKING)


def by_front(
    poll: Poll,
    front: Sequence[str],
    totals: Mapping[str, Number],
    steps: Sequence[Step],
    order: Sequence[Sequence[str]] = (),
) -> Count:
    """Conclude a count for one seat from those in front: one wins; of several the order for ties decides."""
    drawn = tuple(sorted(front, key=poll.place))
    tie = Tie(drawn, 1) if len(drawn) > 1 else None
    winners = drawn[:1] if not tie or poll.tie_order else ()
    last = [tied(poll, tie)] if tie else []
    if winners:
        last.append(Step(Act.ELECTED, winners))
    return conclude(poll, winners, tie, totals, [*steps, *last], order)
