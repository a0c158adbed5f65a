"""What a consent round shows on its card below the text: questions, answers so far, objections, what was adopted."""

from bot.rules.consent import Phase
from bot.rules.consent.state import Consent, Objection
from bot.ui.clean import clean
from bot.ui.consent.words import FATES, WHYS

SHOWN = 5
"""Objections, concerns or questions that the card lists; the thread has them all."""

EXCERPT = 160
"""Letters of each that the card shows."""


def lines(item: Consent) -> list[str]:
    """Return what stands on the card of a phase: open questions, answers so far, objections, and what was adopted."""
    if item.phase in {Phase.CLARIFY, Phase.REACT, Phase.AMEND}:
        waiting = [question for question in item.questions if not question.answer]
        return _some([f"❔ <@{one.by}>: {clean(one.text, EXCERPT)}" for one in waiting], "questions")
    if item.phase is Phase.ROUND:
        return [f"{len(item.required) - len(item.silent)} of {len(item.required)} have answered"]
    if item.phase is Phase.ADOPTED:
        return _adopted(item)
    if item.phase is Phase.WITHDRAWN and item.why:
        return [f"-# Because {WHYS[item.why]}."]
    return _some([objection_line(one) for one in item.standing or item.objections], "objections")


def objection_line(one: Objection) -> str:
    """Return an objection on a line: its number, whose it is, what has become of it, and what it says."""
    owner = f"<@{one.owner}>" if not one.taken_over else f"<@{one.owner}> (from <@{one.by}>)"
    confirmed = f", confirmed by {' and '.join(f'<@{who}>' for who in sorted(one.confirmed))}" if one.confirmed else ""
    return f"✗ **{one.number}** {owner}, {FATES[one.fate]}{confirmed}: {clean(one.reason, EXCERPT)}"


def _adopted(item: Consent) -> list[str]:
    found = [f"-# {len(item.positions)} of {len(item.asked)} asked consented; <@{item.proposer}> sees to it."]
    if item.review_at:
        found.append(f"-# It comes back to the circle on <t:{int(item.review_at.timestamp())}:D>.")
    found += [f"-# Measured: {clean(measure, EXCERPT)}" for measure in item.measures]
    found += _some([f"▹ Concern of <@{one.by}>: {clean(one.text, EXCERPT)}" for one in item.concerns], "concerns")
    return found + _some([objection_line(one) for one in item.objections], "objections")


def _some(listed: list[str], name: str) -> list[str]:
    return listed[:SHOWN] + ([f"… and {len(listed) - SHOWN} more {name} in the thread"] if len(listed) > SHOWN else [])
