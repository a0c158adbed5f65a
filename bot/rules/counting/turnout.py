"""Simple majority under a turnout quorum: offered because it is common, and labelled because it is not monotone.

A no helps to reach the quorum and can so carry what it is against: 17 of the cases in governance 8.2 (66
where abstentions do not count). Every count says what the turnout would be without the votes against.
"""

from bot.rules.counting.method import Family, Method, Setting, chosen
from bot.rules.counting.outcome import Act, Count, Step
from bot.rules.counting.poll import BallotKind, Poll
from bot.rules.counting.yes_no import NO, YES, ended, tallied
from bot.rules.majority import Outcome, SimpleMajority, decide

COUNTS = Setting(
    "counts",
    "Who counts towards the quorum: everybody who votes, or only who takes a side.",
    "everybody",
    ("everybody", "sides"),
)


def count(poll: Poll) -> Count:
    """Adopt with more yes than no, once as many as the poll's quorum take part. Raises BadPoll."""
    tally, numbers = tallied(poll)
    present = tally.cast + (tally.abstain if chosen(poll, COUNTS) == "everybody" else 0)
    outcome = decide(SimpleMajority(), 0, tally, poll.roll).outcome
    facts = {"abstained": tally.abstain, "quorum": poll.quorum, "turnout": present, "without_no": present - tally.no}
    step = Step(Act.TALLY, (YES, NO), numbers, facts)
    return ended(outcome if present >= poll.quorum else Outcome.NO_QUORUM, numbers, step)


def no_helped(count: Count) -> bool:
    """Say whether the quorum was reached only because some voted no, which voters are told (governance 8.2)."""
    facts = {key: fact for key, fact in count.steps[0].facts.items() if not isinstance(fact, str)}
    return facts["without_no"] < facts["quorum"] <= facts["turnout"]


METHOD = Method(
    "turnout",
    "Simple majority with a turnout quorum",
    Family.YES_NO,
    "Adopted when more vote yes than no and enough take part; beware: a no can help to reach the quorum.",
    BallotKind.YES_NO,
    "Constitution of the Italian Republic, Article 75",
    count,
    (COUNTS,),
)
