"""The method of equal shares: the votes share the seats as money, and buy options whose voters can pay for them.

Source: D. Peters and P. Skowron, "Proportionality and the Limits of Welfarism", EC 2020 (Rule X); its
completion by sequential Phragmén as rule 11 in M. Lackner and P. Skowron, "Multi-Winner Voting with Approval
Preferences" (Springer, 2023).
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import ClassVar

import numpy as np

from bot.rules.counting.method import Family, Method, Setting, chosen
from bot.rules.counting.outcome import Count
from bot.rules.counting.patterns import Patterns
from bot.rules.counting.phragmen import Loads, compact
from bot.rules.counting.poll import BallotKind, Matrix, Poll
from bot.rules.counting.sequential import elect
from bot.rules.numbers import Number, exact

COMPLETION = Setting(
    "completion",
    "Seats that no voters can pay for any more: filled by sequential Phragmén with the money left, or left empty.",
    "phragmen",
    ("phragmen", "none"),
)


@dataclass(frozen=True, slots=True, eq=False)
class _Purses:
    """What a vote of each pattern has left: `values[at[p]] / scale`. Every seat costs 1."""

    measure: ClassVar[str] = "price"
    least_wins: ClassVar[bool] = True
    patterns: Patterns
    values: tuple[int, ...]
    scale: int
    at: Matrix
    elected: frozenset[int]
    completed: bool

    def numbers(self) -> dict[int, Number]:
        """Return for each option that its voters can pay for the most that any vote has to pay."""
        sums = self.patterns.sums(self.at, len(self.values))
        prices = {
            option: self._price(voters)
            for option, voters in enumerate(zip(*sums, strict=True))
            if option not in self.elected
        }
        return {option: price for option, price in prices.items() if price is not None}

    def _price(self, voters: Sequence[int]) -> Number | None:
        """Return the price at which voters with these purses, poorest first, pay 1 together; None if they cannot."""
        missing, paying = self.patterns.parts * self.scale, sum(voters)
        for purse, here in zip(self.values, voters, strict=True):
            if here:
                if missing <= purse * paying:
                    return exact(missing, paying * self.scale)
                missing -= here * purse
                paying -= here
        return None

    def after(self, options: tuple[int, ...], price: Number) -> "_Purses":
        """Return the position once these are elected too: their voters pay the price, or all they have."""
        finer = lcm(self.scale, price.denominator)
        purses = [purse * (finer // self.scale) for purse in self.values]
        paid = [max(purse - int(price * finer), 0) for purse in purses]
        at = np.where(self.patterns.marking(options), self.at + len(purses), self.at)
        left = compact(purses + paid, finer, at)
        return _Purses(self.patterns, *left, self.elected | set(options), self.completed)

    def otherwise(self) -> Loads | None:
        """Return the completion: purses are the time that voters are ahead of others by."""
        if not self.completed:
            return None
        return Loads(self.patterns, *compact([-purse for purse in self.values], self.scale, self.at), self.elected)

    def key(self) -> Hashable:
        """Return the purse of each pattern."""
        return self.values, self.scale, self.at.tobytes()


def _start(poll: Poll, patterns: Patterns) -> _Purses:
    ballots = poll.ballots
    share = Fraction(poll.seats * ballots.parts, ballots.total or 1)
    completed = chosen(poll, COMPLETION) == "phragmen"
    return _Purses(patterns, (share.numerator,), share.denominator, patterns.nowhere(), frozenset(), completed)


def count(poll: Poll) -> Count:
    """Elect the option whose voters pay least each, as long as any can be paid for. Raises BadPoll.

    Every ballot cast has the same share of the seats, whether it marks anything or not.
    """
    return elect(poll, _start)


METHOD = Method(
    "equal_shares",
    "Equal shares",
    Family.CHOOSE,
    "Mark every option you can live with; all ballots share the seats equally and pay together for what they get.",
    BallotKind.APPROVALS,
    'D. Peters and P. Skowron, "Proportionality and the Limits of Welfarism", '
    "21st ACM Conference on Economics and Computation (2020), 793-794",
    count,
    (COMPLETION,),
    several=True,
)
