"""How a permission is given, in words."""

from collections.abc import Mapping

from bot.rules.knobs import in_words
from bot.rules.permission.state import Settings


def knobs(_: Settings) -> Mapping[str, str]:
    """Return how a circle with these settings decides (governance 1)."""
    return in_words(
        "a permission",
        K1="nobody: with a reason it is valid as soon as it is expressed",
        K2="permission, of those who hold the domain",
        K3="not needed: silence is permission",
        K5="it stands without them",
        K6="none: what is blocked is announced anew, changed, or proposed",
        K9="none; more than half of those who could object have to be there still",
        K10="who objected, at once",
    )
