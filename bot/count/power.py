"""Cases about the power that weights give: Banzhaf's indices and Shapley and Shubik's."""

from collections.abc import Mapping
from math import ceil, floor, lcm
from typing import Annotated, Any

from pydantic import BaseModel, Field

from bot.count.form import Amount, NotOffered
from bot.rules.power import banzhaf, banzhaf_normalized, shapley_shubik


class _Params(BaseModel):
    weights: Annotated[list[Amount] | dict[str, Amount], Field(max_length=1_000)]
    quota: Amount
    winning: str = "sum of weights >= quota"


class _Case(BaseModel):
    params: _Params


def answer_power(form: Mapping[str, Any]) -> dict[str, Any]:
    """Answer every index, as fractions in the order of the weights; raises ValueError where there are none."""
    params = _Case.model_validate(form).params
    weights, quota = _whole(params)
    indices = {
        "banzhaf_absolute": banzhaf(weights, quota),
        "banzhaf_normalized": banzhaf_normalized(weights, quota),
        "shapley_shubik": shapley_shubik(weights, quota),
    }
    return {name: [str(share) for share in index] for name, index in indices.items()}


def _whole(params: _Params) -> tuple[list[int], int]:
    """Return the same game in whole numbers; a coalition wins where it reaches the quota."""
    weights = [*(params.weights.values() if isinstance(params.weights, dict) else params.weights)]
    parts = lcm(*(weight.denominator for weight in weights))
    quota = params.quota * parts
    if ">=" in params.winning:
        needed = ceil(quota)
    elif ">" in params.winning:
        needed = floor(quota) + 1
    else:
        raise NotOffered(f"another rule for winning: {params.winning}")
    return [int(weight * parts) for weight in weights], needed
