"""The one registry of counting methods: what each is called, says to a voter, asks for and is based on.

A further method is one file with a function from Poll to Count, and one entry here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.rules import approval
from bot.rules.counting import BadPoll, BallotKind, Count, Fate, Poll, Step, Tie
from bot.rules.majority import (
    AbsoluteMajority,
    Outcome,
    SimpleMajority,
    Tally,
    Threshold,
    decide,
    parse_threshold,
)

YES = "yes"
NO = "no"


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing a circle can choose about a method, with what holds if it chooses nothing."""

    key: str
    sentence: str
    default: str


@dataclass(frozen=True, slots=True)
class Method:
    """A way of counting.

    `sentence` tells a voter how it is counted, `citation` where the rule is published. `count` raises
    BadPoll for a poll that is not of the method's kind.
    """

    key: str
    sentence: str
    ballots: BallotKind
    citation: str
    count: Callable[[Poll], Count]
    settings: tuple[Setting, ...] = ()


RATIO = Setting("ratio", "Votes in favour needed for each vote against, as a ratio or a share.", "2:1")

_FATES = {
    Outcome.ADOPTED: Fate.ELECTED,
    Outcome.TIE: Fate.TIED,
    Outcome.NO_QUORUM: Fate.NO_QUORUM,
    Outcome.NOT_ADOPTED: Fate.NOT_ELECTED,
}


def _majority(threshold: Callable[[Poll], Threshold]) -> Callable[[Poll], Count]:
    """Return the count of yes/no ballots by a threshold that may depend on the poll's settings.

    A tie leaves things as they are, also where a lot was drawn (K7).
    """

    def count(poll: Poll) -> Count:
        if poll.options != (YES, NO) or any(len(ballot.marks) > 1 for ballot in poll.ballots):
            raise BadPoll("a yes/no ballot says yes, no, or nothing")
        totals = poll.totals()
        blank = sum(ballot.weight for ballot in poll.ballots if not ballot.marks)
        tally = Tally(totals[YES], totals[NO], blank)
        outcome = decide(threshold(poll), poll.quorum, tally, poll.roll).outcome
        winners = (YES,) if outcome is Outcome.ADOPTED else ()
        tie = Tie((YES, NO), 1) if outcome is Outcome.TIE else None
        return Count(outcome, winners, tie, totals, (Step((YES,), tally.yes, _FATES[outcome]),))

    return count


_ALL = (
    Method(
        "simple",
        "Adopted when more vote yes than no; abstaining counts for neither side.",
        BallotKind.YES_NO,
        'Apache Software Foundation, "Voting process", procedural votes',
        _majority(lambda _poll: SimpleMajority()),
    ),
    Method(
        "absolute",
        "Adopted when more than half of all members vote yes; abstaining or staying away works like a no.",
        BallotKind.YES_NO,
        "Basic Law for the Federal Republic of Germany, Article 121",
        _majority(lambda _poll: AbsoluteMajority()),
    ),
    Method(
        "supermajority",
        "Adopted when yes outweighs no by the ratio agreed, such as 2:1; abstaining counts for neither side.",
        BallotKind.YES_NO,
        "Debian Constitution 1.9, A.5",
        _majority(lambda poll: parse_threshold(poll.settings.get(RATIO.key, RATIO.default))),
        (RATIO,),
    ),
    Method(
        "approval",
        "Mark every option you can live with; the one with the most marks wins.",
        BallotKind.APPROVALS,
        'Brams and Fishburn, "Approval Voting", American Political Science Review 72 (1978), 831-847',
        approval.count,
    ),
)

METHODS: Mapping[str, Method] = MappingProxyType({method.key: method for method in _ALL})
"""Every method on offer, by key."""
