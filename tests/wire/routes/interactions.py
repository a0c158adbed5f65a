"""Answers to interactions, and what follows under their token."""

from typing import Any

from tests.wire.answering import answered, fill, find, follow_up, take
from tests.wire.host import Host
from tests.wire.interactions import Answer, AnswerType
from tests.wire.journal import Request
from tests.wire.refusals import Refusal, RefusedError
from tests.wire.replies import NOTHING, Reply
from tests.wire.routes.table import RouteTable
from tests.wire.shapes import messages
from tests.wire.world import Message, MessageFlag

WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
ORIGINAL = f"{WEBHOOK}/messages/@original"
FOLLOW_UP = f"{WEBHOOK}/messages/{{message_id}}"

table = RouteTable()


@table.add("POST", "/interactions/{interaction_id}/{interaction_token}/callback", needs_token=False)
def answer_interaction(host: Host, request: Request) -> Reply:
    token = request.params["interaction_token"]
    interaction = find(host, request.id("interaction_id"), token, host.answer_window_ms)
    answer = take(host, interaction, request.body, request.files)
    return Reply(_callback_response(answer)) if request.asks("with_response") else NOTHING


@table.add("POST", WEBHOOK, needs_token=False)
def send_follow_up(host: Host, request: Request) -> Reply:
    message = follow_up(host, _answer(host, request), request.body, request.files)
    return Reply(messages.message(message)) if request.asks("wait") else NOTHING


@table.add("GET", ORIGINAL, needs_token=False)
@table.add("GET", FOLLOW_UP, needs_token=False)
def get_answer(host: Host, request: Request) -> Reply:
    return Reply(messages.message(_message(host, request)))


@table.add("PATCH", ORIGINAL, needs_token=False)
@table.add("PATCH", FOLLOW_UP, needs_token=False)
def edit_answer(host: Host, request: Request) -> Reply:
    message = _message(host, request)
    fill(host, _answer(host, request), message, request.body, request.files)
    return Reply(messages.message(message))


@table.add("DELETE", ORIGINAL, needs_token=False)
@table.add("DELETE", FOLLOW_UP, needs_token=False)
def delete_answer(host: Host, request: Request) -> Reply:
    host.erase(_message(host, request))
    return NOTHING


def _answer(host: Host, request: Request) -> Answer:
    if request.id("webhook_id") != host.world.bot.id:
        raise RefusedError(Refusal.UNKNOWN_WEBHOOK)
    return answered(host, request.params["webhook_token"])


def _message(host: Host, request: Request) -> Message:
    answer = _answer(host, request)
    own = [each for each in (answer.message, *answer.followups) if each and not each.deleted]
    if "message_id" not in request.params:
        own = [each for each in own if each is answer.message]
    else:
        own = [each for each in own if each.id == request.id("message_id")]
    if not own:
        raise RefusedError(Refusal.UNKNOWN_MESSAGE)
    return own[0]


def _callback_response(answer: Answer) -> dict[str, Any]:
    interaction = answer.interaction
    said: dict[str, Any] = {
        "id": str(interaction.id),
        "type": interaction.kind,
        "channel_id": str(interaction.channel.id),
    }
    if interaction.channel.guild:
        said["guild_id"] = str(interaction.channel.guild.id)
    if answer.message:
        said["response_message_id"] = str(answer.message.id)
        said["response_message_loading"] = bool(answer.message.flags & MessageFlag.LOADING)
        said["response_message_ephemeral"] = answer.ephemeral
    body: dict[str, Any] = {"interaction": said}
    if answer.message and answer.type in {AnswerType.MESSAGE, AnswerType.UPDATE}:
        body["resource"] = {"type": answer.type, "message": messages.message(answer.message)}
    return body
