"""Cases in which approval ballots elect a committee, under the names that published cases use."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any

from bot.count.form import NotOffered
from bot.count.polls import Case, answer_poll, answered, poll_of
from bot.rules.counting import best_committee
from bot.rules.counting.poll import BallotKind

_OURS = {
    "approval": "approval",
    "limited_vote": "limited_vote",
    "satisfaction_approval": "satisfaction_approval",
    "sequential_proportional_approval": "sequential_proportional_approval",
    "seqpav": "sequential_proportional_approval",
    "sequential_phragmen": "sequential_phragmen",
    "seqphragmen": "sequential_phragmen",
    "equal_shares": "equal_shares",
}
_WORTH = {"pav": best_committee.thiele, "chamberlin_courant": best_committee.first_only}


def answer_committee(key: str, form: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a case for the method of this key, with the plain approvals where they are its totals.

    For a committee, even of one, `winners` is one of the right ones; only plain approval names all who are level.
    """
    found = answer_poll(key, form, several=None if key == "approval" else True)
    return found if key == "satisfaction_approval" else {**found, "approvals": found["totals"]}


def answer_best(worth: Callable[[int], Fraction], form: Mapping[str, Any]) -> dict[str, Any]:
    """Answer with a best committee of all. Raises NotOffered where there are too many to compare them."""
    poll = poll_of(Case.model_validate(form), BallotKind.APPROVALS)
    try:
        return answered(poll, partial(best_committee.count, worth=worth), several=True)
    except best_committee.TooMany as many:
        raise NotOffered(f"{many}; sequential_proportional_approval elects one after the other") from many


ANSWERS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    **{name: partial(answer_committee, key) for name, key in _OURS.items()},
    **{name: partial(answer_best, worth) for name, worth in _WORTH.items()},
}
"""How a case of each name is answered."""
