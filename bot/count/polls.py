"""Cases in which options are voted on: read into a poll, counted by the method named, and written as an answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
from pydantic import BaseModel, NonNegativeInt, PositiveInt

from bot.count.form import Amount, BadBallot, written
from bot.rules.counting import budget
from bot.rules.counting.outcome import Count, Step
from bot.rules.counting.poll import BallotKind, Ballots, Chambers, Poll
from bot.rules.counting.registry import METHODS
from bot.rules.counting.yes_no import NO, YES
from bot.rules.majority import parse_quorum
from bot.rules.numbers import Number, exact


class Line(BaseModel):
    """So many ballots that say the same, of members of one chamber where there are chambers."""

    count: Amount = Fraction(1)
    weight: Amount | None = None
    approvals: list[str] | None = None
    choice: str | None = None
    ranking: list[list[str]] | None = None
    scores: dict[str, int | None] | None = None
    chamber: str | None = None


class Params(BaseModel, extra="allow"):
    """What a case says about its rule; further keys may be settings of the method."""

    quorum: int | str | None = None
    roll: NonNegativeInt | None = None
    default_option: str | None = None


class _Budget(BaseModel):
    budget: Amount
    costs: dict[str, Amount]


class Case(BaseModel):
    """A poll as a case states it; without a list of candidates they are those whom the ballots name.

    `chambers` are the members of each; without them those who voted.
    """

    candidates: list[str] = []
    ballots: list[Line]
    seats: PositiveInt = 1
    withdrawn: list[str] = []
    chambers: dict[str, Amount] = {}
    params: Params = Params()


def answer_poll(key: str, form: Mapping[str, Any], *, several: bool | None = None) -> dict[str, Any]:
    """Answer a case for the method of this key; raises ValueError where the case does not fit it.

    `several` is as for `answered`.
    """
    return answered(asked(key, form), METHODS[key].count, several=several)


def asked(key: str, form: Mapping[str, Any]) -> Poll:
    """Return the poll of a case for the method of this key; raises ValueError where the case does not fit it."""
    method = METHODS[key]
    case = Case.model_validate(form)
    extra = case.params.model_extra or {}
    settings = {each.key: str(extra[each.key]) for each in method.settings if each.key in extra}
    return replace(poll_of(case, method.ballots), settings=settings)


def answer_budget(form: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a case of approval over a budget; raises ValueError where the case does not fit it."""
    money = _Budget.model_validate(form.get("params", {}))
    count = partial(budget.count, costs=money.costs, budget=money.budget)
    return answered(poll_of(Case.model_validate(form), BallotKind.APPROVALS), count, several=True)


def poll_of(case: Case, kind: BallotKind) -> Poll:
    """Return the poll of a case, without its settings. Raises ValueError where a ballot is not of the kind."""
    listed = [YES, NO] if kind is BallotKind.YES_NO else case.candidates or _named(case.ballots)
    options = [each for each in listed if each not in case.withdrawn]
    at = {option: number for number, option in enumerate(options)}
    marks = np.zeros((len(case.ballots), len(options)), dtype=np.int64)
    for number, (row, line) in enumerate(zip(marks, case.ballots, strict=True), 1):
        said = _marks(line, kind, options)
        if said is None:
            raise BadBallot(number, f"it is not of the kind {kind.value}")
        for option, mark in said:
            if option in at:
                row[at[option]] = mark
            elif option not in case.withdrawn:
                raise BadBallot(number, f"it names {option[:40]!r}, which is not on the list")
    ballots = Ballots.weighed(marks, [line.count if line.weight is None else line.weight for line in case.ballots])
    chambers = _chambers(case)
    present = sum(chambers.rolls.values()) if chambers else ballots.votes(ballots.total)
    roll = present if case.params.roll is None else case.params.roll
    asked = case.params.quorum
    quorum = 0 if asked is None else parse_quorum(str(asked)).needed(int(roll))
    default = case.params.default_option
    return Poll(tuple(options), ballots, roll, quorum, case.seats, default=default, chambers=chambers)


