"""Who voted how: for all to see at the close where the vote was opened so, and for nobody otherwise."""

from dataclasses import replace

import pytest

from bot.rules.decision import Choice, Decision
from bot.rules.record.errors import NamesWithheld, NothingCounted
from bot.rules.secrecy import Secrecy
from bot.services.circle import AboutCircle, EditCircle, edit_circle, show_circle
from bot.services.published import published
from tests.store.world import ANNA, BEN, CLEO, DAVID, NOW
from tests.town import Town, about, person


def test_at_the_close_it_is_told_who_voted_how_and_for_how_many(town: Town, trees: Decision) -> None:
    town.cast(trees, BEN, Choice.YES)
    town.cast(trees, DAVID, Choice.NO)
    town.trust(CLEO, BEN)
    with pytest.raises(NothingCounted):
        town.ask(published, about(trees, ANNA))
    town.counted(trees)
    found = town.ask(published, about(trees, ANNA)).ballots
    assert [(one.member_id, one.said, one.weight) for one in found] == [(BEN, Choice.YES, 2), (DAVID, Choice.NO, 1)]


def test_who_had_left_is_not_told_of(town: Town, trees: Decision) -> None:
    town.cast(trees, BEN, Choice.YES)
    town.leave(trees.circle_id, BEN, NOW)
    town.counted(trees)
    assert town.ask(published, about(trees, ANNA)).ballots == []


def test_without_names_nobody_is_told_of_and_a_circle_that_chooses_anew_changes_no_vote_before(town: Town) -> None:
    garden = town.found(secrecy=Secrecy.PSEUDONYMOUS)
    trees = town.propose(garden)
    town.cast(trees, BEN, Choice.YES)
    seen = town.ask(show_circle, AboutCircle(actor=person(ANNA), now=NOW, circle_id=garden)).circle
    chosen = replace(seen.defaults, secrecy=Secrecy.OPEN)
    town.store.run_now(edit_circle, EditCircle(actor=person(ANNA), now=NOW, circle_id=garden, defaults=chosen))
    town.counted(trees)
    with pytest.raises(NamesWithheld):
        town.ask(published, about(trees, ANNA))
    assert town.propose(garden).rules.secrecy is Secrecy.OPEN
