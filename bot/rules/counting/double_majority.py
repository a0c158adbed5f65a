"""Double majority: adopted by all members together, and by most or each of their chambers (governance 11)."""

from dataclasses import replace

from bot.rules.counting.method import Family, Method, Setting, chosen
from bot.rules.counting.outcome import Act, Count, Step
from bot.rules.counting.poll import BallotKind, Poll
from bot.rules.counting.yes_no import NO, YES, ended, tallied
from bot.rules.majority import Outcome, Threshold, decide, parse_threshold

THRESHOLD = Setting("threshold", "The majority asked of all together and of a group.", "simple", reads="a majority")
NEEDED = Setting("chambers", "Which groups have to agree: more than half of them, or each.", "most", ("most", "each"))
EMPTY = Setting(
    "empty",
    "A group without members: left out, or there and never in favour.",
    "ignored",
    ("ignored", "blocks"),
)


def count(poll: Poll) -> Count:
    """Adopt where all together pass the threshold with the quorum, and enough chambers pass the threshold.

    A tie of all together is a tie; chambers that do not agree leave things as they are. Without chambers
    everybody sits in one. Raises BadPoll, and UnknownThreshold.
    """
    threshold = parse_threshold(poll.setting(THRESHOLD.key, THRESHOLD.default))
    tally, numbers = tallied(poll)
    outcome = decide(threshold, poll.quorum, tally, poll.roll).outcome
    chambers = _chambers(poll, threshold)
    asked = [step for step in chambers if step.facts["roll"] or chosen(poll, EMPTY) == "blocks"]
    agreeing = sum(step.facts["passes"] == "yes" for step in asked)
    enough = agreeing == len(asked) if chosen(poll, NEEDED) == "each" else 2 * agreeing > len(asked)
    if outcome is Outcome.ADOPTED and not enough:
        outcome = Outcome.NOT_ADOPTED
    facts = {"abstained": tally.abstain, "quorum": poll.quorum, "agreeing": agreeing, "chambers": len(asked)}
    return ended(outcome, numbers, Step(Act.TALLY, (YES, NO), numbers, facts), *chambers)


def _chambers(poll: Poll, threshold: Threshold) -> list[Step]:
    """Return the tally of each chamber; a quorum is asked of all together only."""
    if poll.chambers is None:
        return [_tally(poll, "", threshold)]
    steps = []
    for number, (name, roll) in enumerate(poll.chambers.rolls.items()):
        ballots = poll.ballots.rows(poll.chambers.of == number)
        steps.append(_tally(replace(poll, ballots=ballots, roll=roll, chambers=None), name, threshold))
    return steps


def _tally(chamber: Poll, name: str, threshold: Threshold) -> Step:
    tally, numbers = tallied(chamber)
    passes = decide(threshold, 0, tally, chamber.roll).outcome is Outcome.ADOPTED
    facts = {"chamber": name, "roll": chamber.roll, "abstained": tally.abstain, "passes": "yes" if passes else "no"}
    return Step(Act.TALLY, (YES, NO), numbers, facts)


METHOD = Method(
    "double_majority",
    "Double majority",
    Family.YES_NO,
    "Adopted when all members together say yes, and so do most of the groups asked, each counted by itself.",
    BallotKind.YES_NO,
    "Federal Constitution of the Swiss Confederation, Articles 140 and 142",
    count,
    (THRESHOLD, NEEDED, EMPTY),
)
