"""How the weight of a count was spread over its roll: how many people weighed how much, and nobody's name.

It is kept with each result, so that all that is ever said of the power in it can be found again from there (X6,
governance 12.4).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """What the ballots of one decision weighed as they were counted, beyond the cap nothing.

    `roll` were eligible; `weights` are (weight, people) of those with a ballot, the heaviest first. `flips` is whether
    the result would have been another if every delegation were ignored (governance 12.1).
    """

    roll: int
    weights: tuple[tuple[int, int], ...]
    flips: bool = False

    @property
    def total(self) -> int:
        """All votes that were counted."""
        return sum(weight * people for weight, people in self.weights)

    @property
    def top(self) -> int:
        """What the heaviest ballot weighed, 0 where there was none."""
        return self.weights[0][0] if self.weights else 0

    @property
    def one_alone(self) -> bool:
        """Whether one person held more than half of what was counted."""
        return 2 * self.top > self.total

    @property
    def over_roll(self) -> list[int]:
        """The weight of everybody on the roll, those without a ballot included, the heaviest first."""
        held = [weight for weight, people in self.weights for _ in range(people)]
        return held + [0] * (self.roll - len(held))


def spread(roll: int, weights: Iterable[int], *, flips: bool = False) -> Spread:
    """Return how so many weights are spread; those of 0, ballots of people who are not eligible, are left out."""
    people = Counter(weight for weight in weights if weight)
    return Spread(roll, tuple(sorted(people.items(), reverse=True)), flips)
