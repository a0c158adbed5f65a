"""Application commands: the bot replaces the whole list, globally or for one guild."""

from typing import Any

from tests.wire.host import Host
from tests.wire.journal import Request
from tests.wire.refusals import Refusal, RefusedError
from tests.wire.replies import Reply
from tests.wire.routes.table import RouteTable
from tests.wire.world import GLOBAL, Json

CHAT_INPUT = 1
COMMANDS = "/applications/{application_id}/commands"
GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"

table = RouteTable()


@table.add("GET", COMMANDS)
@table.add("GET", GUILD_COMMANDS)
def list_commands(host: Host, request: Request) -> Reply:
    return Reply(host.world.commands.get(_place(host, request), []))


@table.add("PUT", COMMANDS)
@table.add("PUT", GUILD_COMMANDS)
def replace_commands(host: Host, request: Request) -> Reply:
    place = _place(host, request)
    known = {_key(each): each["id"] for each in host.world.commands.get(place, [])}
    commands = [_stored(host, place, each, known.get(_key(each))) for each in request.body]
    host.world.commands[place] = commands
    host.board.fire()
    return Reply(commands)


def _place(host: Host, request: Request) -> int:
    if request.id("application_id") != host.world.bot.id:
        raise RefusedError(Refusal.MISSING_ACCESS)
    return int(request.params.get("guild_id", GLOBAL))


def _key(command: Json) -> tuple[int, str]:
    return command.get("type") or CHAT_INPUT, command["name"]


def _stored(host: Host, place: int, command: Json, known_id: str | None) -> dict[str, Any]:
    """As Discord gives it back: a command of the same type and name keeps its id."""
    given = {key: value for key, value in command.items() if value is not None}
    if "default_member_permissions" in given:
        given["default_member_permissions"] = str(given["default_member_permissions"])
    filled: dict[str, Any] = {
        "id": known_id or str(host.world.ids.make()),
        "application_id": str(host.world.bot.id),
        "version": str(host.world.ids.make()),
        "type": CHAT_INPUT,
        "description": "",
        "nsfw": False,
        "default_member_permissions": None,
        "contexts": None,
        "integration_types": [0],
    }
    return filled | given | ({"guild_id": str(place)} if place else {})
