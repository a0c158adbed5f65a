"""Whether a decision is before a jury, and what became of that: a line on its card, with a sign for each (J1)."""

import discord

from bot.rules.challenge import Challenge, Ground, Phase
from bot.services.legality import Legality
from bot.ui.words import moment

GROUNDS = {
    Ground.ROLL: "who could vote or object",
    Ground.RULES: "the rules in force",
    Ground.COUNT: "the deadline, or how it was counted",
    Ground.AGREEMENT: "an agreement that it contradicts",
    Ground.OTHER: "another rule",
}
"""What a challenge says that was breached."""

STANDS = {
    Phase.SUSPENDED: "⏸ Suspended",
    Phase.JURY: "⏸ Suspended",
    Phase.UPHELD: "⊘ Annulled",
    Phase.DISMISSED: "✓ In force",
    Phase.UNHEARD: "✓ In force",
}
"""Where a decision stands by its challenge, with a sign of its own shape for each."""

SUSPENDED, ANNULLED = discord.Colour(0xF2C14E), discord.Colour(0x8B93A7)


def law_lines(law: Legality) -> list[str]:
    """Return what a card says of the law: that it has no effects, or never had, or until when it can be challenged."""
    if law.last is not None:
        return [f"**{STANDS[law.last.phase]}**: {became(law.last)}"]
    if law.until is not None:
        return [f"-# Can be challenged until {moment(law.until, 'D')}; what cannot be undone waits until then"]
    return []


def became(challenge: Challenge) -> str:
    """Return what has become of a challenge, and what that means for the decision."""
    until, ended = challenge.until, challenge.ended_at
    if challenge.phase is Phase.SUSPENDED and until:
        return f"it is challenged, and a jury is drawn {moment(until, 'R')}. Until that has decided it has no effects"
    if challenge.phase is Phase.JURY and until:
        return f"a jury decides until {moment(until, 'f')} ({moment(until, 'R')}). Until then it has no effects"
    at = f" on {moment(ended, 'D')}" if ended else ""
    of = f"{challenge.upheld} of {challenge.judged}"
    return {
        Phase.UPHELD: f"a jury upheld a challenge{at} ({of}). It has no effects, and can be proposed anew",
        Phase.DISMISSED: f"a jury dismissed a challenge{at} ({of} would have upheld it)",
    }.get(challenge.phase, f"it was challenged, and no jury could judge{at}. It comes back to its circle")


def law_colour(law: Legality, usual: discord.Colour | None) -> discord.Colour | None:
    """Return the colour at the edge of a card, another than usual where the decision has no effects."""
    if law.last is None or law.last.phase in {Phase.DISMISSED, Phase.UNHEARD}:
        return usual
    return SUSPENDED if law.suspended else ANNULLED


def law_words(phase: Phase) -> str:
    """Return what a list says of a decision that is suspended or annulled."""
    return f" · {STANDS[phase]}"
