"""What is published of ballots at the close; while a vote is open, nobody is told of any (governance 2.4, 7.8)."""

from enum import StrEnum

from bot.rules.poll import PollRules
from bot.rules.secrecy.errors import SecretChambers, SecretReasons, TooFewForSecrecy

LEAST = 5
"""People on the roll of a secret vote: among fewer, a result alone tells how somebody voted."""


class Secrecy(StrEnum):
    """What becomes of the ballots of a vote at its close, frozen onto it at the opening."""

    OPEN = "open"
    """Published with names: who may decide for others answers for it."""
    PSEUDONYMOUS = "pseudonymous"
    """Published without names; each finds their own by its name in the record."""
    SECRET = "secret"  # noqa: S105 - a kind of vote
    """Parted from their voters, so that nobody can tell any more whose they are."""


def check_secret(roll: int, poll: PollRules | None) -> None:
    """Refuse a secret vote that could not be one.

    A veto is published with its reason, and a chamber tells of its members. Raises TooFewForSecrecy, SecretReasons or
    SecretChambers.
    """
    if poll and poll.reasons:
        raise SecretReasons
    if poll and poll.chambers:
        raise SecretChambers
    if roll < LEAST:
        raise TooFewForSecrecy(roll, LEAST)
