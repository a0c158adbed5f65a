"""What rating methods share: whole settings within their bounds, and sums that stay exact however large."""

import numpy as np
import pytest

from bot.rules.counting.poll import BadPoll
from bot.rules.counting.rated import MAX_SCORE, check_scale, fast, histogram, whole
from tests.rules.counting.rates import rated

EXACT = 1 << 53


@pytest.mark.parametrize(
    ("weights", "most", "quick"),
    [([EXACT - 1], 1, True), ([EXACT], 1, False), ([EXACT // 4], 5, False), ([EXACT // 8, 1], 5, True)],
)
def test_floating_point_adds_only_what_it_adds_exactly(weights: list[int], most: int, quick: bool) -> None:
    assert (fast(np.array(weights), most).dtype == np.float64) is quick
    assert fast(np.array(weights, dtype=object), most).dtype == object


def test_a_histogram_of_weights_beyond_floating_point_is_exact() -> None:
    weights = np.array([EXACT + 1, 1, EXACT + 3])
    assert histogram(np.array([0, 2, 0]), fast(weights), 4) == [2 * EXACT + 4, 0, 1, 0]
    assert histogram(np.array([0, 2, 0]), fast(np.array([5, 1, 2])), 4) == [7, 0, 1, 0]


@pytest.mark.parametrize(("written", "read"), [("1", 1), (" 12 ", 12), ("1000", 1000), ("000000005", 5)])
def test_a_whole_number_within_its_bounds_is_read(written: str, read: int) -> None:
    assert whole(rated("a", {}, max_score=written), MAX_SCORE, 1) == read


@pytest.mark.parametrize("written", ["0", "1001", "-1", "1.5", "", "two", "\u0664", "0000000001"])
def test_what_is_no_whole_number_or_out_of_bounds_is_refused(written: str) -> None:
    with pytest.raises(BadPoll):
        whole(rated("a", {}, max_score=written), MAX_SCORE, 1)


def test_the_largest_score_is_on_the_scale_and_the_next_is_not() -> None:
    poll = rated("a", {(5,): 1, (2,): 1})
    check_scale(poll, 5)
    with pytest.raises(BadPoll):
        check_scale(poll, 4)
