"""Changes to the world, each with the events that Discord sends because of it."""

from typing import Any

from tests.wire.drafts import Upload, write
from tests.wire.gateway import Gateway
from tests.wire.interactions import Interaction, metadata
from tests.wire.permissions import Permission, in_channel
from tests.wire.refusals import Refusal, RefusedError
from tests.wire.sessions import Intent
from tests.wire.shapes import messages, people, places
from tests.wire.signal_board import SignalBoard
from tests.wire.world import Channel, ChannelType, Json, Member, Message, MessageFlag, User, World

NONCE_WINDOW_MS = 5 * 60 * 1000
# Discord waits 3 s. A busy test machine is not a broken bot, so the stand-in waits longer unless told not to.
ANSWER_WINDOW_MS = 10_000


class Host:
    """The world with its gateway: whoever changes something here, the bot hears of it as from Discord."""

    def __init__(self, world: World, board: SignalBoard) -> None:
        self.world = world
        self.board = board
        self.gateway = Gateway(world, board)
        self.interactions: dict[str, Interaction] = {}
        self.uploads: dict[int, Upload] = {}
        self.answer_window_ms = ANSWER_WINDOW_MS
        self._nonces: dict[tuple[int, str], tuple[Message, int]] = {}

    def require(self, channel: Channel, *needed: Permission) -> None:
        """Raise RefusedError unless the bot sees the channel and holds every permission that is needed."""
        if channel.guild is None:
            return
        me = channel.guild.members.get(self.world.bot.id)
        held = in_channel(me, channel) if me else Permission(0)
        if Permission.VIEW_CHANNEL not in held:
            raise RefusedError(Refusal.MISSING_ACCESS)
        if any(each not in held for each in needed):
            raise RefusedError(Refusal.MISSING_PERMISSIONS)

    def post(
        self,
        channel: Channel,
        author: User,
        body: dict[str, Any],
        files: dict[int, Upload],
        *,
        only_for: User | None = None,
        interaction: Interaction | None = None,
    ) -> Message:
        """Store a new message; with `enforce_nonce` a known nonce gives the first message again."""
        if known := self._known_nonce(channel, body):
            return known
        message = Message(self.world.ids.make(), channel, author, nonce=body.get("nonce"), only_for=only_for)
        message.reference = _reference(body, channel)
        message.interaction = metadata(interaction) if interaction else None
        write(message, body, files, self.world)
        self.publish(message)
        return message

    def publish(self, message: Message) -> None:
        """Let a finished message stand in its channel."""
        self.world.messages[message.id] = message
        message.channel.archived = False
        if message.nonce is not None:
            self._nonces[message.channel.id, str(message.nonce)] = (message, self.world.ids.clock_ms())
        self._tell("MESSAGE_CREATE", message, messages.message(message))

    def edit(self, message: Message, body: dict[str, Any], files: dict[int, Upload]) -> None:
        write(message, body, files, self.world)
        message.flags &= ~MessageFlag.LOADING
        message.edited_at = self.world.ids.now()
        self._tell("MESSAGE_UPDATE", message, messages.message(message))

    def erase(self, message: Message) -> None:
        message.deleted = True
        self._tell("MESSAGE_DELETE", message, {"id": str(message.id), "channel_id": str(message.channel.id)})

    def start_thread(
        self, parent: Channel, name: str, owner: User, *, message: Message | None, minutes: int
    ) -> Channel:
        """Open a public thread; one begun from a message has that message's id."""
        thread = Channel(
            message.id if message else self.world.ids.make(), ChannelType.PUBLIC_THREAD, name, parent.guild
        )
        thread.parent, thread.owner, thread.auto_archive_minutes = parent, owner, minutes
        thread.thread_members = [owner]
        self.world.channels[thread.id] = thread
        if message:
            message.thread = thread
        self.gateway.dispatch("THREAD_CREATE", places.thread(thread) | {"newly_created": True}, Intent.GUILDS)
        return thread

    def remove_channel(self, channel: Channel) -> None:
        """Delete a channel or thread and all that was said in it."""
        del self.world.channels[channel.id]
        for message in self.world.messages_in(channel):
            message.deleted = True
        event = "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE"
        self.gateway.dispatch(event, places.channel(channel), Intent.GUILDS)
        self.board.fire()

    def announce_member(self, event: str, member: Member) -> None:
        """GUILD_MEMBER_ADD, _UPDATE or _REMOVE."""
        body = {"user": people.user(member.user)} if event.endswith("REMOVE") else people.member(member)
        self.gateway.dispatch(event, body | {"guild_id": str(member.guild.id)}, Intent.GUILD_MEMBERS)
        self.board.fire()

    def _known_nonce(self, channel: Channel, body: dict[str, Any]) -> Message | None:
        if not body.get("enforce_nonce") or body.get("nonce") is None:
            return None
        message, made_ms = self._nonces.get((channel.id, str(body["nonce"])), (None, 0))
        return message if self.world.ids.clock_ms() - made_ms < NONCE_WINDOW_MS else None

    def _tell(self, event: str, message: Message, body: Json) -> None:
        self.board.fire()
        if message.only_for is not None:
            return
        guild = message.channel.guild
        where = {"guild_id": str(guild.id)} if guild else {}
        self.gateway.dispatch(event, body | where, Intent.GUILD_MESSAGES if guild else Intent.DIRECT_MESSAGES)


def _reference(body: dict[str, Any], channel: Channel) -> Json:
    wanted = body.get("message_reference")
    if not wanted:
        return None
    return {"type": 0, "channel_id": str(channel.id), "message_id": str(wanted["message_id"])}
