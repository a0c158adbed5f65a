"""Yes or no: thresholds, approval quorums and the verdict, in whole numbers only (governance 8.1, 8.2).

A verdict asks two questions, in this order. Are there enough votes in favour (the approval quorum)?
Do they outweigh the votes against as the threshold demands? Where an answer is no, things stay as
they are. Only votes in favour count towards the quorum, so nobody gains by staying away and one more
"no" can never carry a proposal (governance 8.2, K9).
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor, gcd, isqrt

from bot.rules.numbers import Number


class UnknownThreshold(ValueError):
    """The words name no threshold; `text` holds them as they were written."""

    def __init__(self, text: str) -> None:
        super().__init__(f"no threshold: {text!r}")
        self.text = text


class UnknownQuorum(ValueError):
    """The words name no quorum; `text` holds them as they were written."""

    def __init__(self, text: str) -> None:
        super().__init__(f"no quorum: {text!r}")
        self.text = text


class ImpossibleTally(ValueError):
    """A tally is negative or larger than its roll: it was not taken over the eligible members."""


@dataclass(frozen=True, slots=True)
class SimpleMajority:
    """More yes than no; abstentions do not count (governance 8.1)."""


@dataclass(frozen=True, slots=True)
class AbsoluteMajority:
    """Yes from more than half of the roll: who abstains or stays away counts like a no (governance 8.1)."""


@dataclass(frozen=True, slots=True)
class Supermajority:
    """At least `yes` votes in favour for every `no` votes against, 2:1 being two thirds of yes and no.

    Source: the ratio of the Debian Constitution 1.9, A.5 (governance 8.1). Kept in lowest terms, so
    4:2 equals 2:1. 1:0 bears no vote against. 1:1 is refused with ValueError: that rule is called
    SimpleMajority, and one rule has one name.
    """

    yes: int
    no: int

    def __post_init__(self) -> None:
        if not self.yes > self.no >= 0:
            raise ValueError(f"not a supermajority: {self.yes}:{self.no}")
        divisor = gcd(self.yes, self.no)
        object.__setattr__(self, "yes", self.yes // divisor)
        object.__setattr__(self, "no", self.no // divisor)


Threshold = SimpleMajority | AbsoluteMajority | Supermajority


@dataclass(frozen=True, slots=True)
class FixedQuorum:
    """So many votes in favour, whatever the size of the roll; at least one.

    More than the roll has members is allowed and then never reached.
    """

    votes: int

    def __post_init__(self) -> None:
        if self.votes < 1:
            raise ValueError(f"a quorum is at least one vote, not {self.votes}")

    def needed(self, roll: int) -> int:  # noqa: ARG002 - every quorum answers the same question
        """Return the votes in favour needed on a roll of so many members."""
        return self.votes


@dataclass(frozen=True, slots=True)
class ShareQuorum:
    """A share of the roll in favour, above 0 and up to 1, rounded up to whole votes."""

    share: Fraction

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1:
            raise ValueError(f"a quorum is a share above 0 and up to 1, not {self.share}")

    def needed(self, roll: int) -> int:
        """Return the votes in favour needed on a roll of so many members, at least 1."""
        return max(1, -(-self.share.numerator * roll // self.share.denominator))


@dataclass(frozen=True, slots=True)
class RootQuorum:
    """One and a half times the square root of the roll in favour, never more than the roll.

    Source: Debian Constitution 1.9, 4.2 (Q is half the root of the members, a resolution needs 3Q,
    nothing is rounded), governance 8.1: 4 members need 3, 25 need 8, 1,000 need 48.
    """

    def needed(self, roll: int) -> int:
        """Return the smallest q with 4q² ≥ 9·roll, at most the roll and at least 1."""
        smallest = (isqrt(9 * roll - 1) // 2 + 1) if roll else 0
        return max(1, min(roll, smallest))


Quorum = FixedQuorum | ShareQuorum | RootQuorum


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes by choice, own and delegated ones together."""

    yes: Number
    no: Number
    abstain: Number

    @property
    def cast(self) -> Number:
        """Votes that take a side."""
        return self.yes + self.no


class Outcome(StrEnum):
    """How a proposal ended. Only ADOPTED changes anything: a tie leaves things as they are (K7, V2)."""

    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    NO_QUORUM = "no_quorum"
    TIE = "tie"
    WITHDRAWN = "withdrawn"
    DRAW_VOID = "draw_void"
    """A lot was needed, and could not be trusted (governance 10.2)."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome with everything needed to check it by hand.

    `roll` members were eligible, `quorum` votes in favour were needed to be heard at all, and `needed`
    whole votes in favour were the fewest that meet the threshold against the same no votes on the same roll;
    it is None where no number would have (unanimity after a vote against).
    """

    outcome: Outcome
    tally: Tally
    roll: Number
    quorum: Number
    needed: int | None


def decide(threshold: Threshold, quorum: Number, tally: Tally, roll: Number) -> Verdict:
    """Judge a tally: first the approval quorum, then the threshold (governance 8.1, 8.2, V1, V2, V7).

    `quorum` is in votes in favour, as `Quorum.needed` gives it. Raises ImpossibleTally where a count is
    negative or all of them together exceed the roll.
    """
    if min(tally.yes, tally.no, tally.abstain) < 0 or tally.cast + tally.abstain > roll:
        raise ImpossibleTally(f"{tally} on a roll of {roll}")
    outcome = _outcome(threshold, quorum, tally, roll)
    return Verdict(outcome, tally, roll, quorum, _needed(threshold, tally.no, roll))


