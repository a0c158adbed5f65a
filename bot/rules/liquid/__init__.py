"""What a community chooses about delegation (governance 7.3, 7.4, 7.6, 7.7, 14).

The rules in force are frozen onto each decision when it opens. A decision that was opened before there were any has
none of them: no cap, no window and no back-ups, as its card promised.
"""

from dataclasses import dataclass, fields, replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

from bot.rules.cap import SHARE
from bot.rules.liquid.errors import BackupsUnaccepted
from bot.rules.process.errors import NoSuchThing, OutOfBounds
from bot.rules.way import Bounds

LONGEST = timedelta(days=180)
"""A delegation that nobody renews ends, so that power decays (governance 7.3)."""

WINDOW = timedelta(hours=12)
"""How long followers of a delegate who votes late can still vote themselves (governance 7.4)."""


@dataclass(frozen=True, slots=True)
class Liquid:
    """The rules of delegation in a community.

    `longest` is how long a delegation may last, `acceptance` whether the delegate must accept it first, `open_graph`
    whether names are shown of delegations set from then on. `cap` is the share of the roll that one ballot may weigh,
    all of it for no cap; `window` how long followers of a late delegate can vote themselves, at the longest.
    With `backups` a member can name up to two further delegates, tried breadth-first (7.6). With `speakers` a delegate
    can cast their ballot in the open in a secret vote, and so speak for others there; without, nobody does.
    """

    longest: timedelta = LONGEST
    acceptance: bool = False
    open_graph: bool = False
    cap: Fraction = SHARE
    window: timedelta = WINDOW
    backups: bool = False
    speakers: bool = False


BOUNDS = {
    "longest": Bounds(timedelta(days=1), timedelta(days=366)),
    "cap": Bounds(Fraction(1, 100), Fraction(1)),
    "window": Bounds(timedelta(hours=1), timedelta(days=3)),
}
"""The least and the most of each rule that is measured."""


def ruled(liquid: Liquid, name: str, value: object) -> Liquid:
    """Return the rules with one chosen anew. Raises NoSuchThing, OutOfBounds or BackupsUnaccepted."""
    if name not in {field.name for field in fields(Liquid)}:
        raise NoSuchThing
    changed: dict[str, Any] = {name: value}
    after, bounds = replace(liquid, **changed), BOUNDS.get(name)
    if bounds and not bounds.least <= getattr(after, name) <= bounds.most:
        raise OutOfBounds(bounds.least, bounds.most)
    if after.acceptance and after.backups:
        raise BackupsUnaccepted
    return after
