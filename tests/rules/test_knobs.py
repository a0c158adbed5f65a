"""Each choice on which the traditions differ has its value in every vote (governance 1)."""

import pytest

from bot.rules.knobs import POLL, TIMED_VOTE, VETOES


@pytest.mark.parametrize("knobs", [TIMED_VOTE, POLL, VETOES])
def test_each_of_the_thirteen_choices_is_named_once(knobs: dict[str, str]) -> None:
    assert [name.split()[0] for name in knobs] == [f"K{number}" for number in range(1, 14)]
    assert all(knobs.values())


def test_a_vote_among_options_differs_in_what_only_options_have() -> None:
    assert {name.split()[0] for name in POLL if POLL[name] != TIMED_VOTE[name]} == {"K3", "K7", "K8", "K9", "K13"}


def test_a_vote_with_vetoes_says_what_becomes_of_a_veto() -> None:
    assert {name.split()[0] for name in VETOES if VETOES[name] != POLL[name]} == {"K1", "K4", "K5"}
