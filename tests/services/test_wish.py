"""Who was not answered is told whether what they wished is done."""

import pytest

from bot.rules.decision import Choice, Decision
from bot.rules.errors import NoBallot
from bot.services.wish import was_done
from tests.store.world import ANNA
from tests.town import Town


def test_a_wish_that_was_committed_is_known_by_its_key(town: Town, trees: Decision) -> None:
    town.cast(trees, ANNA, Choice.YES, key="1")
    assert town.store.read_now(was_done, "1")


def test_a_wish_that_was_refused_or_never_came_was_not_done(town: Town, trees: Decision) -> None:
    with pytest.raises(NoBallot):
        town.take_back(trees, ANNA, key="2")
    assert not town.store.read_now(was_done, "2")
    assert not town.store.read_now(was_done, "3")
