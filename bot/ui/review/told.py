"""Every step of a review that the thread hears of, in a sentence or two."""

from collections.abc import Mapping

from bot.rules.consent import Phase as Round
from bot.rules.process.machine import Move
from bot.rules.review import Phase, Review
from bot.rules.review.moves import Evaluate, Put
from bot.ui.clean import clean_block
from bot.ui.common.told import ROOM, Made, Spoken, telling, voices
from bot.ui.consent.told import SPOKEN as AS_IN_CONSENT
from bot.ui.difference import difference
from bot.ui.people import whose
from bot.ui.review.lines import lines, put_words
from bot.ui.review.words import HELPED, PHASES
from bot.ui.words import duration


def _evaluated(_: Review, move: Made, by: str, __: Review) -> str:
    drop = ", and should be dropped" if move.drop else ""
    after = f" Look at it again after {duration(move.after)}." if move.after else ""
    better = f"\nBetter: {clean_block(move.improve, ROOM)}" if move.improve else ""
    return f"{by}: helped? **{HELPED[move.helped]}**{drop}.{after}{better}"


def _put(before: Review, _: Made, __: str, after: Review) -> str:
    changed = f"\n{difference(before.text, after.text, ROOM)}" if after.text != before.text else ""
    return put_words(after) + changed


def _news(before: Review, after: Review) -> list[str]:
    """Return what a new phase brings to light: what was voiced then, and objections once a round closes."""
    if before.phase is Phase.DRAFT:
        return voices([(f"▹ Voiced then by {whose(one)}", one.words) for one in after.voices], "voices")
    if before.phase is Round.ROUND and after.phase is Round.INTEGRATE:
        raised = [one for one in after.objections if one.round == after.round and one.open]
        return voices([(f"✗ **{one.number}** <@{one.owner}>", one.reason) for one in raised], "objections")
    return lines(after) if after.phase in {Phase.KEPT, Phase.AMENDED} else []


SPOKEN: Mapping[type[Move], Spoken] = {**AS_IN_CONSENT, Evaluate: _evaluated, Put: _put}

told = telling(PHASES, SPOKEN, _news)
