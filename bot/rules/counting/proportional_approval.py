"""Sequential proportional approval: each further option a ballot gets counts a smaller part, 1, 1/2, 1/3 and so on.

Source: T. N. Thiele, "Om Flerfoldsvalg" (1895), as rule 5 (seq-PAV) in M. Lackner and P. Skowron,
"Multi-Winner Voting with Approval Preferences" (Springer, 2023). Used for the Swedish parliament from 1909.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from math import lcm
from typing import ClassVar

from bot.rules.counting.method import Family, Method
from bot.rules.counting.outcome import Count
from bot.rules.counting.patterns import Patterns
from bot.rules.counting.poll import BallotKind, Matrix, Poll
from bot.rules.counting.sequential import elect
from bot.rules.numbers import Number, exact


@dataclass(frozen=True, slots=True, eq=False)
class _Thiele:
    """How many elected options each pattern has marked, in `served`."""

    measure: ClassVar[str] = "gain"
    least_wins: ClassVar[bool] = False
    patterns: Patterns
    served: Matrix
    elected: frozenset[int]

    def numbers(self) -> dict[int, Number]:
        """Return what each option adds: a ballot with n elected options adds 1/(n + 1)."""
        most = int(self.served.max(initial=0))
        multiple = lcm(*range(1, most + 2))
        sums = self.patterns.sums(self.served, most + 1)
        return {
            option: exact(
                sum(multiple // (served + 1) * row[option] for served, row in enumerate(sums)),
                multiple * self.patterns.parts,
            )
            for option in self.patterns.options
            if option not in self.elected
        }

    def after(self, options: tuple[int, ...], _gain: Number) -> "_Thiele":
        """Return the position once these are elected too."""
        served = self.served + self.patterns.marking(options)
        return _Thiele(self.patterns, served, self.elected | set(options))

    def otherwise(self) -> None:
        """Return nothing: every option has a number until all are elected."""

    def key(self) -> Hashable:
        """Return nothing: who is elected says it all."""
        return None


def _start(_poll: Poll, patterns: Patterns) -> _Thiele:
    return _Thiele(patterns, patterns.nowhere(), frozenset())


def count(poll: Poll) -> Count:
    """Elect the option that adds most, until the seats are filled. Raises BadPoll."""
    return elect(poll, _start)


METHOD = Method(
    "sequential_proportional_approval",
    "Proportional approval",
    Family.CHOOSE,
    "Mark every option you can live with; each one you get makes your ballot count less for the next.",
    BallotKind.APPROVALS,
    'T. N. Thiele, "Om Flerfoldsvalg", Oversigt over det Kongelige Danske Videnskabernes Selskabs '
    "Forhandlinger (1895), 415-441",
    count,
    several=True,
)
