"""The secret of each person in a community, from which their names in the record come."""

import secrets
from collections.abc import Collection, Mapping

from sqlalchemy import Connection, bindparam, select

from bot.rules.ids import CommunityId, MemberId, ProposalId
from bot.rules.record import key_in, name_of
from bot.store.tables import person
from bot.store.upsert import put_new

_OF = person.c.community_id == bindparam("community")
_GET = select(person.c.secret).where(_OF, person.c.member_id == bindparam("member"))
_SOME = select(person.c.member_id, person.c.secret).where(
    _OF, person.c.member_id.in_(bindparam("members", expanding=True))
)
_WHOSE = select(person.c.name, person.c.member_id).where(_OF, person.c.name.in_(bindparam("names", expanding=True)))

AT_ONCE = 5_000
"""People in one question: SQLite takes some thirty thousand values at the most."""


class SqlPersons:
    """Names in the record; whoever is seen for the first time is given a secret.

    A secret is remembered within the transaction: one ballot asks for it more than once.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[CommunityId, MemberId], str] = {}

    def forget(self) -> None:
        """Read every secret anew from now on."""
        self._known.clear()

    def key(self, community_id: CommunityId, member_id: MemberId, proposal_id: ProposalId | None = None) -> str | None:
        """Return what proves a person's name in a decision or in the community, None for who was never seen."""
        who = (community_id, member_id)
        if who not in self._known:
            secret = self._connection.scalar(_GET, {"community": community_id, "member": member_id})
            if secret is None:
                return None
            self._known[who] = secret
        return key_in(self._known[who], proposal_id)

    def name(self, community_id: CommunityId, member_id: MemberId, proposal_id: ProposalId | None = None) -> str:
        """Return a person's name in a decision or in the community; who has none is given one."""
        key = self.key(community_id, member_id, proposal_id)
        return self.meet(community_id, [member_id], proposal_id)[member_id] if key is None else name_of(key)

    def meet(
        self, community_id: CommunityId, members: Collection[int], proposal_id: ProposalId | None = None
    ) -> Mapping[int, str]:
        """Return the names of these people; who has none is given one."""
        new = [_new(community_id, member) for member in sorted({*members})]
        if new:
            put_new(self._connection, person, new)
        return self.names(community_id, members, proposal_id)

    def names(
        self, community_id: CommunityId, members: Collection[int], proposal_id: ProposalId | None = None
    ) -> Mapping[int, str]:
        """Return the names of those of these people who have one."""
        listed, found = sorted({*members}), {}
        for start in range(0, len(listed), AT_ONCE):
            asked = {"community": community_id, "members": listed[start : start + AT_ONCE]}
            for member, secret in self._connection.execute(_SOME, asked):
                found[member] = name_of(key_in(secret, proposal_id))
        return found

    def whose(self, community_id: CommunityId, names: Collection[str]) -> Mapping[str, MemberId]:
        """Return the members who have these names in the community."""
        asked = {"community": community_id, "names": [*names]}
        return {name: MemberId(member) for name, member in self._connection.execute(_WHOSE, asked)}


def _new(community_id: CommunityId, member: int) -> dict[str, object]:
    secret = secrets.token_hex(16)
    return {
        "community_id": community_id,
        "member_id": member,
        "secret": secret,
        "name": name_of(key_in(secret)),
    }
