"""Drafts in the database."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from bot.rules.ids import CircleId, CommunityId, DraftId, MemberId, ProposalId, TopicId
from bot.services.values import Draft, PollDraft
from bot.store.tables import draft as table


def _columns(draft: Draft) -> dict[str, object]:
    return {name: value for name, value in asdict(draft).items() if name != "id"}


class SqlDrafts:
    """Texts not yet opened."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, draft: Draft, now: datetime) -> DraftId:
        """Store a draft; its own id is ignored."""
        added = insert(table).values(**_columns(draft), begun_at=now).returning(table.c.id)
        return DraftId(self._connection.execute(added).scalar_one())

    def get(self, draft_id: DraftId) -> Draft | None:
        """Return a draft."""
        row = self._connection.execute(select(table).where(table.c.id == draft_id)).first()
        if row is None:
            return None
        return Draft(
            DraftId(row.id),
            MemberId(row.author_id),
            CommunityId(row.community_id),
            CircleId(row.circle_id),
            row.title,
            row.text,
            row.threshold,
            row.deadline,
            None if row.again_id is None else ProposalId(row.again_id),
            None if row.poll is None else PollDraft(**row.poll),
            None if row.topic_id is None else TopicId(row.topic_id),
            row.secrecy,
        )

    def save(self, draft: Draft) -> None:
        """Store a changed draft."""
        self._connection.execute(update(table).where(table.c.id == draft.id).values(**_columns(draft)))

    def remove(self, draft_id: DraftId) -> None:
        """Forget a draft."""
        self._connection.execute(delete(table).where(table.c.id == draft_id))

    def forget_before(self, moment: datetime) -> None:
        """Forget drafts begun before the moment."""
        self._connection.execute(delete(table).where(table.c.begun_at < moment))
