"""What a vote of yes or no has agreed on: the text and the numbers, and never a ballot."""

from bot.rules.decision import Decision, PollResult
from bot.rules.majority import Outcome
from bot.rules.poll import has_options, method_of
from bot.rules.process.record import REVIEW, Numbers, Record


def record_of(decision: Decision) -> Record | None:
    """Return the record of a vote of yes or no that was adopted; its proposer sees to it."""
    result, poll = decision.result, decision.rules.poll
    if result is None or result.outcome is not Outcome.ADOPTED or (poll and has_options(method_of(poll))):
        return None
    numbers = None
    if not isinstance(result, PollResult):
        tally = result.verdict.tally
        numbers = Numbers(int(tally.yes), int(tally.no), int(tally.abstain), int(result.roll))
    return Record(text=decision.text, numbers=numbers, review=REVIEW, responsible=decision.proposer_id)
