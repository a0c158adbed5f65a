"""Cases of ranked ballots with one winner, as published: Schulze, Debian, LiquidFeedback and instant run-off."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any, Literal

from pydantic import BaseModel

from bot.count.form import Amount, NotOffered, written
from bot.count.polls import Case, Line, answer_poll, answered, poll_of
from bot.rules.counting import debian, irv, liquidfeedback, schulze
from bot.rules.counting.outcome import Act, Count
from bot.rules.counting.pairwise import duels
from bot.rules.counting.poll import BallotKind, Poll
from bot.rules.counting.runoff import FirstPlaces
from bot.rules.majority import SimpleMajority, Supermajority, Threshold

WRITE_INS = "Undeclared Write-ins"
"""What RCTab counts like an option but excludes first, whatever its votes."""


class _DebianParams(BaseModel, extra="ignore"):
    default_option: str
    quorum: Amount | None = None
    majority_ratio: dict[str, Amount] = {}
    ratio_test: str = ">= N"


class _LiquidFeedbackParams(BaseModel, extra="ignore"):
    default_option: str = "status quo"
    direct_majority: str = "> 1/2"
    indirect_majority: str = "> 1/2"
    no_reverse_beat_path: bool = False
    no_multistage_majority: bool = False
    strength: str = "tuple"


class _RcTabRules(BaseModel, extra="ignore"):
    tiebreakMode: str | None = None  # noqa: N815 - the name in RCTab's files
    minimumVoteThreshold: Amount | Literal[""] = Fraction()  # noqa: N815


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
    quorum = params.quorum or Fraction()
    poll = replace(_poll(form), default=params.default_option, quorum=quorum)
    asked = {option: _threshold(ratio) for option, ratio in params.majority_ratio.items()}
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
    """Answer a case of LiquidFeedback, with its policy in the case or with Accord's settings.

    Raises NotOffered for majorities that Accord does not ask for.
    """
    params = _LiquidFeedbackParams.model_validate(form.get("params", {}))
    if not params.model_fields_set - {"default_option"} and form.get("unranked") != "same as status quo":
        return answer_poll("liquidfeedback", form)
    if params.indirect_majority not in {"> 1/2", params.direct_majority}:
        raise NotOffered(f"an indirect majority of {params.indirect_majority}")
    if params.no_multistage_majority or "tuple" not in params.strength:
        raise NotOffered("a ban on majorities in stages, or defeats measured by votes in favour alone")
    back = "refused" if params.no_reverse_beat_path else "allowed"
    case = _case(form)
    if form.get("unranked") == "same as status quo":
        lines = [_around(line, params.default_option, case.candidates) for line in case.ballots]
        case = case.model_copy(update={"ballots": lines})
    settings = {"ratio": _majority(params.direct_majority), "reverse_path": back}
    poll = replace(poll_of(case, BallotKind.RANKING), default=params.default_option, settings=settings)
    return _answer(poll, liquidfeedback.count)[1]


def _majority(words: str) -> str:
    """Return the share asked for; raises NotOffered for one that must be exceeded, other than the half."""
    test, _, share = words.partition(" ")
    if words != "> 1/2" and test != ">=":
        raise NotOffered(f"a majority of {words}")
    return share


def _around(line: Line, status_quo: str, options: Sequence[str]) -> Line:
    """Return the ballot with what it does not rank put level with the status quo."""
    levels = line.ranking or []
    ranked = {option for level in levels for option in level}
    missing = [option for option in options if option not in ranked]
    placed = [level + missing if status_quo in level else level for level in levels]
    return line.model_copy(update={"ranking": placed})


def answer_irv(form: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a case of instant run-off, round by round; write-ins and ties as RCTab's rules in the case say."""
    case = Case.model_validate(form)
    poll = poll_of(case, BallotKind.RANKING)
    rules = _RcTabRules.model_validate((case.params.model_extra or {}).get("rules") or {})
    if rules.tiebreakMode in {"useCandidateOrder", "usePermutationInConfig"}:
        poll = replace(poll, tie_order=poll.options)
    poll, before = _cleared(poll, rules.minimumVoteThreshold or Fraction())
    counted, answer = _answer(poll, irv.count)
    rounds = [*before, *_rounds(counted)]
    return {**answer, "rounds": [{"round": number, **each} for number, each in enumerate(rounds, 1)]}


def _cleared(poll: Poll, least: Fraction) -> tuple[Poll, list[dict[str, Any]]]:
    """Return the poll without write-ins, then without who has fewer votes than the least, and a round for each step.

    Raises ValueError where nobody is left.
    """
    rounds: list[dict[str, Any]] = []
    while poll.options:
        first = FirstPlaces(poll.ballots).votes(frozenset(range(len(poll.options))))
        tally = {option: first[at] for at, option in enumerate(poll.options)}
        gone = [option for option in tally if option == WRITE_INS and len(tally) > 1]
        gone = gone or [option for option, votes in tally.items() if votes < least]
        if not gone:
            return poll, rounds
        written_tally = {option: written(Fraction(votes)) for option, votes in tally.items()}
        rounds.append({"tally": written_tally, "eliminated": gone, "elected": []})
        poll = poll.restricted([option for option in poll.options if option not in gone])
    if rounds:
        raise ValueError(f"nobody has the {least} votes that are asked for")
    return poll, rounds


def _rounds(counted: Count) -> list[dict[str, Any]]:
    rounds: list[dict[str, Any]] = []
    for step in counted.steps:
        if step.act is Act.TALLY:
            tally = {option: written(Fraction(votes)) for option, votes in step.numbers.items()}
            rounds.append({"tally": tally, "eliminated": [], "elected": []})
        elif step.act in {Act.EXCLUDED, Act.ELECTED}:
            rounds[-1]["eliminated" if step.act is Act.EXCLUDED else "elected"] += step.options
    return rounds


def _case(form: Mapping[str, Any]) -> Case:
    """Return the case without its params, which each method reads itself."""
    return Case.model_validate({**form, "params": {}})


def _poll(form: Mapping[str, Any]) -> Poll:
    return poll_of(_case(form), BallotKind.RANKING)


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
