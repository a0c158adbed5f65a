"""Filling in a slash command as a client does: by name, with the types and limits the bot has synced."""

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from tests.wire.drafts import Upload
from tests.wire.resolving import Resolver
from tests.wire.world import Channel, Json, Member, Role, User, World


class OptionType(IntEnum):
    SUBCOMMAND = 1
    GROUP = 2
    STRING = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10
    ATTACHMENT = 11


PYTHON_TYPES: dict[OptionType, tuple[type, ...]] = {
    OptionType.STRING: (str,),
    OptionType.INTEGER: (int,),
    OptionType.BOOLEAN: (bool,),
    OptionType.NUMBER: (int, float),
    OptionType.USER: (Member, User),
    OptionType.CHANNEL: (Channel,),
    OptionType.ROLE: (Role,),
    OptionType.MENTIONABLE: (Member, User, Role),
    OptionType.ATTACHMENT: (Upload,),
}
NESTED = {OptionType.SUBCOMMAND, OptionType.GROUP}


def find_command(world: World, name: str, channel: Channel) -> Json | None:
    """The synced command whose name begins `name`, if it can be used in this kind of channel."""
    places = [0, *([channel.guild.id] if channel.guild else [])]
    context = 0 if channel.guild else 1
    for command in (each for place in places for each in world.commands.get(place, [])):
        if name != command["name"] and not name.startswith(command["name"] + " "):
            continue
        if command["contexts"] is None or context in command["contexts"]:
            return command
    return None


def fill_in(
    command: Json,
    path: list[str],
    given: Mapping[str, Any],
    resolver: Resolver,
    focused: str | None = None,
) -> list[Json]:
    """The `options` of an interaction; AssertionError for what a client would not send."""
    options = command.get("options", [])
    if path:
        inner = next((each for each in options if each["name"] == path[0] and each["type"] in NESTED), None)
        assert inner, f"{command['name']} has no subcommand {path[0]}: {[each['name'] for each in options]}"
        filled = fill_in(inner, path[1:], given, resolver, focused)
        return [{"name": inner["name"], "type": inner["type"], "options": filled}]
    known = {each["name"]: each for each in options}
    unknown = set(given) - set(known)
    assert not unknown, f"{command['name']} has no options {unknown}: {list(known)}"
    missing = {name for name, each in known.items() if each.get("required") and name not in given}
    assert focused or not missing, f"{command['name']} needs the options {missing}"
    return [_option(known[name], value, resolver, name == focused) for name, value in given.items()]


def _option(option: Json, value: Any, resolver: Resolver, focused: bool) -> dict[str, Any]:
    kind = OptionType(option["type"])
    filled = {"name": option["name"], "type": kind}
    if focused:
        return filled | {"value": value, "focused": True}
    fits = isinstance(value, PYTHON_TYPES[kind]) and (kind is OptionType.BOOLEAN) is isinstance(value, bool)
    assert fits, f"option {option['name']}: {value!r} is no {kind.name}"
    _check_limits(option, value)
    return filled | {"value": resolver.id_of(value) if kind in REFERENCES else value}


def _check_limits(option: Json, value: Any) -> None:
    name = option["name"]
    if choices := option.get("choices"):
        allowed = [each["value"] for each in choices]
        assert value in allowed, f"option {name}: {value!r} is none of {allowed}"
    if isinstance(value, str):
        longest = option.get("max_length", 6000)
        assert option.get("min_length", 0) <= len(value) <= longest, f"option {name}: {len(value)} characters"
    if isinstance(value, int | float):
        assert option.get("min_value", value) <= value, f"option {name}: {value} is too small"
        assert value <= option.get("max_value", value), f"option {name}: {value} is too large"
    if isinstance(value, Channel) and (types := option.get("channel_types")):
        assert value.type in types, f"option {name}: a channel of type {value.type}, not of {types}"


REFERENCES = {
    OptionType.USER,
    OptionType.CHANNEL,
    OptionType.ROLE,
    OptionType.MENTIONABLE,
    OptionType.ATTACHMENT,
}
