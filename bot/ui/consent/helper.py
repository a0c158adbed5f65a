"""How a consent round helps to put a doubt into words."""

from dataclasses import replace

from bot.rules.consent.state import Consent
from bot.rules.objection import Criterion
from bot.ui.clean import clean_block
from bot.ui.common.told import ROOM, Made
from bot.ui.consent.told import spoken
from bot.ui.helper import CAUSED, HARM, IN_PLAIN_WORDS, PART, SEEN_AT_CLOSE, TOO_LATE, Helper, Questions

ARGUED: Questions = (
    (HARM,),
    (replace(PART, field=Criterion.OWN_ROLE.value, how="How does it limit you?"),),
    (replace(CAUSED, field=Criterion.CAUSED.value, how="How does this proposal cause it?"),),
    (replace(TOO_LATE, field=Criterion.NECESSARY.value, how="Why would it be too late?"),),
)
"""The questions where an objection argues each criterion."""


def questions(item: Consent) -> Questions:
    """Return the questions of the circle's definition; those beyond it are asked all the same, and argued nowhere."""
    return ARGUED if Criterion.OWN_ROLE in item.settings.criteria else IN_PLAIN_WORDS


def shown(move: Made, by: str) -> str:
    """Return how the others will see it; its number is not known before the round closes."""
    return f"✗ {by}: {clean_block(spoken(move.reason, move.arguments), ROOM)}"


HELPER = Helper(
    "object", "reason", questions, shown, SEEN_AT_CLOSE, lighter=(("concern", "concern"),), unnamed="entrust"
)
