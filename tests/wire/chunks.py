"""Answers to REQUEST_GUILD_MEMBERS, a thousand members at a time."""

from collections.abc import Iterator
from typing import Any

from tests.wire.shapes import people
from tests.wire.world import Json, Member, World

MEMBERS_PER_CHUNK = 1000


def member_chunks(world: World, request: Json) -> Iterator[dict[str, Any]]:
    """GUILD_MEMBERS_CHUNK events for one request: by ids, or by the beginning of a name."""
    guild = world.guilds[int(request["guild_id"])]
    found, missing = _wanted(list(guild.members.values()), request)
    parts = [found[start : start + MEMBERS_PER_CHUNK] for start in range(0, len(found), MEMBERS_PER_CHUNK)]
    parts = parts or [[]]
    for index, part in enumerate(parts):
        chunk: dict[str, Any] = {
            "guild_id": str(guild.id),
            "members": [people.member(member) for member in part],
            "chunk_index": index,
            "chunk_count": len(parts),
        }
        yield chunk | ({"not_found": missing} if missing else {}) | _nonce(request)


def _nonce(request: Json) -> dict[str, Any]:
    return {"nonce": request["nonce"]} if "nonce" in request else {}


def _wanted(members: list[Member], request: Json) -> tuple[list[Member], list[str]]:
    ids = request.get("user_ids")
    if ids is not None:
        asked = [int(each) for each in (ids if isinstance(ids, list) else [ids])]
        present = {member.id: member for member in members}
        missing = [str(each) for each in asked if each not in present]
        return [present[each] for each in asked if each in present], missing
    query = request.get("query", "").lower()
    matching = [each for each in members if (each.nick or each.user.name).lower().startswith(query)]
    return matching[: request.get("limit") or None], []
