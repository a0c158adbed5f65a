"""Cases of ranked ballots with one winner, as published: Schulze, Debian, LiquidFeedback and instant run-off."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

from pydantic import BaseModel

from bot.count.form import NotOffered, written
from bot.count.polls import Case, answered, poll_of
from bot.rules.counting import debian, irv, liquidfeedback, schulze
from bot.rules.counting.outcome import Act, Count
from bot.rules.counting.pairwise import duels
from bot.rules.counting.poll import BallotKind, Poll
from bot.rules.majority import SimpleMajority, Supermajority, Threshold

WRITE_INS = "Undeclared Write-ins"
"""What RCTab counts like an option but excludes first, whatever its votes."""


class _DebianParams(BaseModel, extra="ignore"):
    default_option: str
    quorum: float | str | None = None
    majority_ratio: dict[str, float | str] = {}
    ratio_test: str = ">= N"


class _LiquidFeedbackParams(BaseModel, extra="ignore"):
    default_option: str = "status quo"
    direct_majority: str = "> 1/2"
    indirect_majority: str = "> 1/2"
    no_reverse_beat_path: bool = False


class _RcTabRules(BaseModel, extra="ignore"):
    tiebreakMode: str | None = None  # noqa: N815 - the name in RCTab's files


def answer_schulze(strength: str, form: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a case of the Schulze method with defeats measured this way."""
    poll = replace(_poll(form), settings={"strength": strength})
    counted, answer = _answer(poll, schulze.count)
    paths = next(step for step in counted.steps if step.act is Act.PATHS)
    table = [[_path(strength, Fraction(number)) for number in row] for row in paths.matrix]
    answer["strongest_paths"] = {
        one: {other: table[i][j] for j, other in enumerate(paths.options) if i != j}
        for i, one in enumerate(paths.options)
    }
    return answer


def _path(strength: str, number: Fraction) -> int | str | None:
    """Return a path's strength; a ratio is told as a share of both sides, and has no number without opposition."""
    if strength == "ratio":
        return None if number == 1 else written(number / (1 - number))
    return written(number)


def answer_debian(form: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a case of Debian's procedure, with quorum and majorities against its default option."""
    params = _DebianParams.model_validate(form.get("params", {}))
    quorum = Fraction(str(params.quorum or 0))
    poll = replace(_poll(form), default=params.default_option, quorum=quorum)
    asked = {option: _threshold(Fraction(str(ratio))) for option, ratio in params.majority_ratio.items()}
    strictly = params.ratio_test.strip() == "> N"
    counted, answer = _answer(poll, partial(debian.by_majorities, asked=asked, strictly=strictly))
    struck = [step for step in counted.steps if step.act is Act.STRUCK]
    answer["dropped_by_quorum"] = [each for step in struck if "quorum" in step.facts for each in step.options]
    answer["dropped_by_majority"] = [each for step in struck if "ratio" in step.facts for each in step.options]
    if not strictly:
        # Debian's pages name the Schwartz set only since the rule is what it is now; before, they may leave it out.
        answer["schwartz_set"] = list(answer["winners"])
    return answer


def _threshold(ratio: Fraction) -> Threshold:
    return SimpleMajority() if ratio == 1 else Supermajority(ratio.numerator, ratio.denominator)


def answer_liquidfeedback(form: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a case of LiquidFeedback; raises NotOffered for majorities that Accord does not ask for."""
    params = _LiquidFeedbackParams.model_validate(form.get("params", {}))
    direct, indirect = _majority(params.direct_majority), _majority(params.indirect_majority)
    if Fraction(indirect) > Fraction(direct):
        raise NotOffered("an indirect majority larger than the direct one")
    settings = {"ratio": direct, "reverse_path": "refused" if params.no_reverse_beat_path else "allowed"}
    if form.get("unranked") == "same as status quo":
        form = {**form, "ballots": [_around(line, params.default_option, form) for line in form.get("ballots", [])]}
    poll = replace(_poll(form), default=params.default_option, settings=settings)
    return _answer(poll, liquidfeedback.count)[1]


def _majority(words: str) -> str:
    """Return the share asked for; raises NotOffered for one that must be exceeded, other than the half."""
    test, _, share = words.partition(" ")
    if (test, share) != (">", "1/2") and test != ">=":
        raise NotOffered(f"a majority of {words}")
    return share


def _around(line: Any, status_quo: str, form: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON
    """Return the ballot with what it does not rank put level with the status quo."""
    levels: list[list[str]] = [list(level) for level in line.get("ranking") or []]
    ranked = {option for level in levels for option in level}
    if status_quo not in ranked:
        return line
    missing = [option for option in form.get("candidates", []) if option not in ranked]
    return {**line, "ranking": [level + missing if status_quo in level else level for level in levels]}


def answer_irv(form: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a case of instant run-off, round by round; write-ins and ties as RCTab's rules in the case say."""
    poll = _poll(form)
    params = form.get("params")
    rules = _RcTabRules.model_validate((params if isinstance(params, dict) else {}).get("rules") or {})
    if rules.tiebreakMode in {"useCandidateOrder", "usePermutationInConfig"}:
        poll = replace(poll, tie_order=poll.options)
    named = [option for option in poll.options if option != WRITE_INS]
    counted, answer = _answer(poll.restricted(named) if named else poll, irv.count)
    rounds = _rounds(counted)
    if named and WRITE_INS in poll.options:
        rounds = [{**_rounds(irv.count(poll))[0], "eliminated": [WRITE_INS]}, *rounds]
    return {**answer, "rounds": [{"round": number, **each} for number, each in enumerate(rounds, 1)]}


def _rounds(counted: Count) -> list[dict[str, Any]]:
    rounds: list[dict[str, Any]] = []
    for step in counted.steps:
        if step.act is Act.TALLY:
            tally = {option: written(Fraction(votes)) for option, votes in step.numbers.items()}
            rounds.append({"tally": tally, "eliminated": [], "elected": []})
        elif step.act in {Act.EXCLUDED, Act.ELECTED}:
            rounds[-1]["eliminated" if step.act is Act.EXCLUDED else "elected"] += step.options
    return rounds


def _poll(form: Mapping[str, Any]) -> Poll:
    """Return the poll of a case, whose quorum is read elsewhere."""
    case = Case.model_validate({**form, "params": {}})
    return poll_of(case, BallotKind.RANKING)


def _answer(poll: Poll, count: Callable[[Poll], Count]) -> tuple[Count, dict[str, Any]]:
    """Return the count and its answer: the winner may be the default option, the matrix is of all options."""
    counted = count(poll)
    answer = answered(poll, count)
    elected = [option for step in counted.steps if step.act is Act.ELECTED for option in step.options]
    answer["winners"] = elected or answer["winners"]
    table = [[written(Fraction(poll.ballots.votes(number))) for number in row] for row in duels(poll.ballots)]
    return counted, {**answer, "matrix": table, "order": [list(level) for level in counted.order]}


RANKED: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "schulze_wv": partial(answer_schulze, "winning votes alone"),
    "schulze_margin": partial(answer_schulze, "margins"),
    "schulze_ratio": partial(answer_schulze, "ratio"),
    "debian_a6": answer_debian,
    "liquidfeedback": answer_liquidfeedback,
    "irv": answer_irv,
}
"""Answers by the method names of published cases."""
