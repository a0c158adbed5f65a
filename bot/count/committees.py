"""Cases in which approval ballots elect a committee, under the names that published cases use."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from bot.count.form import NotOffered
from bot.count.polls import answer_poll

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
_HARD = "the best committee of all is NP-hard to find and to check by hand; offered instead: {}"
_NOT_OURS = {
    "pav": _HARD.format("sequential_proportional_approval, which elects one after the other"),
    "chamberlin_courant": _HARD.format("sequential_proportional_approval or equal_shares"),
}


def answer_committee(key: str, form: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a case for the method of this key, with the plain approvals where they are its totals.

    For a committee, even of one, `winners` is one of the right ones; only plain approval names all who are level.
    """
    found = answer_poll(key, form, several=None if key == "approval" else True)
    return found if key == "satisfaction_approval" else {**found, "approvals": found["totals"]}


def _declined(why: str, _form: Mapping[str, Any]) -> dict[str, Any]:
    raise NotOffered(why)


ANSWERS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    **{name: partial(answer_committee, key) for name, key in _OURS.items()},
    **{name: partial(_declined, why) for name, why in _NOT_OURS.items()},
}
"""How a case of each name is answered."""
