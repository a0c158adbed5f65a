"""Doubts in the database; each is read by its own member only."""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from bot.rules.doubt import Answer, Doubt
from bot.rules.ids import MemberId, ProposalId
from bot.store.tables import doubt as table
from bot.store.upsert import Upsert

_PUT = Upsert(table)


class SqlDoubts:
    """What troubles members, before it is an objection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, proposal_id: ProposalId, member_id: MemberId) -> Doubt | None:
        """Return the person's doubt."""
        mine = select(table).where(table.c.proposal_id == proposal_id, table.c.member_id == member_id)
        row = self._connection.execute(mine).first()
        if row is None:
            return None
        answers = {key: Answer(given) for key, given in row.answers.items()}
        return Doubt(proposal_id, member_id, row.text, answers, row.words, row.begun_at)

    def put(self, doubt: Doubt) -> None:
        """Keep a doubt, in the place of the person's earlier one."""
        row = {
            "proposal_id": doubt.proposal_id,
            "member_id": doubt.member_id,
            "text": doubt.text,
            "answers": dict(doubt.answers),
            "words": dict(doubt.words),
            "begun_at": doubt.begun_at,
        }
        _PUT(self._connection, row)

    def remove(self, proposal_id: ProposalId, member_id: MemberId | None = None) -> None:
        """Forget the person's doubt, or those of all."""
        forgotten = delete(table).where(table.c.proposal_id == proposal_id)
        self._connection.execute(forgotten if member_id is None else forgotten.where(table.c.member_id == member_id))

    def forget_before(self, moment: datetime) -> None:
        """Forget doubts begun before the moment."""
        self._connection.execute(delete(table).where(table.c.begun_at < moment))
