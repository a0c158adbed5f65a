"""Yes, no or nothing: one option against things as they are, by a threshold (governance 8.1, 8.2)."""

from collections.abc import Callable, Mapping

from bot.rules.counting.levels import totals
from bot.rules.counting.method import Family, Method, Setting
from bot.rules.counting.outcome import Act, Count, Step, Tie
from bot.rules.counting.poll import BadPoll, BallotKind, Poll
from bot.rules.majority import (
    AbsoluteMajority,
    Outcome,
    SimpleMajority,
    Tally,
    Threshold,
    decide,
    parse_threshold,
)
from bot.rules.numbers import Number

YES = "yes"
NO = "no"
RATIO = Setting("ratio", "Votes in favour needed for each vote against, as a ratio or a share.", "2:1", reads="a ratio")


def by_threshold(threshold: Callable[[Poll], Threshold]) -> Callable[[Poll], Count]:
    """Return the count of yes/no ballots by a threshold that may depend on the poll's settings.

    A tie leaves things as they are, whatever order there is for ties (K7).
    """

    def count(poll: Poll) -> Count:
        tally, numbers = tallied(poll)
        verdict = decide(threshold(poll), poll.quorum, tally, poll.roll)
        needed = {} if verdict.needed is None else {"needed": verdict.needed}
        step = Step(Act.TALLY, (YES, NO), numbers, {"abstained": tally.abstain, "quorum": poll.quorum, **needed})
        return ended(verdict.outcome, numbers, step)

    return count


def ended(outcome: Outcome, numbers: Mapping[str, Number], *steps: Step) -> Count:
    """Return the count of a yes/no poll that ended so; only adoption lets yes win."""
    winners = (YES,) if outcome is Outcome.ADOPTED else ()
    tie = Tie((YES, NO), 1) if outcome is Outcome.TIE else None
    return Count(outcome, winners, tie, numbers, steps)


def tallied(poll: Poll) -> tuple[Tally, dict[str, Number]]:
    """Return the votes by choice. Raises BadPoll where a ballot says both, or the options are others."""
    marks = poll.ballots.marks
    if poll.options != (YES, NO) or (len(marks) and int(marks.sum(axis=1).max()) > 1):
        raise BadPoll("a yes/no ballot says yes, no, or nothing")
    numbers = totals(poll, marks)
    cast = poll.ballots.votes(poll.ballots.total)
    return Tally(numbers[YES], numbers[NO], cast - numbers[YES] - numbers[NO]), numbers


METHODS = (
    Method(
        "simple",
        "Simple majority",
        Family.YES_NO,
        "Adopted when more vote yes than no; abstaining counts for neither side.",
        BallotKind.YES_NO,
        'Apache Software Foundation, "Voting process", procedural votes',
        by_threshold(lambda _poll: SimpleMajority()),
    ),
    Method(
        "absolute",
        "Absolute majority",
        Family.YES_NO,
        "Adopted when more than half of all members vote yes; abstaining or staying away works like a no.",
        BallotKind.YES_NO,
        "Basic Law for the Federal Republic of Germany, Article 121",
        by_threshold(lambda _poll: AbsoluteMajority()),
    ),
    Method(
        "supermajority",
        "Supermajority",
        Family.YES_NO,
        "Adopted when yes outweighs no by the ratio agreed, such as 2:1; abstaining counts for neither side.",
        BallotKind.YES_NO,
        "Debian Constitution 1.9, A.5",
        by_threshold(lambda poll: parse_threshold(poll.setting(RATIO.key, RATIO.default))),
        (RATIO,),
    ),
)
