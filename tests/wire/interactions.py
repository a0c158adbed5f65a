"""Interactions: what a person did, and what the bot answered."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from tests.wire.components import text_of
from tests.wire.shapes import messages, people, places
from tests.wire.world import Channel, Json, Member, Message, User, World

ATTACHMENT_SIZE_LIMIT = 10 * 1024 * 1024
IN_GUILD, IN_BOT_DM = 0, 1


class Kind(IntEnum):
    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL_SUBMIT = 5


class AnswerType(IntEnum):
    MESSAGE = 4
    DEFERRED = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(slots=True, eq=False)
class Interaction:
    """One press, command or submission; `origin` is the interaction whose answer was the modal."""

    id: int
    token: str
    kind: Kind
    by: User
    channel: Channel
    data: Json
    sent_ms: int
    member: Member | None = None
    message: Message | None = None
    origin: "Interaction | None" = None
    answer: "Answer | None" = None


@dataclass(slots=True, eq=False)
class Answer:
    """What the bot answered. `message` is the one it made or changed, as it stands now."""

    type: AnswerType
    interaction: Interaction = field(repr=False)
    data: Json
    message: Message | None = None
    followups: list[Message] = field(default_factory=list)
    filled: bool = True

    @property
    def ephemeral(self) -> bool:
        """Whether only the person who asked sees the message."""
        return self.message is not None and self.message.only_for is not None

    @property
    def content(self) -> str:
        return self.message.content if self.message else ""

    @property
    def components(self) -> list[Json]:
        return self.message.components if self.message else []

    @property
    def text(self) -> str:
        """Everything there is to read: the content and all text displays."""
        return "\n".join(part for part in (self.content, text_of(self.components)) if part)

    @property
    def modal(self) -> dict[str, Any]:
        """The form the bot opened: custom_id, title and components."""
        assert self.type is AnswerType.MODAL, f"the answer is a {self.type.name}, not a modal"
        return dict(self.data)

    @property
    def choices(self) -> list[tuple[str, Json]]:
        """Names and values the bot offered while the person was typing."""
        return [(each["name"], each["value"]) for each in self.data.get("choices", [])]


def owners(channel: Channel) -> dict[str, str]:
    """For a guild install: the guild, or "0" in a DM with the bot."""
    return {"0": str(channel.guild.id) if channel.guild else "0"}


def metadata(interaction: Interaction) -> dict[str, Any]:
    """What a message that answers an interaction says about it."""
    said: dict[str, Any] = {
        "id": str(interaction.id),
        "type": interaction.kind,
        "user": people.user(interaction.by),
        "authorizing_integration_owners": owners(interaction.channel),
    }
    if interaction.kind is Kind.COMPONENT and interaction.message:
        said["interacted_message_id"] = str(interaction.message.id)
    if interaction.kind is Kind.MODAL_SUBMIT and interaction.origin:
        said["triggering_interaction_metadata"] = metadata(interaction.origin)
    return said


def payload(interaction: Interaction, world: World) -> dict[str, Any]:
    """INTERACTION_CREATE: a member in a guild, a user in a DM."""
    channel = interaction.channel
    body: dict[str, Any] = {
        "id": str(interaction.id),
        "application_id": str(world.bot.id),
        "type": interaction.kind,
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": str(channel.id),
        "channel": places.partial_channel(channel, interaction.member),
        "context": IN_GUILD if channel.guild else IN_BOT_DM,
        "authorizing_integration_owners": owners(channel),
        "app_permissions": str(int(places.bot_permissions(channel, world.bot))),
        "attachment_size_limit": ATTACHMENT_SIZE_LIMIT,
        "entitlements": [],
        "locale": "en-US",
    }
    if interaction.message:
        body["message"] = messages.message(interaction.message)
    return body | _person(interaction)


def _person(interaction: Interaction) -> dict[str, Any]:
    if interaction.member is None:
        return {"user": people.user(interaction.by)}
    guild = interaction.member.guild
    return {
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": "en-US", "features": []},
        "guild_locale": "en-US",
        "member": people.member_who_acts(interaction.member, interaction.channel),
    }
