"""Words for sealed lots in the database, which refuses them itself from the deadline on."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from bot.rules.ids import MemberId, ProposalId
from bot.store.tables import word
from bot.store.upsert import Upsert

_PUT = Upsert(word)


class SqlWords:
    """What members add to the sealed lot of a poll: one word each."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, proposal_id: ProposalId, member_id: MemberId) -> str | None:
        """Return the person's word."""
        mine = select(word.c.text).where(word.c.proposal_id == proposal_id, word.c.member_id == member_id)
        return self._connection.scalar(mine)

    def put(self, proposal_id: ProposalId, member_id: MemberId, text: str, now: datetime) -> None:
        """Add or change a word; raises IntegrityError from the deadline on, and for who is not on the roll."""
        _PUT(self._connection, {"proposal_id": proposal_id, "member_id": member_id, "text": text, "added_at": now})

    def all(self, proposal_id: ProposalId) -> Sequence[str]:
        """Return every word."""
        of = select(word.c.text).where(word.c.proposal_id == proposal_id).order_by(word.c.member_id)
        return self._connection.scalars(of).all()
