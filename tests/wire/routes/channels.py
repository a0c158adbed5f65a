"""Channels and threads: looking, opening, joining, closing."""

from tests.wire.host import Host
from tests.wire.journal import Request
from tests.wire.permissions import Permission
from tests.wire.refusals import Refusal, RefusedError
from tests.wire.replies import NOTHING, Reply
from tests.wire.routes.lookups import channel_of, message_of
from tests.wire.routes.table import RouteTable
from tests.wire.sessions import Intent
from tests.wire.shapes import people, places
from tests.wire.world import Channel, User

CHANNEL = "/channels/{channel_id}"
THREAD_MEMBERS = "/channels/{channel_id}/thread-members"

table = RouteTable()


@table.add("GET", CHANNEL)
def get_channel(host: Host, request: Request) -> Reply:
    return Reply(places.channel(channel_of(host, request)))


@table.add("PATCH", CHANNEL)
def change_channel(host: Host, request: Request) -> Reply:
    """Rename, archive or lock; a thread's owner may archive it, the rest needs a permission."""
    channel = channel_of(host, request)
    if channel.owner is not host.world.bot or "locked" in request.body:
        host.require(channel, Permission.MANAGE_THREADS)
    channel.name = request.body.get("name", channel.name)
    channel.archived = request.body.get("archived", channel.archived)
    channel.locked = request.body.get("locked", channel.locked)
    event = "THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE"
    host.gateway.dispatch(event, places.channel(channel), Intent.GUILDS)
    return Reply(places.channel(channel))


@table.add("POST", "/channels/{channel_id}/typing")
def show_typing(host: Host, request: Request) -> Reply:
    channel_of(host, request)
    return Reply({})


@table.add("POST", "/channels/{channel_id}/messages/{message_id}/threads")
def start_thread_from_message(host: Host, request: Request) -> Reply:
    message = message_of(host, request)
    host.require(message.channel, Permission.CREATE_PUBLIC_THREADS)
    if message.thread is not None:
        raise RefusedError(Refusal.HAS_A_THREAD)
    minutes = request.body.get("auto_archive_duration") or 1440
    thread = host.start_thread(message.channel, request.body["name"], host.world.bot, message=message, minutes=minutes)
    return Reply(places.thread(thread), 201)


@table.add("GET", THREAD_MEMBERS)
def list_thread_members(host: Host, request: Request) -> Reply:
    thread = _thread(host, request)
    shown = [places.thread_member(each, thread) for each in thread.thread_members]
    if request.asks("with_member") and thread.guild:
        for entry in shown:
            entry["member"] = people.member(thread.guild.members[int(entry["user_id"])])
    return Reply(shown)


@table.add("PUT", f"{THREAD_MEMBERS}/{{user_id}}")
@table.add("PUT", f"{THREAD_MEMBERS}/@me")
def add_to_thread(host: Host, request: Request) -> Reply:
    thread, user = _thread(host, request), _person(host, request)
    if thread.guild is None or user.id not in thread.guild.members:
        raise RefusedError(Refusal.UNKNOWN_MEMBER)
    if user not in thread.thread_members:
        thread.thread_members.append(user)
    return NOTHING


@table.add("DELETE", f"{THREAD_MEMBERS}/{{user_id}}")
@table.add("DELETE", f"{THREAD_MEMBERS}/@me")
def take_from_thread(host: Host, request: Request) -> Reply:
    thread, user = _thread(host, request), _person(host, request)
    if user in thread.thread_members:
        thread.thread_members.remove(user)
    return NOTHING


def _thread(host: Host, request: Request) -> Channel:
    channel = channel_of(host, request)
    if not channel.is_thread:
        raise RefusedError(Refusal.UNKNOWN_CHANNEL)
    return channel


def _person(host: Host, request: Request) -> User:
    user = host.world.users.get(int(request.params.get("user_id", host.world.bot.id)))
    if user is None:
        raise RefusedError(Refusal.UNKNOWN_USER)
    return user
