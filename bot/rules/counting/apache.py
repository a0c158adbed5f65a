"""The rules of the Apache Software Foundation, with +1 as yes and -1 as no, and k of n (governance 8.1, 9.1).

A no is a veto in two of them. A veto counts only with its reason, and stands until whoever cast it takes
it back: what has no reason is not put on a ballot as a no (`cast`).
"""

from bot.rules.counting.method import VOTES, Family, Method, Setting, votes_set
from bot.rules.counting.outcome import Act, Count, Step
from bot.rules.counting.poll import BallotKind, Poll
from bot.rules.counting.yes_no import NO, YES, ended, tallied
from bot.rules.majority import Outcome, SimpleMajority, Tally, decide
from bot.rules.numbers import Number

_SOURCE = 'Apache Software Foundation, "Voting process"'
MIN_PLUS = Setting("min_plus", "Yes votes needed at least.", "3", reads=VOTES)
K = Setting("k", "Yes votes that suffice.", "2", reads=VOTES)


def cast(value: Number, *, binding: bool = True, argued: bool = True) -> str | None:
    """Return what a vote between -1 and +1 says: yes, no, or nothing.

    Only whole votes count, fractions tell how strongly somebody feels; who is no member advises; a veto
    without a technical reason is void.
    """
    if not binding:
        return None
    if value >= 1:
        return YES
    return NO if value <= -1 and argued else None


def consensus_approval(poll: Poll) -> Count:
    """Adopt with enough yes votes and no veto; nobody can override a veto. Raises BadPoll."""
    tally, numbers = tallied(poll)
    needed = max(votes_set(poll, MIN_PLUS), poll.quorum)
    outcome = Outcome.ADOPTED if tally.yes >= needed else Outcome.NO_QUORUM
    return _ended(poll, Outcome.NOT_ADOPTED if tally.no else outcome, tally, numbers, needed)


def majority_approval(poll: Poll) -> Count:
    """Adopt with enough yes votes and more yes than no; a no is no veto. Raises BadPoll."""
    tally, numbers = tallied(poll)
    needed = max(votes_set(poll, MIN_PLUS), poll.quorum)
    return _ended(poll, decide(SimpleMajority(), needed, tally, poll.roll).outcome, tally, numbers, needed)


def lazy_consensus(poll: Poll) -> Count:
    """Adopt unless somebody objects; where the poll asks for a quorum, so many have to say yes. Raises BadPoll."""
    tally, numbers = tallied(poll)
    outcome = Outcome.ADOPTED if tally.yes >= poll.quorum else Outcome.NO_QUORUM
    return _ended(poll, Outcome.NOT_ADOPTED if tally.no else outcome, tally, numbers, poll.quorum)


def k_of_n(poll: Poll) -> Count:
    """Adopt once k say yes, whoever says no. Raises BadPoll."""
    tally, numbers = tallied(poll)
    needed = votes_set(poll, K)
    outcome = Outcome.ADOPTED if tally.yes >= needed else Outcome.NOT_ADOPTED
    return _ended(poll, Outcome.NO_QUORUM if tally.yes < poll.quorum else outcome, tally, numbers, needed)


def _ended(poll: Poll, outcome: Outcome, tally: Tally, numbers: dict[str, Number], needed: Number) -> Count:
    facts = {"abstained": tally.abstain, "quorum": poll.quorum, "needed": needed}
    return ended(outcome, numbers, Step(Act.TALLY, (YES, NO), numbers, facts))


METHODS = (
    Method(
        "consensus_approval",
        "Consensus approval",
        Family.YES_NO,
        "Adopted with at least three yes votes and no veto; every no is a veto and needs its reason.",
        BallotKind.YES_NO,
        f"{_SOURCE}, votes on code modification",
        consensus_approval,
        (MIN_PLUS,),
    ),
    Method(
        "majority_approval",
        "Majority approval",
        Family.YES_NO,
        "Adopted with at least three yes votes and more yes than no; there is no veto.",
        BallotKind.YES_NO,
        f"{_SOURCE}, votes on package releases",
        majority_approval,
        (MIN_PLUS,),
    ),
    Method(
        "lazy_consensus",
        "Lazy consensus",
        Family.YES_NO,
        "Adopted unless somebody objects; a no is an objection and needs its reason.",
        BallotKind.YES_NO,
        f"{_SOURCE}, lazy consensus",
        lazy_consensus,
    ),
    Method(
        "k_of_n",
        "So many suffice",
        Family.YES_NO,
        "Adopted as soon as so many members as agreed say yes, whoever says no.",
        BallotKind.YES_NO,
        "Companies Act 2006 (United Kingdom), section 44(2): two authorised signatories suffice",
        k_of_n,
        (K,),
    ),
)
