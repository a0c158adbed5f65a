"""A recall needs three warnings, by three bodies, one after the other (N6)."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.errors import AccordError, BlankText
from bot.rules.process.errors import DoneAlready, NotNow, OwnCase, TooEarly
from bot.rules.recall import TIME_TO_HEED, Recall, Warning, warn  # noqa: A004 - a warning is a warning
from tests.rules.process.walks import ANNA, BEN, CORA, DAN, DAY, HOUR, NOW

WEEK = timedelta(days=7)


def warned(*bodies: str) -> Recall:
    recall = Recall(ANNA)
    for number, body in enumerate(bodies):
        recall = warn(recall, Warning(body, BEN, "stays away", NOW + number * WEEK))
    return recall


def test_three_warnings_by_three_bodies_recall() -> None:
    assert warned("harbour", "garden", "kitchen").recalled


def test_two_warnings_do_not_recall() -> None:
    assert not warned("harbour", "garden").recalled


def test_a_body_warns_once_whoever_speaks_for_it() -> None:
    with pytest.raises(DoneAlready):
        warn(warned("harbour"), Warning("harbour", CORA, "again", NOW + WEEK))


def test_a_warning_is_given_a_week_to_be_heeded() -> None:
    with pytest.raises(TooEarly) as refused:
        warn(warned("harbour"), Warning("garden", CORA, "at once", NOW + WEEK - HOUR))
    assert refused.value.earliest == NOW + TIME_TO_HEED


def test_nobody_warns_themselves_to_use_a_body_up() -> None:
    with pytest.raises(OwnCase):
        warn(Recall(ANNA), Warning("harbour", ANNA, "mea culpa", NOW))


def test_a_warning_says_why() -> None:
    with pytest.raises(BlankText):
        warn(Recall(ANNA), Warning("harbour", BEN, "  ", NOW))


def test_after_the_recall_there_is_nothing_to_warn_of() -> None:
    with pytest.raises(NotNow) as refused:
        warn(warned("harbour", "garden", "kitchen"), Warning("cellar", DAN, "once more", NOW + 9 * WEEK))
    assert refused.value.ended


attempts = st.lists(
    st.tuples(st.sampled_from(("harbour", "garden", "kitchen", "cellar")), st.integers(1, 4), st.integers(0, 12)),
    max_size=12,
)


@given(attempts)
def test_n6_no_sequence_of_warnings_recalls_with_fewer_bodies_or_out_of_order(
    tried: list[tuple[str, int, int]],
) -> None:
    recall = Recall(ANNA)
    now = NOW
    for body, by, days in tried:
        now += days * DAY
        try:
            recall = warn(recall, Warning(body, type(ANNA)(by), "a reason", now))
        except AccordError:
            continue
    bodies = [one.body for one in recall.warnings]
    assert len(set(bodies)) == len(bodies) <= 3
    assert all(later.at - earlier.at >= WEEK for earlier, later in pairwise(recall.warnings))
    assert ANNA not in {one.by for one in recall.warnings}
    assert recall.recalled == (len(bodies) == 3)
