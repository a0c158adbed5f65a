"""Taking the bot's answer to an interaction, once and of a type that fits what the person did."""

from typing import Any

from tests.wire.components import walk
from tests.wire.drafts import Upload
from tests.wire.host import Host
from tests.wire.interactions import Answer, AnswerType, Interaction, Kind, metadata
from tests.wire.refusals import Refusal, RefusedError
from tests.wire.world import Message, MessageFlag

TOKEN_LIFE_MS = 15 * 60 * 1000
MOST_IN_A_MODAL = 5

_NEW = {AnswerType.MESSAGE, AnswerType.DEFERRED}
_CHANGE = {AnswerType.UPDATE, AnswerType.DEFERRED_UPDATE}


def find(host: Host, interaction_id: int, token: str, window_ms: int) -> Interaction:
    """The interaction that waits for its first answer; RefusedError if it is unknown, late or answered."""
    interaction = host.interactions.get(token)
    if interaction is None or interaction.id != interaction_id:
        raise RefusedError(Refusal.UNKNOWN_INTERACTION)
    if interaction.answer is not None:
        raise RefusedError(Refusal.ALREADY_ACKNOWLEDGED)
    if host.world.ids.clock_ms() - interaction.sent_ms > window_ms:
        raise RefusedError(Refusal.UNKNOWN_INTERACTION)
    return interaction


def answered(host: Host, token: str) -> Answer:
    """The answer behind a webhook token that is still alive."""
    interaction = host.interactions.get(token)
    if interaction is None or interaction.answer is None:
        raise RefusedError(Refusal.UNKNOWN_WEBHOOK)
    if host.world.ids.clock_ms() - interaction.sent_ms > TOKEN_LIFE_MS:
        raise RefusedError(Refusal.EXPIRED_TOKEN)
    return interaction.answer


def take(host: Host, interaction: Interaction, body: dict[str, Any], files: dict[int, Upload]) -> Answer:
    """Store the first answer and do what it says."""
    kind = AnswerType(body["type"])
    if kind not in _fitting(interaction):
        problem = f"type: {kind.name} cannot answer a {interaction.kind.name}"
        raise RefusedError(Refusal.INVALID_FORM, [problem])
    answer = Answer(kind, interaction, body.get("data") or {})
    if kind is AnswerType.MODAL:
        _check_modal(answer.modal)
    elif kind is AnswerType.MESSAGE:
        answer.message = _new_message(host, interaction, answer.data, files)
    elif kind is AnswerType.DEFERRED:
        answer.message, answer.filled = _loading(host, interaction, answer.data), False
    elif kind in _CHANGE:
        answer.message, answer.filled = interaction.message, kind is AnswerType.UPDATE
        if kind is AnswerType.UPDATE and interaction.message:
            host.edit(interaction.message, answer.data, files)
    interaction.answer = answer
    host.board.fire()
    return answer


def follow_up(host: Host, answer: Answer, body: dict[str, Any], files: dict[int, Upload]) -> Message:
    """A further message; the first one after a deferral takes the place of "thinking…"."""
    if answer.type is AnswerType.DEFERRED and not answer.filled and answer.message:
        fill(host, answer, answer.message, body, files)
        return answer.message
    message = _new_message(host, answer.interaction, body, files)
    answer.followups.append(message)
    answer.filled = True
    host.board.fire()
    return message


def fill(host: Host, answer: Answer, message: Message, body: dict[str, Any], files: dict[int, Upload]) -> None:
    """Edit the original answer or a follow-up; an edit of the original ends a deferral."""
    host.edit(message, body, files)
    if message is answer.message:
        answer.filled = True
    host.board.fire()


def _fitting(interaction: Interaction) -> set[AnswerType]:
    match interaction.kind:
        case Kind.AUTOCOMPLETE:
            return {AnswerType.CHOICES}
        case Kind.COMMAND:
            return _NEW | {AnswerType.MODAL}
        case Kind.COMPONENT:
            return _NEW | _CHANGE | {AnswerType.MODAL}
        case Kind.MODAL_SUBMIT:
            return _NEW | (_CHANGE if interaction.message else set())


def _new_message(host: Host, interaction: Interaction, data: dict[str, Any], files: dict[int, Upload]) -> Message:
    hidden = bool(int(data.get("flags") or 0) & MessageFlag.EPHEMERAL)
    only_for = interaction.by if hidden else None
    return host.post(interaction.channel, host.world.bot, data, files, only_for=only_for, interaction=interaction)


def _loading(host: Host, interaction: Interaction, data: dict[str, Any]) -> Message:
    flags = int(data.get("flags") or 0) & MessageFlag.EPHEMERAL
    message = Message(host.world.ids.make(), interaction.channel, host.world.bot)
    message.flags = flags | MessageFlag.LOADING
    message.only_for = interaction.by if flags else None
    message.interaction = metadata(interaction)
    host.publish(message)
    return message


def _check_modal(modal: dict[str, Any]) -> None:
    names = [each["custom_id"] for each in walk(modal["components"]) if each.get("custom_id")]
    problems = []
    if len(modal["components"]) > MOST_IN_A_MODAL:
        problems.append(f"components: {len(modal['components'])} in a modal, {MOST_IN_A_MODAL} are allowed")
    if len(set(names)) < len(names):
        problems.append("components: a custom_id is used twice")
    if problems:
        raise RefusedError(Refusal.INVALID_FORM, problems)
