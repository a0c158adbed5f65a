"""Cases of the single transferable vote under several published rules, answered stage by stage."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from bot.count.form import NotOffered, written
from bot.count.polls import Case, answered, poll_of
from bot.rules.counting import stv_meek, stv_scottish
from bot.rules.counting.branches import count_stages
from bot.rules.counting.gregory import Cut, Gregory, Order, Quota, Rules
from bot.rules.counting.outcome import Act, Count
from bot.rules.counting.poll import BallotKind, Poll

_WRITE_INS = "Undeclared Write-ins"
"""RCTab's name for votes for people who did not stand: they are counted, but cannot win."""

_QUOTAS = {
    "droop": Quota.DROOP,
    "droop_exact": Quota.EXACT,
    "exact": Quota.EXACT,
    "hagenbach-bischoff": Quota.EXACT,
    "hagenbach_bischoff": Quota.EXACT,
    "hare": Quota.HARE,
    "imperiali": Quota.IMPERIALI,
}


class _Tabulator(BaseModel, extra="allow"):
    """What the configuration of an RCTab contest says about the count."""

    winnerElectionMode: str = "multiWinnerAllowMultipleWinnersPerRound"  # noqa: N815 - as the file has it
    decimalPlacesForVoteArithmetic: int = 4  # noqa: N815
    nonIntegerWinningThreshold: bool = False  # noqa: N815
    hareQuota: bool = False  # noqa: N815
    minimumVoteThreshold: int | str = 0  # noqa: N815


def answer_scottish(form: Mapping[str, Any]) -> dict[str, Any]:
    """Answer by SSI 2007/42, or by what `params` set of its settings."""
    settings = (stv_scottish.QUOTA, stv_scottish.VALUES, stv_scottish.ORDER)
    params = form.get("params", {})
    chosen = {each.key: str(params[each.key]) for each in settings if params.get(each.key) in each.choices}
    return _answered(form, lambda poll: stv_scottish.count(replace(poll, settings=chosen)), first_goes=True)


def answer_wigm(form: Mapping[str, Any]) -> dict[str, Any]:
    """Answer by the reference WIGM rule of the Proportional Representation Foundation."""
    reference = Rules(Quota.REFERENCE, 4, Cut.PRODUCT, look_back=False, spend_nothing=True)
    return _answered(form, lambda poll: count_stages(Gregory(poll, reference)), first_goes=True)


def answer_meek(form: Mapping[str, Any]) -> dict[str, Any]:
    """Answer by the reference Meek rule of the Proportional Representation Foundation."""
    return _answered(form, stv_meek.count, first_goes=True)


def answer_gregory(form: Mapping[str, Any]) -> dict[str, Any]:
    """Answer with exact fractions. Raises NotOffered for a quota that Accord does not have."""
    asked = str(form.get("params", {}).get("quota", "droop")).lower()
    if asked not in _QUOTAS:
        raise NotOffered(f"another quota: {asked}")
    return _answered(form, lambda poll: count_stages(Gregory(poll, Rules(_QUOTAS[asked], None))))


def answer_rctab(form: Mapping[str, Any]) -> dict[str, Any]:
    """Answer as the tabulator RCTab counts several seats. Raises NotOffered for counts that are no STV."""
    asked = _Tabulator.model_validate(form.get("params", {}).get("rules") or {})
    orders = {
        "multiWinnerAllowMultipleWinnersPerRound": Order.TOGETHER,
        "multiWinnerAllowOnlyOneWinnerPerRound": Order.ALONE,
    }
    if asked.winnerElectionMode not in orders:
        raise NotOffered(f"no single transferable vote: {asked.winnerElectionMode}")
    hare, droop = (Quota.HARE, Quota.REFERENCE) if asked.nonIntegerWinningThreshold else (Quota.HARE_UP, Quota.DROOP)
    quota = hare if asked.hareQuota else droop

    def count(poll: Poll) -> Count:
        first = Gregory(poll, Rules()).begin().votes
        least = int(asked.minimumVoteThreshold or 0)
        barred = frozenset(at for at, name in enumerate(poll.options) if name == _WRITE_INS or first[at] < least)
        order, decimals = orders[asked.winnerElectionMode], asked.decimalPlacesForVoteArithmetic
        rules = Rules(quota, decimals, Cut.RATIO, order, look_back=False, barred=barred)
        return count_stages(Gregory(poll, rules))

    return _answered(form, count)


def decline_irish(_form: Mapping[str, Any]) -> dict[str, Any]:
    """Raise NotOffered: Accord moves votes on as exact fractions, never as papers that are drawn."""
    raise NotOffered("which whole papers of the last parcel move on is left to chance; Accord moves all in fractions")


ANSWERS: Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "stv_scottish": answer_scottish,
    "stv_any": answer_scottish,
    "stv_wigm": answer_wigm,
    "stv_wigm_rctab": answer_rctab,
    "stv_gregory": answer_gregory,
    "stv_meek": answer_meek,
    "stv_irish": decline_irish,
}


def _answered(form: Mapping[str, Any], count: Callable[[Poll], Count], *, first_goes: bool = False) -> dict[str, Any]:
    """Return the answer; level options are taken in the order that the case gives, else in its list.

    `first_goes`: the order names who is taken out first, as in the reference rules, and not who is best.
    """
    case = Case.model_validate(form)
    poll = poll_of(case, BallotKind.RANKING)
    given = [each for each in (case.params.model_extra or {}).get("tie_order", ()) if each in poll.options]
    order = tuple(dict.fromkeys((*given, *poll.options)))
    poll = replace(poll, tie_order=order[::-1] if first_goes else order)
    counted = count(poll)
    return answered(poll, lambda _poll: counted, several=True) | _staged(counted)


def _staged(counted: Count) -> dict[str, Any]:
    """Return the count by stage: the votes of each, who was elected or excluded when, and the quota."""
    found: dict[str, Any] = {"stages": [], "elected_at_stage": {}, "elected_order": [], "excluded_order": []}
    for step in counted.steps:
        match step.act:
            case Act.QUOTA:
                found["quota"] = found["quota_final"] = written(Fraction(step.facts["quota"]))
                found["final_keep_factors"] = {name: written(Fraction(keep)) for name, keep in step.numbers.items()}
            case Act.TALLY:
                votes = {name: written(Fraction(number)) for name, number in step.numbers.items()}
                exhausted = written(Fraction(step.facts["exhausted"]))
                found["stages"].append({"stage": len(found["stages"]) + 1, "votes": votes, "exhausted": exhausted})
            case Act.ELECTED:
                found["elected_order"] += step.options
                found["elected_at_stage"] |= dict.fromkeys(step.options, len(found["stages"]))
            case Act.EXCLUDED:
                found["excluded_order"] += step.options
    last = found["stages"][-1]["votes"] if found["stages"] else {}
    return found | {"final_votes": last}
