"""Files of messages, as cdn.discordapp.com serves them."""

from tests.wire.host import Host
from tests.wire.journal import Request
from tests.wire.refusals import Refusal, RefusedError
from tests.wire.replies import Reply
from tests.wire.routes.table import RouteTable

table = RouteTable()


@table.add("GET", "/attachments/{channel_id}/{attachment_id}/{filename}", needs_token=False)
def get_attachment(host: Host, request: Request) -> Reply:
    for message in host.world.messages.values():
        for attachment in message.attachments:
            if attachment.id == request.id("attachment_id"):
                return Reply(raw=attachment.content)
    if upload := host.uploads.get(request.id("attachment_id")):
        return Reply(raw=upload.content)
    raise RefusedError(Refusal.UNKNOWN_MESSAGE)
