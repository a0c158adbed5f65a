"""What members are to be told, in the database: about what, never what a ballot says."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, delete, func, select, update

from bot.rules.ids import CommunityId, DelegationId, LetterId, MemberId, ProposalId
from bot.services.values import Letter, LetterKind
from bot.store.tables import letter
from bot.store.upsert import put_new
from bot.store.within import is_within, parameters

_UNREAD = letter.c.read_at.is_(None)
_WAITING = (
    select(letter)
    .where(letter.c.member_id == bindparam("member"), letter.c.community_id == bindparam("community"), _UNREAD)
    .order_by(letter.c.id)
)
_ANYWHERE = select(letter).where(letter.c.member_id == bindparam("member"), _UNREAD).order_by(letter.c.id)
_LIES = (_UNREAD, letter.c.due_at.is_not(None))
DUE = (
    select(letter)
    .where(*_LIES, letter.c.due_at <= bindparam("now"), is_within(letter.c.community_id))
    .order_by(letter.c.due_at, letter.c.id)
    .limit(bindparam("most"))
)
_NEXT = select(func.min(letter.c.due_at)).where(*_LIES)
_AGAIN = (
    update(letter)
    .where(letter.c.member_id == bindparam("member"), letter.c.community_id == bindparam("community"), _UNREAD)
    .values(due_at=bindparam("again"))
)
_ABOUT = select(letter.c.member_id).where(
    letter.c.proposal_id == bindparam("proposal"), letter.c.kind == bindparam("kind_of")
)


class SqlLetters:
    """What members are to be told; each is read once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, letters: Collection[Letter], due_at: datetime) -> None:
        """Keep letters until they are brought; their own ids are ignored, and what lies there unread is left out."""
        rows = [
            {
                "community_id": one.community_id,
                "member_id": one.member_id,
                "kind": one.kind,
                "proposal_id": one.proposal_id,
                "delegation_id": one.delegation_id,
                "at": one.at,
                "due_at": due_at,
            }
            for one in letters
        ]
        if rows:
            put_new(self._connection, letter, rows)

    def waiting(self, member_id: MemberId, community_id: CommunityId | None = None) -> Sequence[Letter]:
        """Return the person's unread letters, in one community or in all, oldest first."""
        asked: dict[str, object] = {"member": member_id}
        if community_id is not None:
            return [_letter(row) for row in self._connection.execute(_WAITING, asked | {"community": community_id})]
        return [_letter(row) for row in self._connection.execute(_ANYWHERE, asked)]

    def unread(self, members: Collection[MemberId], community_id: CommunityId) -> Collection[MemberId]:
        """Return who of a few people has an unread letter in a community."""
        asked = select(letter.c.member_id).where(
            letter.c.member_id.in_(members), letter.c.community_id == community_id, _UNREAD
        )
        return frozenset(MemberId(member) for member in self._connection.scalars(asked))

    def due(self, now: datetime, most: int, within: CommunityId | None = None) -> Sequence[Letter]:
        """Return unread letters that are to be brought now; in one community or in all."""
        return [_letter(row) for row in self._connection.execute(DUE, parameters(within, now=now, most=most))]

    def next_due(self) -> datetime | None:
        """Return when the next letter is to be brought."""
        due_at: datetime | None = self._connection.scalar(_NEXT)
        return due_at

    def rest(self, letters: Collection[LetterId], until: datetime | None) -> None:
        """Let letters wait until they are brought, with None until their reader comes."""
        if letters:
            self._connection.execute(update(letter).where(letter.c.id.in_(letters)).values(due_at=until))

    def again(self, member_id: MemberId, community_id: CommunityId, now: datetime) -> None:
        """Bring what the person has not read in a community once more, on another way."""
        self._connection.execute(_AGAIN, {"member": member_id, "community": community_id, "again": now})

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
