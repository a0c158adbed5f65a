"""The one registry of counting methods.

A further method is one file in this folder with a function from Poll to Count and its METHOD, and one entry here.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bot.rules.counting import (
    apache,
    approval,
    borda,
    debian,
    double_majority,
    equal_shares,
    gradients,
    irv,
    limited,
    liquidfeedback,
    lot,
    majority_judgment,
    phragmen,
    proportional_approval,
    ranked_pairs,
    reweighted_range,
    schulze,
    score,
    shares,
    star,
    stv_meek,
    stv_scottish,
    turnout,
    yes_no,
)
from bot.rules.counting.method import Method

_ALL: tuple[Method, ...] = (
    *yes_no.METHODS,
    *apache.METHODS,
    turnout.METHOD,
    double_majority.METHOD,
    approval.METHOD,
    *limited.METHODS,
    proportional_approval.METHOD,
    phragmen.METHOD,
    equal_shares.METHOD,
    schulze.METHOD,
    debian.METHOD,
    liquidfeedback.METHOD,
    ranked_pairs.METHOD,
    irv.METHOD,
    borda.METHOD,
    stv_scottish.METHOD,
    stv_meek.METHOD,
    score.METHOD,
    star.METHOD,
    majority_judgment.METHOD,
    reweighted_range.METHOD,
    gradients.METHOD,
    *shares.METHODS,
    lot.METHOD,
)

METHODS: Mapping[str, Method] = MappingProxyType({method.key: method for method in _ALL})
"""Every method on offer, by key, in the order in which they are offered."""
