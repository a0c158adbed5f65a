"""What the clock allows: a reminder once, and no extension of what has closed, whether it was counted yet or not."""

import pytest

from bot.rules.decision import Decision
from bot.rules.errors import VoteClosed
from bot.services.values import Notice
from tests.store.world import DAY, HOUR
from tests.town import Town


def test_a_reminder_is_owed_once_however_often_the_clock_rings(town: Town, trees: Decision) -> None:
    for hours in (1, 2, 3):
        town.sweep(trees.closes_at - DAY + hours * HOUR)
    assert len(town.owed(Notice.REMINDER)) == 1


def test_what_has_closed_is_not_extended_even_where_it_was_not_counted_yet(town: Town, trees: Decision) -> None:
    with pytest.raises(VoteClosed):
        town.extend(trees, trees.closes_at + DAY, now=trees.closes_at)