def _outcome(threshold: Threshold, quorum: Number, tally: Tally, roll: Number) -> Outcome:
    if tally.yes < quorum:
        return Outcome.NO_QUORUM
    if _met(threshold, tally, roll):
        return Outcome.ADOPTED
    if isinstance(threshold, SimpleMajority) and tally.yes == tally.no:
        return Outcome.TIE
    return Outcome.NOT_ADOPTED


def _met(threshold: Threshold, tally: Tally, roll: Number) -> bool:
    match threshold:
        case SimpleMajority():
            return tally.yes > tally.no
        case AbsoluteMajority():
            return 2 * tally.yes > roll
        case Supermajority(yes=a, no=b):
            return tally.yes > tally.no and b * tally.yes >= a * tally.no


def _needed(threshold: Threshold, no: Number, roll: Number) -> int | None:
    """Return the fewest whole yes votes that meet the threshold, None where no number does."""
    match threshold:
        case SimpleMajority():
            return floor(no) + 1
        case AbsoluteMajority():
            return floor(Fraction(roll) / 2) + 1
        case Supermajority(yes=a, no=b):
            if b == 0:
                return 1 if no == 0 else None
            return max(floor(no) + 1, ceil(Fraction(a * no) / b))


_WORDS: dict[str, Threshold] = {
    "simple": SimpleMajority(),
    "majority": SimpleMajority(),
    "simple majority": SimpleMajority(),
    "more yes than no": SimpleMajority(),
    "more than half": SimpleMajority(),
    "half": SimpleMajority(),
    "absolute": AbsoluteMajority(),
    "absolute majority": AbsoluteMajority(),
    "majority of all members": AbsoluteMajority(),
    "more than half of all members": AbsoluteMajority(),
    "unanimous": Supermajority(1, 0),
    "unanimity": Supermajority(1, 0),
}
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
# Six digits are more than any share or ratio needs, and keep the arithmetic small whatever is pasted.
_RATIO = re.compile(r"([0-9]{1,6}) ?(?::|to) ?([0-9]{1,6})")
_FRACTION = re.compile(r"([0-9]{1,6}) ?/ ?([0-9]{1,6})")
_PERCENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,6})?) ?(?:%|percent|per cent)")
_SPELLED = re.compile(r"([a-z]+) ([a-z]+?)s?")


def parse_threshold(text: str) -> Threshold:
    """Read what people write: "simple", "absolute", "2:1", "2/3", "two thirds", "75 %", "⅔", "unanimous".

    A share is of yes and no together, taken exactly as written (66 % is 33:17, not two thirds), from a
    half (which means more than half) to the whole. Raises UnknownThreshold for everything else.
    """
    words = _plain(text)
    if words in _WORDS:
        return _WORDS[words]
    if ratio := _RATIO.fullmatch(words):
        yes, no = int(ratio[1]), int(ratio[2])
    elif share := _share(words):
        yes, no = share.numerator, share.denominator - share.numerator
    else:
        raise UnknownThreshold(text)
    if no < 0 or yes < no or yes == 0:
        raise UnknownThreshold(text)
    return SimpleMajority() if yes == no else Supermajority(yes, no)


def write_threshold(threshold: Threshold) -> str:
    """Return the stored form: "simple", "absolute" or a ratio like "2:1"; `parse_threshold` reads it back."""
    match threshold:
        case SimpleMajority():
            return "simple"
        case AbsoluteMajority():
            return "absolute"
        case Supermajority(yes=a, no=b):
            return f"{a}:{b}"


def parse_quorum(text: str) -> Quorum:
    """Read what people write: "3", "20 %", "1/5", "a fifth", "auto" (the root of the roll), "none".

    "none" and 0 mean a single vote in favour, without which nothing is adopted anyway. Raises
    UnknownQuorum for everything else.
    """
    words = _plain(text)
    if words in {"auto", "automatic", "root"}:
        return RootQuorum()
    if words in {"none", "no quorum"}:
        return FixedQuorum(1)
    if re.fullmatch("[0-9]{1,9}", words):
        return FixedQuorum(max(1, int(words)))
    share = _share(words)
    if share is None or share > 1:
        raise UnknownQuorum(text)
    return ShareQuorum(share) if share else FixedQuorum(1)


def write_quorum(quorum: Quorum) -> str:
    """Return the stored form: "3", "1/5" or "auto"; `parse_quorum` reads it back."""
    match quorum:
        case FixedQuorum(votes=votes):
            return str(votes)
        case ShareQuorum(share=share):
            return f"{share.numerator}/{share.denominator}"
        case RootQuorum():
            return "auto"


def _plain(text: str) -> str:
    """Fold case, width, hyphens in words and white space, so that "Two-Thirds" and "⅔" can be read."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("\N{FRACTION SLASH}", "/")
    return " ".join(re.sub("(?<=[a-z])-(?=[a-z])", " ", folded).split())


def _share(words: str) -> Fraction | None:
    """Return the exact share that the words name, None where they name none."""
    if fraction := _FRACTION.fullmatch(words):
        return Fraction(int(fraction[1]), int(fraction[2])) if int(fraction[2]) else None
    if percent := _PERCENT.fullmatch(words):
        return Fraction(percent[1].replace(",", ".")) / 100
    spelled = _SPELLED.fullmatch(words)
    if spelled and spelled[2] in _PARTS and spelled[1] in {*_NUMBERS, "a"}:
        return Fraction(_NUMBERS.get(spelled[1], 1), _PARTS[spelled[2]])
    return None
