"""What is published of ballots at the close; while a vote is open, nobody is told of any (governance 2.4)."""

from enum import StrEnum


class Secrecy(StrEnum):
    """How the ballots of a vote are published at its close, frozen onto it at the opening."""

    OPEN = "open"
    """With names: who may decide for others answers for it."""
    PSEUDONYMOUS = "pseudonymous"
    """Without names; each finds their own by its name in the record."""
