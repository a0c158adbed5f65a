"""A message that Discord would refuse is refused, and the test that sent it fails."""

from typing import Any

import pytest

from tests.wire.form_rules import message_problems, missing_files
from tests.wire.rest_client import RestClient
from tests.wire.stand_in import StandIn
from tests.wire.world import MessageFlag

pytestmark = pytest.mark.wire

V2 = MessageFlag.COMPONENTS_V2
TEXT = {"type": 10, "content": "words"}


def button(name: str) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": name, "custom_id": name}


def row(*inside: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(inside)}


@pytest.mark.parametrize(
    ("content", "components", "flags", "complaint"),
    [
        ("x" * 2001, [], 0, "2001 characters"),
        ("words", [TEXT], V2, "cannot be used with Components V2"),
        ("", [TEXT] * 41, V2, "41 components"),
        ("", [{"type": 10, "content": "x" * 3999}, {"type": 10, "content": "ab"}], V2, "4001 characters"),
        ("", [TEXT], 0, "needs the Components V2 flag"),
        ("", [row(button(str(n))) for n in range(6)], 0, "6 rows"),
        ("", [row(button("a"), button("a"))], 0, "custom_id a is used 2 times"),
        ("", [row(*(button(str(n)) for n in range(6)))], 0, "a row of 6"),
    ],
)
def test_each_limit_is_named(content: str, components: list[dict[str, Any]], flags: int, complaint: str) -> None:
    problems = message_problems(content, [], components, flags)
    assert len(problems) == 1
    assert complaint in problems[0]


def test_nested_components_count() -> None:
    container = {"type": 17, "components": [TEXT] * 40}
    assert message_problems("", [], [container], V2) == ["components: 41 components, 40 are allowed"]


def test_a_picture_must_have_been_uploaded() -> None:
    gallery = {"type": 12, "items": [{"media": {"url": "attachment://dot.png"}}]}
    assert missing_files([gallery], [], ["dot.png"]) == []
    assert missing_files([gallery], [], ["other.png"]) == ["components: no attachment is named dot.png"]


async def test_a_broken_rule_is_answered_and_complained_of(discord: StandIn) -> None:
    body = {"components": [TEXT], "flags": 0}
    path = f"/channels/{discord.world.general.id}/messages"
    async with RestClient(discord) as rest:
        status, refused = await rest.call("POST", path, body)
        assert (status, refused["code"]) == (400, 50035)
        status, refused = await rest.call("POST", path, {"content": ""})
        assert (status, refused["code"]) == (400, 50006)
    assert discord.complaints == [f"POST {path}: components: this type needs the Components V2 flag"]
    discord.complaints.clear()
