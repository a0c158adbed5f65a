"""The indices of power in plain words, each with its sign and its word: never by colour alone."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from bot.rules.concentration import FEW, PERIOD, Concentration, Indicator, Light, Recent, lights
from bot.rules.numbers import Number
from bot.services.power import PowerView
from bot.ui.words import amount, counted

LIGHTS: Mapping[Light, str] = {Light.GREEN: "✅ fine", Light.AMBER: "⚠ watch", Light.RED: "🛑 high"}
"""The sign and the word of each light."""

ADVICE: Mapping[Indicator, str] = {
    Indicator.BANZHAF: "One person tips most close votes. Who follows them can vote themselves, or choose others.",
    Indicator.SPREAD: "Few decide for many. Vote yourself when you can.",
    Indicator.NAKAMOTO: "So few win if they agree. Choose somebody whom fewer people choose.",
    Indicator.FLIPS: "Delegations often make the result. Vote yourself where it matters to you.",
}
"""What an indicator that is not green means, and what the group can do."""


def now_lines(view: PowerView, found: Concentration | None) -> list[str]:
    """Return how power would be spread if everybody voted who does not hand their vote over."""
    head = "### As it stands now"
    if len(view.handed.roll) < FEW:
        return [head, f"Of fewer than {FEW} people nothing is told: it would be known of whom."]
    if found is None:
        return [head, "🛑 high · Everybody hands their vote over, so nobody is left to vote."]
    standing = lights(found)
    lines = [
        head,
        "-# If all vote who delegate to nobody",
        _deciders(standing, found.deciders, f" of {counted(found.heard, 'vote')}"),
        *_about_one(standing, found.nakamoto, found.banzhaf),
        f"-# {_shares(found.gini, found.top)}",
    ]
    if view.beyond:
        lines.append(f"-# {counted(view.beyond, 'vote')} beyond the cap of {view.handed.cap:,} would not count")
    return lines


def past_lines(found: Recent | None) -> list[str]:
    """Return how power was spread in the usual one of the decisions looked back on, and how many there were."""
    days = PERIOD.days
    if found is None:
        return [f"### In the last {days} days", "Nothing was decided by vote here."]
    one = found.largest
    lines = [
        f"### In the last {days} days: {counted(found.decisions, 'decision')}",
        *(["-# In the middle one of them"] if found.decisions > 1 else []),
        _deciders(found.lights, found.deciders, f" ({percent(found.spread)})"),
        *(_about_one(found.lights, one.nakamoto, one.banzhaf) if one else ()),
        f"{_sign(found.lights, Indicator.FLIPS)}**{_times(found)}** decided by delegations",
        f"-# {_shares(found.gini, one.top if one else None)}",
    ]
    if one is None:
        lines.append(f"-# What is about the largest is told from {FEW} decisions of {FEW} people on")
    return lines


def advice_lines(*standing: Mapping[Indicator, Light]) -> list[str]:
    """Return what the group can do about each indicator that is not green anywhere."""
    raised = {name for each in standing for name, light in each.items() if light is not Light.GREEN}
    if not raised:
        return []
    return ["### What you can do", *(f"- {ADVICE[name]}" for name in Indicator if name in raised)]


def percent(share: Fraction) -> str:
    """Return a share of 0 to 1 as people read it, as in "34 %"."""
    return "under 1 %" if 0 < share < Fraction(1, 100) else f"{round(share * 100)} %"


def _deciders(standing: Mapping[Indicator, Light], deciders: Number, among: str) -> str:
    return f"{_sign(standing, Indicator.SPREAD)}**{amount(deciders, 1)}** decide in effect{among}"


def _about_one(standing: Mapping[Indicator, Light], nakamoto: int, banzhaf: Fraction | None) -> Iterable[str]:
    """Yield what is about those who carry most."""
    holds = "holds" if nakamoto == 1 else "hold"
    yield f"{_sign(standing, Indicator.NAKAMOTO)}**{nakamoto:,}** {holds} more than half"
    if banzhaf is None:
        yield "-# Who tips a vote how often takes too long to find for so many"
    else:
        yield f"{_sign(standing, Indicator.BANZHAF)}The largest has **{percent(banzhaf)}** of power"


def _shares(gini: Fraction, top: Fraction | None) -> str:
    uneven = f"Gini {amount(gini)} (0 is even)"
    return uneven if top is None else f"Largest share {percent(top)} · {uneven}"


def _times(found: Recent) -> str:
    return f"{found.flips * found.decisions} of {found.decisions:,}"


def _sign(standing: Mapping[Indicator, Light], indicator: Indicator) -> str:
    return f"{LIGHTS[standing[indicator]]} · " if indicator in standing else ""
