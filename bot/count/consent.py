"""Cases about consent: votes with a veto as they stood from day to day, and whether an objection counts."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field

from bot.count.form import NotOffered
from bot.count.polls import answer_poll
from bot.rules.counting.apache import MIN_PLUS, cast, consensus_approval
from bot.rules.counting.poll import Ballots, Poll
from bot.rules.counting.yes_no import NO, YES
from bot.rules.majority import Outcome
from bot.rules.objection import Criterion, rule_on, states_harm


class _Vote(BaseModel):
    voter: str
    vote: Annotated[str, BeforeValidator(str), Field(pattern=r"^[+-]?[0-9]{1,3}(\.[0-9]{1,6})?$")]
    binding: bool = True
    argued: bool = True


class _Step(BaseModel):
    votes: list[_Vote]


class _Params(BaseModel):
    min_plus: int | str = MIN_PLUS.default
    veto: str = "-1"


class _Votes(BaseModel):
    """Votes between -1 and +1 by name, once or as they stood at each step; the last one of a voter stands."""

    params: _Params = _Params()
    votes: list[_Vote] = []
    steps: list[_Step] = []


class _Input(BaseModel):
    argued: dict[Criterion, bool] = {}
    violates_rules: bool = False
    statement_only: str | None = None


class _Objection(BaseModel):
    input: _Input


def answer_consensus(form: Mapping[str, Any]) -> dict[str, Any]:
    """Answer whether a change was approved, after each step and in the end; ballots are counted as for any poll."""
    if "ballots" in form:
        return answer_poll("consensus_approval", form)
    case = _Votes.model_validate(form)
    if Fraction(case.params.veto) != -1:
        raise NotOffered(f"another veto than -1: {case.params.veto}")
    steps = [_outcome(case.params, step.votes) for step in case.steps]
    last = steps[-1] if steps else _outcome(case.params, case.votes)
    answer = {"approved": last is Outcome.ADOPTED, "outcome": last.value}
    return {**answer, "steps": [step is Outcome.ADOPTED for step in steps]} if steps else answer


def _outcome(params: _Params, votes: Sequence[_Vote]) -> Outcome:
    standing = {vote.voter: vote for vote in votes}.values()
    said = [cast(Fraction(vote.vote), binding=vote.binding, argued=vote.argued) for vote in standing]
    ballots = Ballots.of([(int(word == YES), int(word == NO)) for word in said], width=2)
    settings = {MIN_PLUS.key: str(params.min_plus)}
    return consensus_approval(Poll((YES, NO), ballots, len(said), settings=settings)).outcome


def answer_objection(form: Mapping[str, Any]) -> dict[str, Any]:
    """Answer whether an objection counts, and which criteria lack an argument; a bare statement argues none."""
    given = _Objection.model_validate(form).input
    ruling = rule_on([each for each, yes in given.argued.items() if yes], breaks_rules=given.violates_rules)
    answer = {"counts": ruling.counts, "missing": [each.value for each in ruling.missing]}
    return answer if given.statement_only is None else {**answer, "states_harm": states_harm(given.statement_only)}


ANSWERS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "consensus_approval": answer_consensus,
    "objection_test": answer_objection,
}
"""How a case of each name is answered."""
