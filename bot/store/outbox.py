"""Messages owed to Discord, in the database."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, case, delete, func, insert, select, update

from bot.rules.ids import CommunityId, MemberId, MessageId, OutboxId, ProposalId
from bot.services.values import Backlog, Notice, OutboxRow, Owed
from bot.store.tables import Delivery, departure, outbox
from bot.store.within import is_within, parameters

_PENDING = outbox.c.state == Delivery.PENDING
_RENEW = (
    update(outbox)
    .where(outbox.c.proposal_id == bindparam("proposal"), outbox.c.notice == Notice.CARD_UPDATE, _PENDING)
    .values(nonce=bindparam("renewed"))
)
_LAST = outbox.c.notice.in_([Notice.LETTERS, Notice.CALL])
_OWED = _PENDING & outbox.c.community_id.not_in(select(departure.c.community_id))
_NOW = outbox.c.due_at <= bindparam("now")
DUE_IN = select(outbox.c.community_id).where(_OWED, _NOW).distinct()
_DUE = (
    select(outbox)
    .where(_OWED, _NOW, is_within(outbox.c.community_id))
    .order_by(case((_LAST, 1), else_=0), outbox.c.id)
    .limit(bindparam("most"))
)
_NEXT = select(func.min(outbox.c.due_at)).where(_OWED)
_WAITING = select(func.count(), func.sum(case((outbox.c.attempts > 2, 1), else_=0)), func.min(outbox.c.due_at)).where(
    _PENDING
)
_GIVEN_UP = select(func.count()).where(outbox.c.state == Delivery.FAILED)
_ADD = insert(outbox)


def new_nonce() -> str:
    """Return 24 random characters; Discord accepts up to 25."""
    return secrets.token_hex(12)


class SqlOutbox:
    """Messages owed to Discord."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._fresh: set[ProposalId | None] = set()

    def owe(self, owed: Owed, due_at: datetime) -> None:
        """Add a message; a card update that is already waiting is renewed instead of added twice."""
        if owed.notice is Notice.CARD_UPDATE and self._renewed(owed.proposal_id):
            return
        row = {
            "notice": owed.notice,
            "community_id": owed.community_id,
            "proposal_id": owed.proposal_id,
            "member_id": owed.member_id,
            "to_members": list(owed.to),
            "detail": owed.detail,
            "nonce": new_nonce(),
            "state": Delivery.PENDING,
            "attempts": 0,
            "due_at": due_at,
            "error": "",
        }
        self._connection.execute(_ADD, row)

    def _renewed(self, proposal_id: ProposalId | None) -> bool:
        """Give a waiting update a new nonce, by which a try that began before is known to be out of date.

        Once in a transaction is enough: no try begins within it.
        """
        if proposal_id in self._fresh:
            return True
        self._fresh.add(proposal_id)
        return bool(self._connection.execute(_RENEW, {"proposal": proposal_id, "renewed": new_nonce()}).rowcount)

    def due(self, now: datetime, limit: int, within: CommunityId | None = None) -> Sequence[OutboxRow]:
        """Return messages whose time has come, in the order they were owed; letters and calls after all others.

        Asked of one community or of all.
        """
        return [_row(row) for row in self._connection.execute(_DUE, parameters(within, now=now, most=limit))]

    def owed(self, notice: Notice, proposal_id: ProposalId) -> bool:
        """Whether such a message about a proposal waits, or was sent lately."""
        same = select(outbox.c.id).where(outbox.c.proposal_id == proposal_id, outbox.c.notice == notice)
        return self._connection.execute(same.limit(1)).first() is not None

    def posted(self, notice: Notice, proposal_id: ProposalId) -> MessageId | None:
        """Return the last such message about a proposal that Discord has, if that is remembered still."""
        same = (outbox.c.proposal_id == proposal_id, outbox.c.notice == notice, outbox.c.message_id.is_not(None))
        return self._connection.scalar(select(outbox.c.message_id).where(*same).order_by(outbox.c.id.desc()).limit(1))

    def next_due(self) -> datetime | None:
        """Return when the next message is due."""
        due_at: datetime | None = self._connection.scalar(_NEXT)
        return due_at

    def sent(self, row: OutboxRow, message_id: MessageId | None, now: datetime) -> None:
        """Record that Discord has it; what was renewed since `row` was read goes on waiting."""
        same = update(outbox).where(outbox.c.id == row.id, outbox.c.nonce == row.nonce, _PENDING)
        columns = {"state": Delivery.SENT, "message_id": message_id, "sent_at": now, "error": ""}
        self._connection.execute(same.values(attempts=outbox.c.attempts + 1, **columns))

    def retry(self, outbox_id: OutboxId, due_at: datetime, error: str) -> None:
        """Record a try that failed and when to try again."""
        self._tried(outbox_id, due_at=due_at, error=error)

    def failed(self, outbox_id: OutboxId, error: str, now: datetime) -> None:
        """Record that it cannot be delivered; `sent_at` then says when it was given up."""
        self._tried(outbox_id, state=Delivery.FAILED, error=error, sent_at=now)

    def backlog(self) -> Backlog:
        """Return how much is owed, and since when."""
        waiting, retried, oldest = self._connection.execute(_WAITING).one()
        return Backlog(waiting, retried or 0, self._connection.execute(_GIVEN_UP).scalar_one(), oldest)

    def forget_before(self, moment: datetime) -> None:
        """Forget messages that were sent or given up before the moment."""
        self._connection.execute(delete(outbox).where(outbox.c.state != Delivery.PENDING, outbox.c.sent_at < moment))

    def _tried(self, outbox_id: OutboxId, **columns: object) -> None:
        self._fresh.clear()
        tried = update(outbox).where(outbox.c.id == outbox_id, _PENDING)
        self._connection.execute(tried.values(attempts=outbox.c.attempts + 1, **columns))


def _row(row: Row[tuple[object, ...]]) -> OutboxRow:
    owed = Owed(
        notice=row.notice,
        community_id=CommunityId(row.community_id),
        proposal_id=None if row.proposal_id is None else ProposalId(row.proposal_id),
        member_id=None if row.member_id is None else MemberId(row.member_id),
        to=tuple(MemberId(member) for member in row.to_members),
        detail=row.detail,
    )
    return OutboxRow(OutboxId(row.id), owed, row.nonce, row.attempts, row.due_at)
