"""Cases in which options are voted on: yes/no, approval, approval over a budget."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

from pydantic import BaseModel, NonNegativeInt, PositiveInt

from bot.count.form import Amount
from bot.rules import budget
from bot.rules.counting import Ballot, BallotKind, Count, Poll
from bot.rules.majority import parse_quorum
from bot.rules.methods import METHODS, NO, YES


class _Line(BaseModel):
    """So many ballots that say the same."""

    count: NonNegativeInt = 1
    approvals: list[str] | None = None
    choice: str | None = None


class _Params(BaseModel, extra="allow"):
    """What a case says about its rule; further keys may be settings of the method."""

    quorum: int | str | None = None
    roll: NonNegativeInt | None = None


class _Budget(BaseModel):
    budget: Amount
    costs: dict[str, Amount]


class _Case(BaseModel):
    candidates: list[str] = []
    ballots: list[_Line]
    seats: PositiveInt = 1
    withdrawn: list[str] = []
    params: _Params = _Params()


def answer_poll(key: str, case: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a case for the method of this key; raises ValueError where the case does not fit it."""
    method = METHODS[key]
    extra = _Case.model_validate(case).params.model_extra or {}
    settings = {each.key: str(extra[each.key]) for each in method.settings if each.key in extra}
    poll = replace(_poll(case, method.ballots), settings=settings)
    return _answer(poll, method.count, several=poll.seats > 1)


def answer_budget(case: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a case of approval over a budget; raises ValueError where the case does not fit it."""
    money = _Budget.model_validate(case.get("params"))
    costs = {option: Fraction(cost) for option, cost in money.costs.items()}
    count = partial(budget.count, costs=costs, budget=Fraction(money.budget))
    return _answer(_poll(case, BallotKind.APPROVALS), count, several=True)


def _poll(form: Mapping[str, Any], kind: BallotKind) -> Poll:
    case = _Case.model_validate(form)
    listed = case.candidates if kind is BallotKind.APPROVALS else [YES, NO]
    gone = set(case.withdrawn)
    ballots = tuple(Ballot(_marks(line, kind) - gone, line.count) for line in case.ballots)
    roll = case.params.roll
    if roll is None:
        roll = sum(ballot.weight for ballot in ballots)
    quorum = case.params.quorum
    return Poll(
        options=tuple(option for option in listed if option not in gone),
        ballots=ballots,
        roll=roll,
        quorum=0 if quorum is None else parse_quorum(str(quorum)).needed(roll),
        seats=case.seats,
    )


def _marks(line: _Line, kind: BallotKind) -> frozenset[str]:
    if kind is BallotKind.APPROVALS:
        if line.approvals is None:
            raise ValueError("a ballot has no approvals")
        return frozenset(line.approvals)
    if line.choice is None:
        raise ValueError("a ballot has no choice")
    return frozenset() if line.choice == "abstain" else frozenset({line.choice})


def _answer(poll: Poll, count: Callable[[Poll], Count], *, several: bool) -> dict[str, Any]:
    """Return the answer; a tie is told as such.

    For one seat all who are level are named as winners. For `several`, `winners` is one of the results
    that the ballots allow, level options taken in the order of the case, and `tied` says which they are.
    """
    counted = count(poll)
    winners = counted.winners
    if counted.tie and poll.options != (YES, NO):
        winners = count(replace(poll, lot=poll.options)).winners if several else counted.tie.options
    return {
        "winners": list(winners),
        "outcome": counted.outcome.value,
        "tie": counted.tie is not None,
        "tied": list(counted.tie.options) if counted.tie else [],
        "totals" if poll.options == (YES, NO) else "approvals": dict(counted.totals),
        "steps": [
            {"options": list(step.options), "votes": step.votes, "fate": step.fate.value} for step in counted.steps
        ],
    }
