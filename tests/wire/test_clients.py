"""People can only do what a Discord client lets them do."""

from typing import Any

import pytest

from tests.wire.interactions import Answer, AnswerType, Interaction, Kind
from tests.wire.modals import submit
from tests.wire.resolving import Resolver
from tests.wire.stand_in import StandIn
from tests.wire.world import GLOBAL, Member, Message

pytestmark = pytest.mark.wire

TEXT_OPTION = {"type": 3, "name": "text", "required": True, "max_length": 5}
COUNT_OPTION = {"type": 4, "name": "count", "max_value": 3, "choices": [{"name": "two", "value": 2}]}
INNER = {"type": 1, "name": "open", "options": [TEXT_OPTION, COUNT_OPTION, {"type": 6, "name": "who"}]}
COMMAND = {"id": "1", "type": 1, "name": "circle", "contexts": [0], "options": [INNER]}


@pytest.fixture
def ana(discord: StandIn) -> Member:
    discord.world.commands[GLOBAL] = [COMMAND]
    return discord.world.add_member("ana")


@pytest.mark.parametrize(
    ("name", "options", "complaint"),
    [
        ("circle open", {}, "needs the options {'text'}"),
        ("circle open", {"text": "a", "colour": 1}, "has no options {'colour'}"),
        ("circle open", {"text": "abcdef"}, "6 characters"),
        ("circle open", {"text": 5}, "5 is no STRING"),
        ("circle open", {"text": "a", "count": True}, "True is no INTEGER"),
        ("circle open", {"text": "a", "count": 3}, "3 is none of"),
        ("circle open", {"text": "a", "who": "ana"}, "'ana' is no USER"),
        ("circle close", {}, "has no subcommand close"),
    ],
)
async def test_a_command_must_be_filled_in_properly(
    discord: StandIn, ana: Member, name: str, options: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(AssertionError, match=complaint):
        await discord.command(name, options, by=ana, channel=discord.world.general)


async def test_a_command_of_guilds_does_not_exist_in_a_dm(discord: StandIn, ana: Member) -> None:
    discord.patience = 0
    with pytest.raises(AssertionError, match="it did not happen in time"):
        await discord.command("circle open", {"text": "a"}, by=ana, channel=discord.world.dm(ana))


async def test_a_button_must_be_there_enabled_and_visible(discord: StandIn, ana: Member) -> None:
    ben = discord.world.add_member("ben")
    disabled = {"type": 2, "label": "Later", "custom_id": "later", "disabled": True}
    message = Message(1, discord.world.general, discord.world.bot, components=[disabled])
    with pytest.raises(AssertionError, match="no 'Now' on the message"):
        await discord.press("Now", message=message, by=ana)
    with pytest.raises(AssertionError, match="'Later' is disabled"):
        await discord.press("Later", message=message, by=ana)
    message.only_for = ben.user
    with pytest.raises(AssertionError, match="ana does not see this message"):
        await discord.press("Later", message=message, by=ana)


def field(kind: int, name: str, **more: Any) -> dict[str, Any]:
    return {"type": 18, "label": name.title(), "component": {"type": kind, "custom_id": name, **more}}


OPTIONS = [{"label": "Yes", "value": "yes"}, {"label": "No", "value": "no", "default": True}]
MODAL = {
    "custom_id": "m",
    "title": "Form",
    "components": [
        {"type": 10, "content": "Read this"},
        field(4, "why", max_length=5, value="so"),
        field(21, "vote", options=OPTIONS),
        field(5, "who", required=False),
        field(22, "days", options=OPTIONS, min_values=None, max_values=None),
        field(23, "sure", default=False),
    ],
}


def opened(discord: StandIn, ana: Member) -> Answer:
    interaction = Interaction(1, "t", Kind.COMMAND, ana.user, discord.world.general, {}, 0, ana)
    return Answer(AnswerType.MODAL, interaction, MODAL)


def test_a_modal_is_sent_with_presets_and_resolved_people(discord: StandIn, ana: Member) -> None:
    resolver = Resolver(discord, discord.world.general, ana)
    parts = submit(MODAL, {"Who": [ana], "sure": True, "days": ["yes", "no"]}, resolver)
    why, vote, who, days, sure = (part["component"] for part in parts[1:])
    assert (why["value"], vote["value"], sure["value"]) == ("so", "no", True)
    assert (who["values"], days["values"]) == ([str(ana.id)], ["yes", "no"])
    assert resolver.resolved["users"][str(ana.id)]["username"] == "ana"


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"Why": ""}, "Why: must be filled in"),
        ({"why": "because"}, "Why: 7 characters"),
        ({"Vote": "perhaps"}, "not among"),
        ({"Colour": "red"}, "has no fields"),
    ],
)
async def test_a_modal_must_be_filled_in_properly(
    discord: StandIn, ana: Member, fields: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(AssertionError, match=complaint):
        await discord.submit_modal(opened(discord, ana), fields)
