"""Whom a message pings: what its text names and its `allowed_mentions` let through."""

import re

from tests.wire.components import text_of
from tests.wire.world import Guild, Json, Message, World

USER = re.compile(r"<@!?(\d+)>")
ROLE = re.compile(r"<@&(\d+)>")
EVERYBODY = re.compile(r"@(everyone|here)\b")
ALL = ["users", "roles", "everyone"]


def ping(message: Message, allowed: Json, world: World, guild: Guild | None) -> None:
    """Set the three mention fields of the message; `allowed` is None where the request said nothing."""
    text = f"{message.content}\n{text_of(message.components)}"
    allowed = {"parse": ALL} if allowed is None else allowed
    parse = allowed.get("parse") or []
    users = _named(USER, text, "users" in parse, allowed.get("users"))
    roles = _named(ROLE, text, "roles" in parse, allowed.get("roles"))
    message.mentions = [world.users[each] for each in users if each in world.users]
    message.role_mentions = [guild.roles[each] for each in roles if each in guild.roles] if guild else []
    message.mentions_everyone = "everyone" in parse and EVERYBODY.search(text) is not None


def _named(pattern: re.Pattern[str], text: str, all_of_them: bool, listed: Json) -> list[int]:
    named = dict.fromkeys(int(each) for each in pattern.findall(text))
    chosen = {int(each) for each in listed or []}
    return [each for each in named if all_of_them or each in chosen]
