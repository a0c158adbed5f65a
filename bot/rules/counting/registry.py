"""The one registry of counting methods.

A further method is one file in this folder with a function from Poll to Count and its METHOD, and one entry here.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bot.rules.counting import approval, stv_meek, stv_scottish, yes_no
from bot.rules.counting.method import Method

_ALL: tuple[Method, ...] = (
    *yes_no.METHODS,
    approval.METHOD,
    stv_scottish.METHOD,
    stv_meek.METHOD,
)

METHODS: Mapping[str, Method] = MappingProxyType({method.key: method for method in _ALL})
"""Every method on offer, by key, in the order in which they are offered."""
