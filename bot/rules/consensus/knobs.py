"""How a consensus process decides, in words."""

from collections.abc import Mapping

from bot.rules.consensus.state import Settings
from bot.rules.knobs import FLAGGED, in_words, share
from bot.rules.process.asking import Silence


def knobs(settings: Settings) -> Mapping[str, str]:
    """Return how a circle with these settings decides (governance 1)."""
    backed = f"{settings.backers} others, or {share(settings.backing)} of those asked, back it as a matter of principle"
    lazy = f"no agreement, but it suffices if {settings.min_active} at least have answered"
    vote = settings.fallback
    deadlock = f"after {settings.sessions} sessions " + (
        f"a vote, {vote.yes} in favour for every {vote.no} against" if vote else "it is dropped"
    )
    return in_words(
        "a consensus process",
        K1=backed if settings.backers else "nobody: it is valid as soon as it is expressed",
        K2="no agreement: all have to answer" if settings.silence is Silence.EXPLICIT else lazy,
        K3=f"no; {share(settings.most_aside)} of those asked at most may stand aside",
        K4="reservations never stop it; a block does",
        K5="a block is released after more than "
        f"{settings.missable} sessions missed without notice; where its blocker has left, another may take it over",
        K6=deadlock,
        K9=f"{share(settings.least_agreed)} of those asked agree without reservations",
        K10="who has answered at once, what they said when the round closes",
        K13=FLAGGED,
    )
