"""Several short answers in one box are told apart by the words before them."""

from datetime import UTC, datetime

import pytest

from bot.ui.face import Field, Kind
from bot.ui.inputs import input_of, understood

NOW = datetime(2026, 10, 16, 17, tzinfo=UTC)
CASE = Field("case", "What for?", Kind.PARTS, options=(("role", "My role:"), ("tension", "What I feel:")))


@pytest.mark.parametrize(
    ("written", "role", "tension"),
    [
        ("My role: Baker\nWhat I feel: cold", "Baker", "cold"),
        ("my ROLE:Baker\n\nwhat i feel: it is\ncold ", "Baker", "it is\ncold"),
        ("My role: Weißbrot\nWhat I feel: ßs", "Weißbrot", "ßs"),
        ("What I feel: cold\nMy role: Baker", "Baker", "cold"),
        ("What I feel: cold", "", "cold"),
        ("My role: \nWhat I feel: ", "", ""),
        ("Baker, cold", "", ""),
    ],
)
def test_each_part_is_what_stands_after_its_own_words(written: str, role: str, tension: str) -> None:
    found = understood([CASE], {"case": written, "title": "Oven"}, NOW)
    assert found == {"case": written, "title": "Oven", "role": role, "tension": tension}


def test_the_words_of_each_part_stand_in_the_box_at_first() -> None:
    assert input_of(CASE).default == "My role: \nWhat I feel: "
