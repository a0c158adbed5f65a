"""The word to a thread that what has ended there goes on by itself, or rests until a date."""

from bot.delivery.channels import Gone, Outcome, say, thread_or_home
from bot.delivery.desk import Delivery
from bot.rules.ids import ProposalId
from bot.services.ladder import NOT_BACK, TAKEN_BACK
from bot.services.proceeding import ProceedingView, find_any
from bot.services.proposal import ProposalView
from bot.services.values import OutboxRow
from bot.ui.ladder import NOT_BACK_WORDS, TAKEN_BACK_WORDS, continued_words, resting_words

STOPPED = {NOT_BACK: NOT_BACK_WORDS, TAKEN_BACK: TAKEN_BACK_WORDS}
"""Why something that rested does not come back."""


async def continued(delivery: Delivery, row: OutboxRow, view: ProposalView | ProceedingView) -> Outcome:
    """Say how it goes on. Raises Gone."""
    return await say(await thread_or_home(delivery, view.place), row, await _words(delivery, row.owed.detail, view))


async def _words(delivery: Delivery, detail: str, view: ProposalView | ProceedingView) -> str:
    if detail in STOPPED:
        return STOPPED[detail]
    if not detail:
        if view.climb.rests_until is None:
            raise Gone("it does not rest")
        return resting_words(view.climb.rests_until)
    following = await delivery.store.read(find_any, ProposalId(int(detail)))
    if following is None:
        raise Gone("nothing follows")
    return continued_words(following)
