"""What members are to be told, in the database: about what, never what a ballot says."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from bot.rules.ids import CommunityId, DelegationId, LetterId, MemberId, ProposalId
from bot.services.values import Letter, LetterKind
from bot.store.tables import letter

_UNREAD = letter.c.read_at.is_(None)
_WAITING = (
    select(letter)
    .where(letter.c.member_id == bindparam("member"), letter.c.community_id == bindparam("community"), _UNREAD)
    .order_by(letter.c.id)
)
_ANYWHERE = select(letter).where(letter.c.member_id == bindparam("member"), _UNREAD).order_by(letter.c.id)
_ABOUT = select(letter.c.member_id).where(
    letter.c.proposal_id == bindparam("proposal"), letter.c.kind == bindparam("kind_of")
)


class SqlLetters:
    """What members are to be told; each is read once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, letters: Collection[Letter]) -> None:
        """Keep letters; their own ids are ignored."""
        rows = [
            {
                "community_id": one.community_id,
                "member_id": one.member_id,
                "kind": one.kind,
                "proposal_id": one.proposal_id,
                "delegation_id": one.delegation_id,
                "at": one.at,
            }
            for one in letters
        ]
        if rows:
            self._connection.execute(insert(letter), rows)

    def waiting(self, member_id: MemberId, community_id: CommunityId | None = None) -> Sequence[Letter]:
        """Return the person's unread letters, in one community or in all, oldest first."""
        asked: dict[str, object] = {"member": member_id}
        if community_id is not None:
            return [_letter(row) for row in self._connection.execute(_WAITING, asked | {"community": community_id})]
        return [_letter(row) for row in self._connection.execute(_ANYWHERE, asked)]

    def told(self, proposal_id: ProposalId, kind: LetterKind, *, unread: bool = False) -> Collection[MemberId]:
        """Return who has such a letter about a proposal, read or not; or who has one unread."""
        asked = _ABOUT.where(_UNREAD) if unread else _ABOUT
        rows = self._connection.scalars(asked, {"proposal": proposal_id, "kind_of": kind})
        return frozenset(MemberId(member) for member in rows)

    def read(self, letters: Collection[LetterId], now: datetime) -> None:
        """Remember that letters were read."""
        if letters:
            self._connection.execute(update(letter).where(letter.c.id.in_(letters), _UNREAD).values(read_at=now))

    def forget_before(self, moment: datetime) -> None:
        """Forget letters that were written before the moment."""
        self._connection.execute(delete(letter).where(letter.c.at < moment))


def _letter(row: Row[tuple[object, ...]]) -> Letter:
    return Letter(
        LetterId(row.id),
        CommunityId(row.community_id),
        MemberId(row.member_id),
        row.kind,
        row.at,
        None if row.proposal_id is None else ProposalId(row.proposal_id),
        None if row.delegation_id is None else DelegationId(row.delegation_id),
    )
