"""What a consent round shows on its card below the text: questions, answers so far, objections, what was adopted."""

from bot.rules.consent import Phase
from bot.rules.consent.state import Concern, Consent, Objection
from bot.ui.clean import clean
from bot.ui.common.lines import EXCERPT, answered, day, questions, some, why
from bot.ui.consent.words import FATES
from bot.ui.people import UNNAMED, mention, whose


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
    return f"{head(one)}, {FATES[one.fate]}{_confirmed(one)}: {clean(one.reason, EXCERPT)}"


def head(one: Objection) -> str:
    """Return the number of an objection and whose it is: of one who is not named, through whom it was raised."""
    by = mention(one.by) if one.through is None else UNNAMED
    if one.taken_over:
        return f"✗ **{one.number}** {mention(one.owner)} (from {by})"
    return f"✗ **{one.number}** {by}" + ("" if one.through is None else f" (through {mention(one.through)})")


def _confirmed(one: Objection) -> str:
    who = ["its objector" if member == one.owner and not one.named else mention(member) for member in one.confirmed]
    return f", confirmed by {' and '.join(sorted(who))}" if who else ""


def concern_line(one: Concern) -> str:
    """Return a concern on a line; that of a member who is not named is told by who raised it."""
    return f"{concern_head(one)}: {clean(one.text, EXCERPT)}"


def concern_head(one: Concern) -> str:
    """Return whose a concern is."""
    return f"▹ Concern of {whose(one)}"


def _adopted(item: Consent) -> list[str]:
    found = [f"-# {len(item.positions)} of {len(item.asked)} asked consented; <@{item.proposer}> sees to it."]
    if item.review_at:
        found.append(f"-# It comes back to the circle on {day(item.review_at)}.")
    if item.nominee in item.members:
        found.append(f"-# <@{item.nominee}> has the seat from now on, until the circle chooses anew.")
    found += [f"-# Measured: {clean(measure, EXCERPT)}" for measure in item.measures]
    found += some([concern_line(one) for one in item.concerns], "concerns")
    return found + some([objection_line(one) for one in item.objections], "objections")
