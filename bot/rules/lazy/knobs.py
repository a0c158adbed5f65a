"""How lazy consensus decides, in words."""

from collections.abc import Mapping

from bot.rules.knobs import FLAGGED, in_words
from bot.rules.lazy.state import Settings


def knobs(settings: Settings) -> Mapping[str, str]:
    """Return how a circle with these settings decides (governance 1)."""
    words = f"consent, if {settings.min_active} at least consent in so many words" if settings.min_active else "consent"
    return in_words(
        "lazy consensus",
        K1="nobody: with a reason it is valid as soon as it is expressed",
        K2=words,
        K3="not needed: silence is consent",
        K5="it stands until it is taken back, or decided elsewhere",
        K6="a consent round" + (" or a vote" if settings.votes else ""),
        K9="none; more than half of those asked have to be there still",
        K10="who consented and who objected, at once",
        K13=FLAGGED,
    )
