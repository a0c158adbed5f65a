"""What people do besides using the bot: they come, go, change, talk and delete."""

from tests.wire.gateway import guild_in_full
from tests.wire.host import Host
from tests.wire.sessions import Intent
from tests.wire.shapes import people, places
from tests.wire.world import Channel, Guild, Member, Message, Role


class People(Host):
    """Happenings in the community; the bot hears of them if its intents ask for them."""

    def join(self, name: str, *roles: Role, guild: Guild | None = None) -> Member:
        member = self.world.add_member(name, *roles, guild=guild)
        self.announce_member("GUILD_MEMBER_ADD", member)
        return member

    def change(self, member: Member, *, roles: list[Role] | None = None, nick: str | None = None) -> None:
        member.roles = member.roles if roles is None else roles
        member.nick = nick or member.nick
        self.announce_member("GUILD_MEMBER_UPDATE", member)

    def leave(self, member: Member) -> None:
        member.guild.members.pop(member.id)
        self.announce_member("GUILD_MEMBER_REMOVE", member)

    def create_role(self, name: str, *, guild: Guild | None = None) -> Role:
        guild = guild or self.world.guild
        role = self.world.add_role(name, guild=guild)
        event = {"guild_id": str(guild.id), "role": people.role(role)}
        self.gateway.dispatch("GUILD_ROLE_CREATE", event, Intent.GUILDS)
        return role

    def create_channel(self, name: str, *, guild: Guild | None = None) -> Channel:
        channel = self.world.add_channel(name, guild=guild)
        self.gateway.dispatch("CHANNEL_CREATE", places.channel(channel), Intent.GUILDS)
        return channel

    def invite_bot(self, guild_name: str) -> Guild:
        """Somebody adds the bot to a guild of theirs."""
        guild = self.world.add_guild(guild_name)
        self.gateway.dispatch("GUILD_CREATE", guild_in_full(guild, self.world), Intent.GUILDS)
        return guild

    def remove_bot(self, guild: Guild) -> None:
        guild.members.pop(self.world.bot.id)
        self.gateway.dispatch("GUILD_DELETE", {"id": str(guild.id)}, Intent.GUILDS)

    def archive(self, thread: Channel) -> None:
        thread.archived = True
        self.gateway.dispatch("THREAD_UPDATE", places.thread(thread), Intent.GUILDS)

    def say(self, content: str, *, by: Member, channel: Channel) -> Message:
        return self.post(channel, by.user, {"content": content}, {})

    def purge(self, *messages: Message) -> None:
        """A moderator deletes many messages of one channel at once."""
        channel = messages[0].channel
        for message in messages:
            message.deleted = True
        event = {"ids": [str(each.id) for each in messages], "channel_id": str(channel.id)}
        where = {"guild_id": str(channel.guild.id)} if channel.guild else {}
        self.gateway.dispatch("MESSAGE_DELETE_BULK", event | where, Intent.GUILD_MESSAGES)
        self.board.fire()

    def delete(self, thing: Message | Channel) -> None:
        """A moderator deletes a message, a thread or a channel."""
        if isinstance(thing, Message):
            self.erase(thing)
        else:
            self.remove_channel(thing)
