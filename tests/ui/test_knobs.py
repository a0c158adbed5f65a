"""How a decision is made is said on one screen, however much of it is the circle's own way."""

from dataclasses import replace
from enum import StrEnum
from typing import Any

from bot.rules.knobs import POLL, TIMED_VOTE, VETOES
from bot.rules.majority import Supermajority
from bot.rules.objection import Criterion
from bot.rules.process.description import Process
from bot.rules.process.proceeding import Proceeding
from bot.rules.way import bounds, choosable, differing
from bot.services.proceeding import ProceedingView
from bot.services.proposal import ProposalView
from bot.ui.card import DISPLAY_LIMIT
from bot.ui.knobs import NAMED, how, own_ways
from bot.ui.proceeding.card import card
from bot.ui.proceeding.rows import rows
from bot.ui.way.words import WORDS
from tests.rules.process.walks import NOW
from tests.ui.decisions import RULES, decision_of
from tests.ui.test_faces import MESSAGE, PLACE, Crowded, every, face_of


def otherwise(name: str, value: Any) -> Any:
    """Return another value of a setting, as long in words as it gets."""
    match value:
        case bool():
            return not value
        case StrEnum():
            return next(one for one in type(value) if one != value)
        case tuple():
            return tuple(Criterion)
        case None:
            return Supermajority(3, 1)
    found = bounds(name, value)
    assert found
    return found.most if value != found.most else found.least


def own_way(process: Process) -> Proceeding:
    """Return a proceeding of a circle that has chosen everything otherwise."""
    crowded, usual = Crowded(process, 0), process.settings()
    own = {name: otherwise(name, getattr(usual, name)) for name in choosable(process.settings)}
    settings = replace(usual, **own)
    assert set(differing(settings)) == set(own)
    return replace(crowded.proceeding, settings=settings, knobs=process.knobs(settings), log=tuple(crowded.log))


@every
async def test_whatever_a_circle_chooses_is_marked_and_fits(process: Process) -> None:
    proceeding, names = own_way(process), list(WORDS[process.key])
    said = how(ProceedingView(proceeding, PLACE))
    assert len(said) <= MESSAGE
    assert f"✎ {WORDS[process.key][names[0]].label}" in said
    shown = card(proceeding, PLACE, face_of(process), NOW, rows(proceeding, NOW))
    assert shown.content_length() <= DISPLAY_LIMIT
    line = own_ways(proceeding)
    assert line in str(shown.to_components())
    assert ("and" in line.split(",")[-1]) == (len(names) > NAMED)


@every
async def test_in_the_usual_way_nothing_is_marked(process: Process) -> None:
    proceeding = Crowded(process, 0).proceeding
    assert own_ways(proceeding) == ""
    assert how(ProceedingView(proceeding, PLACE)).count("✎") == 1, "where the sign is explained"


def test_a_vote_says_what_was_asked_at_its_opening() -> None:
    for knobs in (TIMED_VOTE, POLL, VETOES):
        decision = replace(decision_of("**A** @everyone"), rules=replace(RULES, knobs=knobs))
        said = how(ProposalView(decision, PLACE, 0))
        assert len(said) <= MESSAGE
        assert "not asked" not in said
        assert "@everyone" not in said
        assert "K9 quorum**: votes in favour" in said
