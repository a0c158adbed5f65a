"""The ways to decide that are offered with a proposal, each with its one sentence."""

from collections.abc import Sequence

import discord

from bot.rules.circle import Circle
from bot.rules.counting.method import Method
from bot.rules.counting.registry import METHODS
from bot.rules.errors import UnclearThreshold
from bot.rules.ids import CircleId
from bot.rules.ladder import ByProcess, ByVote
from bot.rules.majority import Supermajority, Threshold, UnknownThreshold, parse_threshold, write_threshold
from bot.rules.process.description import Process
from bot.rules.processes import PROCESSES
from bot.ui.ladder import plain_ladder
from bot.ui.words import threshold_words

OWN_RULE = "circle"
"""As the circle usually decides."""

LADDER = "ladder:"
"""As a circle has declared, by the circle's number."""

MENU = 25
"""Ways in one menu (Discord)."""

THRESHOLDS: dict[str, tuple[str, Threshold]] = {
    "simple": ("Yes or no: simple majority", parse_threshold("simple")),
    "absolute": ("Yes or no: absolute majority", parse_threshold("absolute")),
    "2:1": ("Yes or no: two thirds", Supermajority(2, 1)),
    "3:1": ("Yes or no: three quarters", Supermajority(3, 1)),
    "4:1": ("Yes or no: four fifths", Supermajority(4, 1)),
}
_AS_THRESHOLDS = {"simple", "absolute", "supermajority"}
"""Methods of the registry that are offered as thresholds."""

_FIRST = (
    "approval", "schulze", "irv", "score", "star", "majority_judgment", "gradients", "dots", "quadratic",
    "stv_scottish", "equal_shares", "ranked_pairs", "borda", "limited_vote", "lazy_consensus", "consensus_approval",
    "k_of_n", "lot", "debian",
)  # fmt: skip
"""What the menu of the form has room for; the command's own option offers all."""

OFFERED = tuple(METHODS[key] for key in (*_FIRST, *(key for key in METHODS if key not in {*_FIRST, *_AS_THRESHOLDS})))
"""Every further way to count, what is asked for most often first."""

CHOSEN = tuple(process for process in PROCESSES.values() if process.offered)
"""Every process that a proposal can be put in."""


def process_of(words: str, circle: Circle) -> Threshold | Method:
    """Return what a proposal is decided by. Raises UnclearThreshold."""
    if words == OWN_RULE:
        return circle.defaults.threshold
    if words in {method.key for method in OFFERED}:
        return METHODS[words]
    try:
        return parse_threshold(words)
    except UnknownThreshold as unknown:
        raise UnclearThreshold(words) from unknown


def known_process(words: str | None) -> str:
    """Return the key of a way to decide that was named, the circle's own where none was. Raises UnclearThreshold."""
    if words is None:
        return OWN_RULE
    typed = words.strip().casefold()
    ways: list[Method | Process] = [*OFFERED, *CHOSEN]
    named = {way.name.casefold(): way.key for way in ways}
    key = named.get(typed, typed)
    if key not in {OWN_RULE, *THRESHOLDS, *named.values()}:
        try:
            parse_threshold(key)
        except UnknownThreshold as unknown:
            raise UnclearThreshold(words) from unknown
    return key


def choices(circle: Circle, chosen: str) -> list[discord.SelectOption]:
    """Return the ways to decide for a menu, the chosen one among them whatever it is."""
    own = _choice(OWN_RULE, "As the circle usually decides", _needs(circle.defaults.threshold))
    offered = [own, *(_choice(key, label, _needs(needed)) for key, (label, needed) in THRESHOLDS.items())]
    offered += [_choice(method.key, method.name, method.sentence) for method in OFFERED]
    if chosen not in {choice.value for choice in offered}:
        offered.insert(0, _choice(chosen, "Yes or no, as before", _needs(parse_threshold(chosen))))
    kept = offered[:MENU]
    if chosen not in {choice.value for choice in kept}:
        kept[-1] = next(choice for choice in offered if choice.value == chosen)
    for choice in kept:
        choice.default = choice.value == chosen
    return kept


def suggestions(typed: str) -> list[tuple[str, str]]:
    """Return (sentence, key) of the ways to decide that match what is typed, at most 25."""
    named = [(f"{label} — needs {threshold_words(needed)}", key) for key, (label, needed) in THRESHOLDS.items()]
    ways: list[Method | Process] = [*CHOSEN, *OFFERED]
    named += [(f"{way.name} — {way.sentence}", way.key) for way in ways]
    found = [(name[:100], key) for name, key in named if typed.lower() in name.lower()]
    return sorted(found, key=lambda one: not one[0].lower().startswith(typed.lower()))[:MENU]


def ladder_suggestions(circles: Sequence[Circle], channel_id: int | None, typed: str) -> list[tuple[str, str]]:
    """Return (sentence, key) of deciding as circles have declared, those that live in the channel first."""
    declared = sorted((one for one in circles if one.ladder), key=lambda one: one.home_id != channel_id)
    named = [
        (f"As {'our circle' if len(declared) == 1 else one.name} decides: {plain_ladder(one.ladder)}", one.id)
        for one in declared
        if one.ladder
    ]
    return [(name[:100], f"{LADDER}{key}") for name, key in named if typed.lower() in name.lower()]


def ladder_of(words: str) -> CircleId | None:
    """Return the circle whose ladder was chosen, None where none was."""
    number = words.removeprefix(LADDER)
    return CircleId(int(number)) if words.startswith(LADDER) and number.isascii() and number.isdigit() else None


def foot_of(circle: Circle) -> str:
    """Return the key of the way to decide with which a circle's ladder begins, its own where it has no ladder."""
    match circle.ladder and circle.ladder.foot:
        case ByProcess(process):
            return process
        case ByVote(threshold) if threshold is not None:
            return write_threshold(threshold)
        case _:
            return OWN_RULE


def _choice(key: str, label: str, sentence: str) -> discord.SelectOption:
    return discord.SelectOption(label=label[:100], value=key, description=sentence[:100])


def _needs(threshold: Threshold) -> str:
    return f"Needs {threshold_words(threshold)}"
