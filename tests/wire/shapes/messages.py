"""Messages and their attachments as the JSON objects that Discord sends."""

import mimetypes
from typing import Any

from tests.wire.components import media_of, url_of
from tests.wire.shapes import people, places
from tests.wire.snowflake import moment
from tests.wire.world import Attachment, Channel, Message, MessageFlag

Body = dict[str, Any]


def attachment(each: Attachment, where: Channel) -> Body:
    url = url_of(each, where)
    shown: Body = {
        "id": str(each.id),
        "filename": each.filename,
        "size": len(each.content),
        "url": url,
        "proxy_url": url,
        "content_type": mimetypes.guess_type(each.filename)[0] or "application/octet-stream",
    }
    return shown | ({"description": each.description} if each.description else {})


def message(each: Message) -> Body:
    """A message; keys that Discord leaves out when there is nothing to say are left out, never null."""
    shown_elsewhere = {media.get("attachment_id") for media in media_of(each.components)}
    body: Body = {
        "id": str(each.id),
        "type": 0,
        "channel_id": str(each.channel.id),
        "author": people.user(each.author),
        "content": each.content,
        "embeds": each.embeds,
        "components": each.components,
        # Discord lists a file here only if no component shows it.
        "attachments": [
            attachment(one, each.channel) for one in each.attachments if str(one.id) not in shown_elsewhere
        ],
        "flags": int(each.flags | (MessageFlag.HAS_THREAD if each.thread else 0)),
        "mentions": [people.user(one) for one in each.mentions],
        "mention_roles": [str(one.id) for one in each.role_mentions],
        "mention_everyone": each.mentions_everyone,
        "timestamp": moment(each.id).isoformat(),
        "edited_timestamp": each.edited_at.isoformat() if each.edited_at else None,
        "pinned": False,
        "tts": False,
    }
    return body | _present(each)


def _present(each: Message) -> Body:
    optional = {
        "nonce": each.nonce,
        "thread": places.thread(each.thread) if each.thread else None,
        "interaction_metadata": each.interaction,
        "message_reference": each.reference,
    }
    if each.interaction:
        optional |= {"application_id": str(each.author.id), "webhook_id": str(each.author.id)}
    return {key: value for key, value in optional.items() if value is not None}
