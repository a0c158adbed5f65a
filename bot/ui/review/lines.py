"""What a review shows on its card below the text: what came back, the answers so far, and what is put to the circle."""

from collections import Counter

from bot.rules.consent import Phase as Round
from bot.rules.review import Choice, Phase, Review
from bot.rules.review.moves import Helped
from bot.rules.review.state import ASKED
from bot.ui.clean import clean
from bot.ui.common.lines import EXCERPT, answered, day, some
from bot.ui.consent.lines import objection_line
from bot.ui.people import whose
from bot.ui.review.words import CHOICES
from bot.ui.words import duration


def lines(item: Review) -> list[str]:
    """Return what stands on the card of a phase; nothing of what was said while the round is open."""
    if item.phase in ASKED:
        return [*voices(item), *answers(item), *_putting(item)]
    if item.phase is Round.ROUND:
        return [put_words(item), *answered(item)]
    if item.phase is Round.INTEGRATE:
        return [put_words(item), *some([objection_line(one) for one in item.standing], "objections")]
    return [*_kept(item), *some([objection_line(one) for one in item.objections], "objections")]


def voices(item: Review) -> list[str]:
    """Return what was voiced when it was decided."""
    return some(
        [f"▹ Voiced then by {whose(one)}: {clean(one.words, EXCERPT)}" for one in item.voices],
        "voices",
    )


def answers(item: Review) -> list[str]:
    """Return the answers to the form, in numbers."""
    if not item.answers:
        return [f"Nobody of {len(item.members)} has answered yet"]
    helped = Counter(one.helped for one in item.answers.values())
    dropping = sum(one.drop for one in item.answers.values())
    counts = (
        f"Helped: {helped[Helped.YES]} yes, {helped[Helped.PARTLY]} partly, {helped[Helped.NO]} no · "
        f"{dropping} would drop it · look again after {duration(item.soonest)} at the soonest"
    )
    agreed = ["✓ All who have answered would keep it: “Keep it” puts that to the circle."] * item.for_keeping
    return [counts, *agreed]


def _putting(item: Review) -> list[str]:
    """Return who puts an answer to the circle, as long as not everybody may."""
    if item.phase is Phase.OPEN:
        return []
    return [f"-# <@{item.responsible}> or <@{item.facilitator}> puts an answer to the circle: keep, change or drop."]


def put_words(item: Review) -> str:
    """Return what is put to the circle."""
    again = "" if item.choice is Choice.DROP else f", and look at it again after {duration(item.review)}"
    return f"▸ <@{item.proposer}> puts to you: **{CHOICES[item.choice]}**{again}"


def _kept(item: Review) -> list[str]:
    if item.phase not in {Phase.KEPT, Phase.AMENDED} or item.review_at is None:
        return []
    concerns = [f"▹ Concern of <@{one.by}>: {clean(one.text, EXCERPT)}" for one in item.concerns]
    return [f"-# It comes back on {day(item.review_at)}.", *some(concerns, "concerns")]
