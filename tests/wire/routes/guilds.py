"""Guilds, their members, roles and channels."""

from tests.wire.host import Host
from tests.wire.journal import Request
from tests.wire.permissions import Permission, in_channel
from tests.wire.refusals import Refusal, RefusedError
from tests.wire.replies import NOTHING, Reply
from tests.wire.routes.lookups import guild_of, member_of
from tests.wire.routes.table import RouteTable
from tests.wire.shapes import people, places
from tests.wire.world import Guild, Role

GUILD = "/guilds/{guild_id}"
MEMBER_ROLE = "/guilds/{guild_id}/members/{user_id}/roles/{role_id}"

table = RouteTable()


@table.add("GET", GUILD)
def get_guild(host: Host, request: Request) -> Reply:
    guild = guild_of(host, request)
    body = places.guild(guild)
    if request.asks("with_counts"):
        body["approximate_member_count"] = len(guild.members)
        body["approximate_presence_count"] = 0
    return Reply(body)


@table.add("GET", f"{GUILD}/roles")
def list_roles(host: Host, request: Request) -> Reply:
    return Reply([people.role(each) for each in guild_of(host, request).roles.values()])


@table.add("GET", f"{GUILD}/channels")
def list_channels(host: Host, request: Request) -> Reply:
    inside = host.world.channels_of(guild_of(host, request))
    return Reply([places.channel(each) for each in inside if not each.is_thread])


@table.add("GET", f"{GUILD}/threads/active")
def list_active_threads(host: Host, request: Request) -> Reply:
    inside = host.world.channels_of(guild_of(host, request))
    threads = [each for each in inside if each.is_thread and not each.archived]
    mine = [places.thread_member(host.world.bot, each) for each in threads]
    return Reply({"threads": [places.thread(each) for each in threads], "members": mine, "has_more": False})


@table.add("GET", f"{GUILD}/members")
def list_members(host: Host, request: Request) -> Reply:
    after = int(request.query.get("after", 0))
    limit = int(request.query.get("limit", 1))
    members = sorted(guild_of(host, request).members.values(), key=lambda each: each.id)
    return Reply([people.member(each) for each in members if each.id > after][:limit])


@table.add("GET", f"{GUILD}/members/{{user_id}}")
def get_member(host: Host, request: Request) -> Reply:
    return Reply(people.member(member_of(host, request)))


@table.add("PUT", MEMBER_ROLE)
def give_role(host: Host, request: Request) -> Reply:
    member, role = member_of(host, request), _manageable_role(host, request)
    if role not in member.roles:
        member.roles.append(role)
        host.announce_member("GUILD_MEMBER_UPDATE", member)
    return NOTHING


@table.add("DELETE", MEMBER_ROLE)
def take_role(host: Host, request: Request) -> Reply:
    member, role = member_of(host, request), _manageable_role(host, request)
    if role in member.roles:
        member.roles.remove(role)
        host.announce_member("GUILD_MEMBER_UPDATE", member)
    return NOTHING


def _manageable_role(host: Host, request: Request) -> Role:
    guild = guild_of(host, request)
    role = guild.roles.get(request.id("role_id"))
    if role is None:
        raise RefusedError(Refusal.UNKNOWN_ROLE)
    if not _manages_roles(host, guild) or role.position >= _highest(host, guild):
        raise RefusedError(Refusal.MISSING_PERMISSIONS)
    return role


def _manages_roles(host: Host, guild: Guild) -> bool:
    me = guild.members[host.world.bot.id]
    places_seen = [in_channel(me, each) for each in host.world.channels_of(guild)]
    return any(Permission.MANAGE_ROLES in held for held in places_seen)


def _highest(host: Host, guild: Guild) -> int:
    return max((role.position for role in guild.members[host.world.bot.id].roles), default=0)
