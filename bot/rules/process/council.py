"""Several circles that decide together: houses, each with its benches and its speakers (governance 9.5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.rules.ids import MemberId


class Side(StrEnum):
    """Which house."""

    FIRST = "first"
    SECOND = "second"
    KEEPERS = "keepers"
    SURROGATES = "surrogates"
    """Who keeps in place of silent keepers, where somebody was named beforehand."""


@dataclass(frozen=True, slots=True)
class House:
    """A house: its benches, each with its members, and who speaks for it, the first of them who is there."""

    benches: tuple[frozenset[MemberId], ...]
    speakers: tuple[MemberId, ...]
    name: str = ""

    @property
    def people(self) -> frozenset[MemberId]:
        """Everybody who sits in the house."""
        return frozenset[MemberId]().union(*self.benches)


@dataclass(frozen=True, slots=True)
class Council:
    """The houses by their part, and the clauses of the constitution, by number, by which keepers object."""

    houses: Mapping[str, House]
    clauses: Mapping[str, str]

    @property
    def people(self) -> frozenset[MemberId]:
        """Everybody who sits in a house."""
        return frozenset[MemberId]().union(*(house.people for house in self.houses.values()))
