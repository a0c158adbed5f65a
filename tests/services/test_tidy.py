"""What has served its time is forgotten; what was decided stays."""

from datetime import timedelta

from bot.rules.decision import Choice, Decision
from bot.services.tidy import ANSWERS_KEPT, EVERY, MESSAGES_KEPT, tidy, tidy_due
from bot.services.values import Notice, Sweep
from tests.store.world import BEN, CLEO, NOW
from tests.town import Town

SECOND = timedelta(seconds=1)


def test_it_is_time_to_tidy_up_once_an_hour(town: Town) -> None:
    assert town.store.read_now(tidy_due, Sweep(NOW))
    town.store.run_now(tidy, Sweep(NOW))
    assert not town.store.read_now(tidy_due, Sweep(NOW + EVERY - SECOND))
    assert town.store.read_now(tidy_due, Sweep(NOW + EVERY))


def test_a_repeated_click_hears_its_first_answer_for_a_day(town: Town, trees: Decision) -> None:
    first = town.cast(trees, BEN, Choice.YES, key="7")
    town.store.run_now(tidy, Sweep(NOW + ANSWERS_KEPT))
    assert town.cast(trees, BEN, Choice.NO, key="7") == first
    town.store.run_now(tidy, Sweep(NOW + ANSWERS_KEPT + SECOND))
    assert town.cast(trees, BEN, Choice.NO, NOW + ANSWERS_KEPT, key="7").code != first.code


def test_messages_that_were_sent_are_forgotten_and_waiting_ones_are_not(town: Town, trees: Decision) -> None:
    town.deliver(Notice.CARD)
    town.cast(trees, CLEO, Choice.YES)
    waiting = town.owed(*Notice)
    town.store.run_now(tidy, Sweep(NOW + MESSAGES_KEPT + SECOND))
    assert town.owed(*Notice) == waiting
    assert waiting
    assert town.kept_messages() == len(waiting)


def test_tidying_up_leaves_ballots_and_the_ledger(town: Town, trees: Decision) -> None:
    town.cast(trees, BEN, Choice.YES)
    town.store.run_now(tidy, Sweep(NOW + 400 * MESSAGES_KEPT))
    assert town.chain_broken_at() is None
    assert town.counted(trees) == (1, 0, 0, 4)
