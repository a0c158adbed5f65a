"""How a decision is made, in words: the choices on which the traditions differ, as they were frozen onto it."""

from collections.abc import Mapping

from bot.rules.process.proceeding import Proceeding
from bot.rules.way import differing
from bot.services.proceeding import ProceedingView
from bot.services.proposal import ProposalView
from bot.ui.clean import clean
from bot.ui.way.lines import OWN, lines_of
from bot.ui.way.words import WORDS

NAMED = 4
"""Settings that are named on a card; more are counted."""

LISTED = 12
"""Settings that are listed with every choice; more are counted."""


def how(view: ProposalView | ProceedingView) -> str:
    """Return every choice that was asked at the opening, and what is the circle's own way."""
    head = f"How **{clean(view.title)}** is decided:"
    if isinstance(view, ProposalView):
        knobs = view.decision.rules.knobs
        return "\n".join([head, *_asked(knobs, knobs), "-# Frozen when this was opened."])
    process, settings = view.proceeding.process, view.proceeding.settings
    asked = _asked(view.proceeding.knobs, process.knobs(process.settings()))
    foot = f"-# Frozen when this was opened. {OWN} is a way of the circle's own."
    return "\n".join([head, *asked, *_own(process.key, settings), foot])


def own_ways(proceeding: Proceeding) -> str:
    """Return in what the circle's way differs from the usual one, in one small line; empty where in nothing."""
    words = WORDS[proceeding.process.key]
    own = [words[name].label.lower() for name in differing(proceeding.settings)]
    if not own:
        return ""
    more = f" and {len(own) - NAMED} more" if len(own) > NAMED else ""
    return f"-# {OWN} Our own way: {', '.join(own[:NAMED])}{more}"


def _asked(knobs: Mapping[str, str], usual: Mapping[str, str]) -> list[str]:
    """Return every choice that is asked there, one to a line; a sign stands where it is not the usual one."""
    asked = [(name, value) for name, value in knobs.items() if not value.startswith("not asked")]
    return [f"{f'{OWN} ' if value != usual.get(name) else ''}**{name}**: {value}" for name, value in asked]


def _own(process: str, settings: object) -> list[str]:
    lines = lines_of(process, settings)
    own = [lines[name] for name in differing(settings)]
    return own[:LISTED] + [f"{OWN} … and {len(own) - LISTED} more"] * (len(own) > LISTED)
