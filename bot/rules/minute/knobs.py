"""How a discernment decides, in words."""

from collections.abc import Mapping

from bot.rules.knobs import FLAGGED, in_words
from bot.rules.minute.state import Settings
from bot.rules.process.asking import Silence


def knobs(settings: Settings) -> Mapping[str, str]:
    """Return how a circle with these settings decides (governance 1)."""
    lazy = f"no dissent, if {settings.min_active} at least have answered"
    despite = "; the meeting may discern to go on when all others unite" if settings.despite else ""
    return in_words(
        "a discernment",
        K1="nobody: who cannot unite says why" + despite,
        K2="no unity" if settings.silence is Silence.EXPLICIT else lazy,
        K3="not allowed: who is uncomfortable says so, and does not stand in the way",
        K4="uncomfortable, or cannot unite",
        K5="their dissent stands; where they have left, the meeting heeds it and names it in the minute",
        K6=f"no unity after {settings.most_tests} minutes: things stay as they are",
        K9="none; more than half of those asked have to be there still",
        K10="who has answered at once, what they said when the test closes",
        K13=FLAGGED,
    )
