"""Cases in which voters score options: the settings of other programs read as ours, and the answer in their words."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from pydantic import BaseModel, PositiveInt

from bot.count.polls import Case, answered, poll_of
from bot.rules.counting.outcome import Act
from bot.rules.counting.poll import Poll
from bot.rules.counting.registry import METHODS


class _Params(BaseModel, extra="allow"):
    """`tiebreaker`: the order for ties, best first, if it is a list; it may name others too."""

    max_score: PositiveInt | None = None
    tiebreaker: list[str] | str | None = None


def _answer(key: str, form: Mapping[str, Any], **settings: str) -> dict[str, Any]:
    """Answer a case for the method of this key with these settings; raises ValueError where it does not fit."""
    poll = _poll(key, form, settings)
    found = answered(poll, METHODS[key].count)
    runoffs = [step for step in found["steps"] if step["act"] == Act.RUNOFF]
    if key == "star":
        found["score_totals"] = found["totals"]
    if runoffs and poll.seats == 1:
        last = runoffs[-1]
        found["runoff"] = {**last["numbers"], "No Preference": last["facts"]["level"]}
    return found


def _poll(key: str, form: Mapping[str, Any], fixed: Mapping[str, str]) -> Poll:
    case, method = Case.model_validate(form), METHODS[key]
    params = _Params.model_validate(form.get("params", {}))
    extra = {name: str(value) for name, value in form.get("params", {}).items()}
    if key == "majority_judgment" and params.max_score:
        extra.setdefault("grades", ",".join(map(str, range(params.max_score, -1, -1))))
    known = {each.key for each in method.settings}
    poll = poll_of(case, method.ballots)
    order = params.tiebreaker if isinstance(params.tiebreaker, list) else []
    return replace(
        poll,
        settings={name: value for name, value in {**extra, **fixed}.items() if name in known},
        tie_order=tuple(option for option in order if option in poll.options),
    )


ANSWERS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "score": partial(_answer, "score"),
    "score_mean": partial(_answer, "score", by="mean"),
    "score_median": partial(_answer, "score", by="median"),
    "star": partial(_answer, "star"),
    "star_5star": partial(_answer, "star", five_stars="yes"),
    "majority_judgment": partial(_answer, "majority_judgment"),
    "reweighted_range": partial(_answer, "reweighted_range"),
}
"""What answers each method; "star_5star" is STAR with five stars as its last word, as it is here by default."""
