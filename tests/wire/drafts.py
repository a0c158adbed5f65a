"""Turning the body of a create or edit request into a message, after checking what Discord would check."""

from dataclasses import dataclass, field
from typing import Any

from tests.wire.components import as_given_back
from tests.wire.form_rules import message_problems, missing_files
from tests.wire.mentions import ping
from tests.wire.refusals import Refusal, RefusedError
from tests.wire.world import Attachment, Json, Message, MessageFlag, World

SETTABLE = MessageFlag.EPHEMERAL | MessageFlag.COMPONENTS_V2 | (1 << 2) | (1 << 12)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way: part of a multipart request, or the value of an attachment option."""

    filename: str
    content: bytes = field(repr=False)


def write(message: Message, body: dict[str, Any], files: dict[int, Upload], world: World) -> None:
    """Fill or change the message as `body` says; keys that are absent leave what is there.

    Raises RefusedError(INVALID_FORM) for what Discord's limits forbid, RefusedError(EMPTY_MESSAGE) if
    nothing would be left to see. The message is untouched then.
    """
    content = body.get("content", message.content) or ""
    embeds = body.get("embeds", message.embeds) or []
    components = body.get("components", message.components) or []
    flags = message.flags | (int(body.get("flags") or 0) & SETTABLE)
    attachments = _attachments(message, body.get("attachments"), files, world)
    problems = message_problems(content, embeds, components, flags)
    problems += missing_files(components, embeds, (each.filename for each in attachments))
    if problems:
        raise RefusedError(Refusal.INVALID_FORM, problems)
    if not (content or embeds or components or attachments):
        raise RefusedError(Refusal.EMPTY_MESSAGE)
    message.content, message.embeds, message.flags = content, [_embed(each) for each in embeds], flags
    message.attachments = attachments
    message.components = as_given_back(components, attachments, message.channel)
    ping(message, body.get("allowed_mentions"), world, message.channel.guild)


def _embed(embed: Json) -> Json:
    shown = {"type": "rich"} | {key: value for key, value in embed.items() if value is not None}
    for entry in shown.get("fields", []):
        entry.setdefault("inline", False)
    return shown


def _attachments(
    message: Message, listed: list[Json] | None, files: dict[int, Upload], world: World
) -> list[Attachment]:
    """Those kept and those uploaded: without a list all are kept, with one only the listed ids are."""
    uploads = dict(files)
    if listed is None:
        kept = list(message.attachments)
        return kept + [_stored(upload, None, world) for upload in uploads.values()]
    present = {each.id: each for each in message.attachments}
    result = []
    for entry in listed:
        number = int(entry["id"])
        if number in uploads:
            result.append(_stored(uploads.pop(number), entry, world))
        elif number in present:
            result.append(present[number])
        else:
            raise RefusedError(Refusal.INVALID_FORM, [f"attachments: no attachment or file {number}"])
    return result


def _stored(upload: Upload, entry: Json, world: World) -> Attachment:
    entry = entry or {}
    name = entry.get("filename") or upload.filename
    return Attachment(world.ids.make(), name, upload.content, entry.get("description"))
