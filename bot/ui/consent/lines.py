"""What a consent round shows on its card below the text: questions, answers so far, objections, what was adopted."""

from bot.rules.consent import Phase
from bot.rules.consent.state import Consent, Objection
from bot.ui.clean import clean
from bot.ui.common.lines import EXCERPT, answered, day, questions, some, why
from bot.ui.consent.words import FATES


def lines(item: Consent) -> list[str]:
    """Return what stands on the card of a phase: open questions, answers so far, objections, and what was adopted."""
    if item.phase in {Phase.CLARIFY, Phase.REACT, Phase.AMEND}:
        return questions(item)
    if item.phase is Phase.ROUND:
        return answered(item)
    if item.phase is Phase.ADOPTED:
        return _adopted(item)
    if item.phase is Phase.WITHDRAWN:
        return why(item)
    return some([objection_line(one) for one in item.standing or item.objections], "objections")


def objection_line(one: Objection) -> str:
    """Return an objection on a line: its number, whose it is, what has become of it, and what it says."""
    owner = f"<@{one.owner}>" if not one.taken_over else f"<@{one.owner}> (from <@{one.by}>)"
    confirmed = f", confirmed by {' and '.join(f'<@{who}>' for who in sorted(one.confirmed))}" if one.confirmed else ""
    return f"✗ **{one.number}** {owner}, {FATES[one.fate]}{confirmed}: {clean(one.reason, EXCERPT)}"


def _adopted(item: Consent) -> list[str]:
    found = [f"-# {len(item.positions)} of {len(item.asked)} asked consented; <@{item.proposer}> sees to it."]
    if item.review_at:
        found.append(f"-# It comes back to the circle on {day(item.review_at)}.")
    if item.nominee in item.members:
        found.append(f"-# <@{item.nominee}> has the seat from now on, until the circle chooses anew.")
    found += [f"-# Measured: {clean(measure, EXCERPT)}" for measure in item.measures]
    found += some([f"▹ Concern of <@{one.by}>: {clean(one.text, EXCERPT)}" for one in item.concerns], "concerns")
    return found + some([objection_line(one) for one in item.objections], "objections")
