"""Every broken rule has its own kind sentence."""

from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any, get_type_hints

import pytest

from bot.rules import errors
from bot.rules.errors import AccordError
from bot.rules.ids import MemberId
from bot.ui.errors import SENTENCES, sentence

MOMENT = datetime(2026, 10, 16, 17, tzinfo=UTC)
FACTS: dict[Any, Any] = {
    str: "@everyone **x** {0} {title}",
    int: 1234,
    list[str]: ["@everyone **x**"],
    list[MemberId]: [MemberId(7), MemberId(8)],
    bool: False,
    datetime: MOMENT,
    timedelta: timedelta(hours=72),
    timedelta | int | Fraction: timedelta(hours=72),
}


def leaves(of: type[AccordError] = AccordError) -> list[type[AccordError]]:
    """Return the classes that nothing is derived from."""
    below = of.__subclasses__()
    return [leaf for child in below for leaf in leaves(child)] if below else [of]


def made(kind: type[AccordError]) -> AccordError:
    """Return an error with facts of the right types."""
    if not is_dataclass(kind):
        return kind()
    hints = get_type_hints(kind)
    return kind(**{field.name: FACTS[hints[field.name]] for field in fields(kind)})


@pytest.mark.parametrize("kind", leaves())
def test_every_error_has_a_sentence_with_its_facts_made_safe(kind: type[AccordError]) -> None:
    text = sentence(made(kind))
    assert "@everyone" not in text
    assert "**x**" not in text
    assert text[-1] == "."
    assert 20 < len(text) < 1_000


def test_no_two_errors_share_a_sentence_and_none_is_left_over() -> None:
    assert set(SENTENCES) == set(leaves())
    assert len(set(SENTENCES.values())) == len(SENTENCES)


def test_times_are_discords() -> None:
    text = sentence(errors.DeadlineTooSoon(MOMENT, MOMENT, timedelta(hours=72)))
    assert f"<t:{int(MOMENT.timestamp())}:F>" in text
    assert "3 days" in text


def test_a_withdrawn_vote_and_a_stewards_circle_are_told_apart() -> None:
    assert "withdrawn" in sentence(errors.VoteClosed("Tree", MOMENT, withdrawn=True))
    assert "closed on" in sentence(errors.VoteClosed("Tree", MOMENT))
    assert "steward" in sentence(errors.MayNotPropose("Garden", "steward"))
    assert "members" in sentence(errors.MayNotPropose("Garden", "members"))


def test_a_role_is_named_by_its_mention() -> None:
    assert "<@&42>" in sentence(errors.FollowsRole("Garden", 42))
