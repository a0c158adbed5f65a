"""What a result says of the power behind it (governance 7.7, 12.3)."""

from bot.rules.decision import Decision, Power
from bot.rules.majority import Outcome
from bot.rules.poll import has_options, method_of
from bot.ui.words import counted


def decided_lines(decision: Decision) -> list[str]:
    """Return whether delegations decided it, whether one person held more than half, and what the cap left out.

    Nothing where none of that is so, or nothing was counted.
    """
    result, power = decision.result, decision.power
    if result is None:
        return []
    told = [_flipped(decision, result.outcome), _held(power)] if power else []
    return [line for line in (*told, _beyond(result.uncounted)) if line]


def _flipped(decision: Decision, outcome: Outcome) -> str:
    if decision.power is None or not decision.power.flips:
        return ""
    poll = decision.rules.poll
    adopted = outcome is Outcome.ADOPTED and (poll is None or not has_options(method_of(poll)))
    ending = "not have been adopted" if adopted else "have ended otherwise"
    return f"⇄ **Delegations decided this:** without them it would {ending}"


def _held(power: Power) -> str:
    """Return that one person decided; who alone voted did so with their own vote, and is not spoken of."""
    if power.top < 2 or 2 * power.top <= power.total:
        return ""
    return f"⚠ **One person held more than half:** {power.top:,} of {counted(power.total, 'vote')}"


def _beyond(uncounted: int) -> str:
    votes, were = counted(uncounted, "delegated vote"), "was" if uncounted == 1 else "were"
    return f"✂ **{votes}** {were} beyond the cap and not counted" if uncounted else ""
