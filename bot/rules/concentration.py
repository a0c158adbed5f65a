"""Whether influence concentrates, and when to say so (governance 12.1, 12.3).

Each decision keeps how its weight was spread, nobody named. From that the indicators follow exactly, over the whole
roll, for one decision or for the usual one of the last months. They are looked at and talked about; no weight ever
depends on them (X7).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from statistics import median_high, median_low

from bot.rules.coalitions import effort
from bot.rules.decision import Power
from bot.rules.power import banzhaf_normalized, effective_deciders, gini, majority, nakamoto, top_share

LAST = 20
"""So many decisions are looked back on at the most."""

PERIOD = timedelta(days=90)
"""What is older says nothing about how a circle decides now."""

FEW = 5
"""With fewer decisions, or fewer people on the roll, nothing is said that is about one person."""

_EFFORT = 500_000_000
"""What finding Banzhaf's index may take, as `effort` says it: a twentieth of a second."""


class Light(StrEnum):
    """How an indicator stands: all is well, worth talking about, or to be acted on."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


_LIGHTS = [*Light]


class Indicator(StrEnum):
    """What can raise an alarm (12.3, first row)."""

    BANZHAF = "banzhaf"
    SPREAD = "spread"
    NAKAMOTO = "nakamoto"
    FLIPS = "flips"


@dataclass(frozen=True, slots=True)
class Concentration:
    """How the weight was spread in one decision.

    `heard` are the votes counted, own and delegated, on a `roll` of so many people. `deciders` is the effective number
    of deciders, `top` the largest share, `nakamoto` the fewest people with more than half, `banzhaf` the largest share
    of power, None where finding it would take too long.
    """

    roll: int
    heard: int
    deciders: Fraction
    gini: Fraction
    top: Fraction
    nakamoto: int
    banzhaf: Fraction | None

    @property
    def spread(self) -> Fraction:
        """The effective number of deciders for each vote heard: 1 where everybody voted themselves."""
        return self.deciders / self.heard


@dataclass(frozen=True, slots=True)
class Largest:
    """What is about one person, the one who carries most."""

    top: Fraction
    nakamoto: int
    banzhaf: Fraction | None


@dataclass(frozen=True, slots=True)
class Recent:
    """How the weight was spread in the usual one of so many `decisions`, half of which were no worse than this.

    `flips` is the share of them that delegations decided. `largest` is None where it would tell too much. `lights` has
    every indicator that is known.
    """

    decisions: int
    deciders: Fraction
    spread: Fraction
    gini: Fraction
    flips: Fraction
    largest: Largest | None
    lights: Mapping[Indicator, Light]

    @property
    def light(self) -> Light:
        """The worst of the lights."""
        return max(self.lights.values(), key=_LIGHTS.index)


def concentration(power: Power) -> Concentration | None:
    """Return how the weight was spread in a decision, None where nobody voted."""
    held = [weight for weight, ballots in power.weights for _ in range(ballots)]
    if not held:
        return None
    on_roll = [*held, *[0] * (power.roll - len(held))]
    return Concentration(
        roll=power.roll,
        heard=sum(held),
        deciders=effective_deciders(held),
        gini=gini(on_roll),
        top=top_share(held),
        nakamoto=nakamoto(held),
        banzhaf=_banzhaf(held),
    )


def lights(found: Concentration) -> dict[Indicator, Light]:
    """Return how a decision's indicators stand. Where each ballot weighed one vote nothing can be concentrated."""
    if found.deciders == found.heard:
        return dict.fromkeys((Indicator.BANZHAF, Indicator.SPREAD, Indicator.NAKAMOTO), Light.GREEN)
    standing = {
        Indicator.SPREAD: _light(amber=found.spread < Fraction(2, 5), red=found.spread < Fraction(1, 5)),
        Indicator.NAKAMOTO: _light(amber=found.nakamoto <= 3, red=found.nakamoto <= 1),
    }
    if found.banzhaf is not None:
        power = found.banzhaf
        standing[Indicator.BANZHAF] = _light(amber=power >= Fraction(33, 100), red=power >= Fraction(1, 2))
    return standing


def window(closed: Iterable[tuple[datetime, Power]], now: datetime) -> list[Power]:
    """Return the records to look back on, the latest first: of the last 90 days, and 20 at the most."""
    latest = sorted(((at, power) for at, power in closed if at >= now - PERIOD), key=lambda one: one[0], reverse=True)
    return [power for _, power in latest[:LAST]]


def recent(records: Sequence[Power]) -> Recent | None:
    """Return how the weight was spread in the usual one of these decisions, None where nobody voted in any."""
    every = [found for power in records if (found := concentration(power))]
    if not every:
        return None
    flips = Fraction(sum(power.flips for power in records if power.weights), len(every))
    many = [found for found in every if found.roll >= FEW]
    told = many if len(many) >= FEW else []
    standing = {
        Indicator.BANZHAF: _usual(told, Indicator.BANZHAF),
        Indicator.SPREAD: _usual(every, Indicator.SPREAD),
        Indicator.NAKAMOTO: _usual(told, Indicator.NAKAMOTO),
        Indicator.FLIPS: _light(amber=flips > Fraction(1, 5), red=flips > Fraction(2, 5)),
    }
    return Recent(
        decisions=len(every),
        deciders=median_low(found.deciders for found in every),
        spread=median_low(found.spread for found in every),
        gini=median_high(found.gini for found in every),
        flips=flips,
        largest=_largest(told) if told else None,
        lights={indicator: light for indicator, light in standing.items() if light},
    )


def _largest(told: Sequence[Concentration]) -> Largest:
    powers = [found.banzhaf for found in told if found.banzhaf is not None]
    return Largest(
        top=median_high(found.top for found in told),
        nakamoto=median_low(found.nakamoto for found in told),
        banzhaf=median_high(powers) if len(powers) == len(told) else None,
    )


def _usual(found: Sequence[Concentration], indicator: Indicator) -> Light | None:
    """Return how an indicator usually stands, of two such the worse; None where it is not known of every decision."""
    standing = [light for one in found if (light := lights(one).get(indicator))]
    if not standing or len(standing) < len(found):
        return None
    return sorted(standing, key=_LIGHTS.index)[len(standing) // 2]


def _light(*, amber: bool, red: bool) -> Light:
    return Light.RED if red else Light.AMBER if amber else Light.GREEN


def _banzhaf(held: Sequence[int]) -> Fraction | None:
    """Return the largest share of power, None where finding it would take too long."""
    quota = majority(held)
    if max(held) >= quota:
        return Fraction(1)
    if len({*held}) == 1:
        return Fraction(1, len(held))
    return max(banzhaf_normalized(held, quota)) if effort(held, quota) <= _EFFORT else None
