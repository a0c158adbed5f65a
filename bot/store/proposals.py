"""Proposals in the database: who put what to which circle, in which words, and where Discord shows it."""

import secrets
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from bot.rules.circle import Circle
from bot.rules.ids import ChannelId, CircleId, CommunityId, MemberId, MessageId, ProposalId, TopicId
from bot.services.values import Place, Proposal
from bot.store.tables import fact, proposal, version

_GET = (
    select(proposal, version.c.number, version.c.title, version.c.text, version.c.salt)
    .join(version, version.c.proposal_id == proposal.c.id)
    .where(proposal.c.id == bindparam("id"))
    .order_by(version.c.number.desc())
    .limit(1)
)

FIRST_NUMBER = "first_proposal"
"""Names the fact that a restored backup leaves."""

_FIRST = select(fact.c.value).where(fact.c.name == FIRST_NUMBER)
_HIGHEST = select(func.max(proposal.c.id))


class SqlProposals:
    """Proposals, whatever way they are decided."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(  # noqa: PLR0917 - a proposal is all of this at once
        self,
        circle: Circle,
        proposer_id: MemberId,
        title: str,
        text: str,
        now: datetime,
        again_id: ProposalId | None = None,
        topic_id: TopicId | None = None,
    ) -> ProposalId:
        """Store a proposal with its first wording; `again_id` is what it puts once more, `topic_id` its topic."""
        added = insert(proposal).values(
            **self._beyond(),
            community_id=circle.community_id,
            circle_id=circle.id,
            proposer_id=proposer_id,
            created_at=now,
            channel_id=circle.home_id,
            trouble="",
            again_id=again_id,
            topic_id=topic_id,
        )
        proposal_id = ProposalId(self._connection.execute(added.returning(proposal.c.id)).scalar_one())
        self._word(proposal_id, 1, title, text, now)
        return proposal_id

    def _beyond(self) -> dict[str, int]:
        """Return the number of the first proposal after a restored backup, nothing for any other.

        Buttons on cards from after the backup would else vote on what gets the numbers of proposals that were lost.
        Backups are of SQLite; PostgreSQL counts by itself.
        """
        if self._connection.dialect.name != "sqlite":
            return {}
        first = self._connection.scalar(_FIRST)
        if first is None or int(first) <= (self._connection.scalar(_HIGHEST) or 0):
            return {}
        return {"id": int(first)}

    def amend(self, proposal_id: ProposalId, text: str, now: datetime) -> None:
        """Store a further wording."""
        found = self.get(proposal_id)
        assert found is not None, "what is amended was proposed"  # noqa: S101
        self._word(proposal_id, found.version + 1, found.title, text, now)

    def hand_over(self, proposal_id: ProposalId, to: MemberId) -> None:
        """Remember who has taken a proposal over."""
        self._connection.execute(update(proposal).where(proposal.c.id == proposal_id).values(proposer_id=to))

    def _word(self, proposal_id: ProposalId, number: int, title: str, text: str, now: datetime) -> None:
        row = {
            "proposal_id": proposal_id,
            "number": number,
            "title": title,
            "text": text,
            "salt": secrets.token_hex(16),
            "created_at": now,
        }
        self._connection.execute(insert(version), row)

    def get(self, proposal_id: ProposalId) -> Proposal | None:
        """Return a proposal in its last wording."""
        row = self._connection.execute(_GET, {"id": proposal_id}).first()
        if row is None:
            return None
        return Proposal(
            id=ProposalId(row.id),
            community_id=CommunityId(row.community_id),
            circle_id=CircleId(row.circle_id),
            proposer_id=MemberId(row.proposer_id),
            version=row.number,
            title=row.title,
            text=row.text,
            topic_id=None if row.topic_id is None else TopicId(row.topic_id),
            salt=row.salt or "",
        )

    def place(self, proposal_id: ProposalId) -> Place | None:
        """Return where the proposal is shown."""
        found = select(proposal).where(proposal.c.id == proposal_id)
        row = self._connection.execute(found).first()
        if row is None:
            return None
        thread_id = None if row.thread_id is None else ChannelId(row.thread_id)
        card_id = None if row.card_id is None else MessageId(row.card_id)
        return Place(ChannelId(row.channel_id), card_id, thread_id, row.trouble)

    def put(self, proposal_id: ProposalId, place: Place) -> None:
        """Remember where the proposal is shown."""
        self._connection.execute(
            update(proposal)
            .where(proposal.c.id == proposal_id)
            .values(
                channel_id=place.channel_id,
                card_id=place.card_id,
                thread_id=place.thread_id,
                trouble=place.trouble,
            )
        )

    def shown_by(self, message_id: MessageId) -> ProposalId | None:
        """Return the proposal whose card is that message."""
        found = self._connection.scalar(select(proposal.c.id).where(proposal.c.card_id == message_id))
        return None if found is None else ProposalId(found)
