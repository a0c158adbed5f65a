"""How many of the agreements in force nobody looks at any more: the sign of norms that are lost (governance 12.3)."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Level(StrEnum):
    """How bad it is."""

    GOOD = "good"
    AMBER = "amber"
    RED = "red"


AMBER, RED = Fraction(15, 100), Fraction(30, 100)
"""Shares of overdue reviews above which it is so (governance 12.3)."""


@dataclass(frozen=True, slots=True)
class Decay:
    """How many agreements are in force, and how many of these are overdue."""

    standing: int
    overdue: int

    @property
    def share(self) -> Fraction:
        """The share of those in force that are overdue."""
        return Fraction(self.overdue, self.standing) if self.standing else Fraction(0)

    @property
    def level(self) -> Level:
        """How bad it is."""
        if self.share > RED:
            return Level.RED
        return Level.AMBER if self.share > AMBER else Level.GOOD
