"""Messages in channels, threads and DMs."""

from tests.wire.host import Host
from tests.wire.journal import Request
from tests.wire.permissions import Permission
from tests.wire.refusals import Refusal, RefusedError
from tests.wire.replies import NOTHING, Reply
from tests.wire.routes.lookups import channel_of, message_of
from tests.wire.routes.table import RouteTable
from tests.wire.shapes import messages
from tests.wire.world import Channel

MESSAGES = "/channels/{channel_id}/messages"
MESSAGE = "/channels/{channel_id}/messages/{message_id}"
PAGE = 50

table = RouteTable()


@table.add("POST", MESSAGES)
def create_message(host: Host, request: Request) -> Reply:
    channel = channel_of(host, request)
    _may_write(host, channel, with_files=bool(request.files))
    return Reply(messages.message(host.post(channel, host.world.bot, request.body, request.files)))


@table.add("GET", MESSAGES)
def list_messages(host: Host, request: Request) -> Reply:
    channel = channel_of(host, request)
    host.require(channel, Permission.READ_MESSAGE_HISTORY)
    before = int(request.query.get("before", 1 << 63))
    after = int(request.query.get("after", 0))
    found = [each for each in host.world.messages_in(channel) if after < each.id < before]
    limit = int(request.query.get("limit", PAGE))
    page = found[:limit] if "after" in request.query else found[-limit:]
    return Reply([messages.message(each) for each in reversed(page)])


@table.add("GET", MESSAGE)
def get_message(host: Host, request: Request) -> Reply:
    message = message_of(host, request)
    host.require(message.channel, Permission.READ_MESSAGE_HISTORY)
    return Reply(messages.message(message))


@table.add("PATCH", MESSAGE)
def edit_message(host: Host, request: Request) -> Reply:
    message = message_of(host, request)
    if message.author is not host.world.bot:
        raise RefusedError(Refusal.NOT_THE_AUTHOR)
    host.edit(message, request.body, request.files)
    return Reply(messages.message(message))


@table.add("DELETE", MESSAGE)
def delete_message(host: Host, request: Request) -> Reply:
    message = message_of(host, request)
    if message.author is not host.world.bot:
        host.require(message.channel, Permission.MANAGE_MESSAGES)
    host.erase(message)
    return NOTHING


def _may_write(host: Host, channel: Channel, *, with_files: bool) -> None:
    if channel.recipient and not channel.recipient.accepts_dms:
        raise RefusedError(Refusal.CLOSED_DM)
    speak = Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
    host.require(channel, speak, *([Permission.ATTACH_FILES] if with_files else []))
    if channel.locked:
        raise RefusedError(Refusal.ARCHIVED_THREAD)