def _named(ballots: Sequence[Line]) -> list[str]:
    """Return whom the ballots name, in the order in which they come up."""
    names: list[str] = []
    for line in ballots:
        ranked = [option for level in line.ranking or [] for option in level]
        names += [*(line.approvals or []), *(line.scores or {}), *ranked]
    return list(dict.fromkeys(names))


def _chambers(case: Case) -> Chambers | None:
    """Return the chambers of a case, None where it has none. Raises ValueError for a ballot that is in none."""
    where = [line.chamber for line in case.ballots]
    if not case.chambers and not any(where):
        return None
    rolls: dict[str, Number] = {name: exact(*roll.as_integer_ratio()) for name, roll in case.chambers.items()}
    for number, (name, line) in enumerate(zip(where, case.ballots, strict=True), 1):
        if name is None or (case.chambers and name not in case.chambers):
            raise BadBallot(number, f"it is in the chamber {name!r}, which is not on the list")
        if not case.chambers:
            rolls[name] = rolls.get(name, 0) + (line.count if line.weight is None else line.weight)
    names = list(rolls)
    return Chambers(rolls, np.array([names.index(str(name)) for name in where], dtype=np.int64))


def _marks(line: Line, kind: BallotKind, options: Sequence[str]) -> list[tuple[str, int]] | None:
    """Return (option, mark) for what a ballot says; a score not given counts as 0. None for another kind of ballot."""
    match kind:
        case BallotKind.YES_NO if line.choice is not None:
            return [] if line.choice == "abstain" else [(line.choice, 1)]
        case BallotKind.APPROVALS if line.approvals is not None:
            return [(option, 1) for option in line.approvals]
        case BallotKind.RANKING if line.ranking is not None:
            # From the last place up, so that a name that is repeated counts where it stands first.
            first = enumerate(reversed(line.ranking), -len(line.ranking))
            return [(option, -place) for place, level in first for option in level]
        case BallotKind.SCORES if line.scores is not None:
            return [(option, (line.scores.get(option) or 0) + 1) for option in options]
        case BallotKind.POINTS if line.scores is not None:
            return [(option, points or 0) for option, points in line.scores.items()]
    return None


def answered(poll: Poll, count: Callable[[Poll], Count], *, several: bool | None = None) -> dict[str, Any]:
    """Return the answer; a tie is told as such.

    For one seat all who are level are named as winners. For `several`, `winners` is one of the results
    that the ballots allow, level options taken in the order of the case, and `tied` says which they are.
    Where the poll has an order for ties, the winners are those it chose.
    """
    counted = count(poll)
    winners = counted.winners
    if counted.tie and not poll.tie_order and poll.options != (YES, NO):
        many = poll.seats > 1 if several is None else several
        winners = count(replace(poll, tie_order=poll.options)).winners if many else counted.tie.options
    return {
        "winners": list(winners),
        "outcome": counted.outcome.value,
        "tie": counted.tie is not None,
        "tied": list(counted.tie.options) if counted.tie else [],
        "totals": _written(counted.totals),
        "steps": [told(step) for step in counted.steps],
    }


def told(step: Step) -> dict[str, Any]:
    """Return a step as JSON can hold it, without what it does not have."""
    facts = {key: fact if isinstance(fact, str) else written(Fraction(fact)) for key, fact in step.facts.items()}
    matrix = [[written(Fraction(number)) for number in row] for row in step.matrix]
    whole = {"act": step.act.value, "options": list(step.options), "numbers": _written(step.numbers)}
    return {name: part for name, part in (whole | {"facts": facts, "matrix": matrix}).items() if part}


def _written(numbers: Mapping[str, Number]) -> dict[str, int | str]:
    return {option: written(Fraction(number)) for option, number in numbers.items()}
