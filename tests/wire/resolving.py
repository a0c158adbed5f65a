"""From values of the world to ids in `data`, with the objects behind them in `resolved`."""

from typing import Any

from tests.wire.drafts import Upload
from tests.wire.host import Host
from tests.wire.shapes import messages, people, places
from tests.wire.world import Attachment, Channel, Guild, Json, Member, Message, Role, User

Thing = Member | User | Role | Channel | Message | Upload
Resolved = dict[str, dict[str, Any]]


class Resolver:
    """Collects what one interaction refers to."""

    def __init__(self, host: Host, channel: Channel, by: Member | User) -> None:
        self._host = host
        self._channel = channel
        self._by = by
        self.resolved: Resolved = {}

    @property
    def guild(self) -> Guild | None:
        return self._channel.guild

    def id_of(self, thing: Thing) -> str:
        """The id of a person, role, channel, message or uploaded file, which is then also resolved."""
        match thing:
            case Member() | User():
                return self._person(thing)
            case Role():
                return self._put("roles", thing.id, people.role(thing))
            case Channel():
                who = self._by if isinstance(self._by, Member) else None
                return self._put("channels", thing.id, places.partial_channel(thing, who))
            case Message():
                return self._put("messages", thing.id, messages.message(thing))
            case Upload():
                return self._upload(thing)

    def _person(self, person: Member | User) -> str:
        user = person.user if isinstance(person, Member) else person
        member = self.guild.members.get(user.id) if self.guild else None
        if member:
            held = people.partial_member(member) | {"permissions": "0"}
            self._put("members", user.id, held)
        return self._put("users", user.id, people.user(user))

    def _upload(self, upload: Upload) -> str:
        attachment = Attachment(self._host.world.ids.make(), upload.filename, upload.content)
        self._host.uploads[attachment.id] = upload
        return self._put("attachments", attachment.id, messages.attachment(attachment, self._channel))

    def _put(self, kind: str, snowflake: int, shown: Json) -> str:
        self.resolved.setdefault(kind, {})[str(snowflake)] = shown
        return str(snowflake)
