"""Does an objection count? Only whether it is argued is judged, never whether it is true or weighs enough.

Source: Holacracy Constitution 5.0, 5.3.2-5.3.4 (governance 6.3, K1 "argued", H6). An objection counts where
a reasoned argument is given for all four criteria, or where adopting the proposal would break the rules
themselves. A ruling names the criterion without an argument; there is no way to rule "wrong".
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Criterion(StrEnum):
    """What an objection argues (governance 6.3)."""

    CAPACITY = "a"
    """The proposal lowers the circle's capacity for its purpose or its accountabilities."""
    OWN_ROLE = "b"
    """It limits the objector's own capacity in a role they represent."""
    CAUSED = "c"
    """The harm is newly caused by this proposal."""
    NECESSARY = "d"
    """It must follow, or could not be corrected before it does significant harm."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether an objection counts, and the criteria for which no argument was given (H6)."""

    counts: bool
    missing: tuple[Criterion, ...]


def rule_on(
    argued: Collection[Criterion], *, asked: Collection[Criterion] = tuple(Criterion), breaks_rules: bool = False
) -> Ruling:
    """Rule on an objection by the criteria for which an argument was given, of those that the circle asks for.

    `breaks_rules` says that adoption would break the rules themselves, which always counts. Whether the
    objector has a better idea, or is alone, is no part of the question.
    """
    missing = tuple(each for each in Criterion if each in asked and each not in argued)
    return Ruling(breaks_rules or not missing, missing)


_HARM = re.compile(
    r"""\b(?:harm|hurt|damag|inconvenien|burden|hinder|hamper|imped|obstruct|prevent|block|stop|limit|restrict
    |reduc|lower|weaken|worse|slow|delay|los[ei]|lost|loss|cost|wast|break|broke|risk|danger|threat|jeopard
    |overload|confus|conflict|undermin|degrad|disrupt|interfer|impair|constrain|harder|unable|cannot|can't)""",
    re.IGNORECASE | re.VERBOSE,
)


def states_harm(statement: str) -> bool:
    """Say whether an English statement names a harm at all, as "it slows us down" does and "it is not needed" not.

    A hint to ask "what gets worse?" while an objection is written, and never a ruling: a person rules, on
    the criteria. Source: C. Cowan, "A Better Way to Test Objections in Holacracy": a statement about a
    solution, a need or a liking is none about harm, and a slight inconvenience is one.
    """
    return _HARM.search(statement) is not None
