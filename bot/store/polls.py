"""Votes among options in the database."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from bot.rules.ballot import Marks
from bot.rules.counting.outcome import Count
from bot.rules.decision import State
from bot.rules.ids import CommunityId, MemberId, ProposalId
from bot.rules.poll import Option, PollRules
from bot.store.counts import read_count, write_count
from bot.store.tables import chamber, decision, option, poll, proposal, sheet
from bot.store.upsert import Upsert
from bot.store.within import is_within, parameters

_OF = option.c.proposal_id == bindparam("id")
_OPTIONS = select(option).where(_OF).order_by(option.c.number)
_BEGUN = select(poll.c.begun_at).where(poll.c.proposal_id == bindparam("id"))
_NEXT = select(func.coalesce(func.max(option.c.number), 0) + 1).where(_OF)
TO_BEGIN = (
    select(poll.c.proposal_id)
    .join(decision, decision.c.proposal_id == poll.c.proposal_id)
    .join(proposal, proposal.c.id == poll.c.proposal_id)
    .where(
        is_within(proposal.c.community_id),
        decision.c.state == State.OPEN,
        poll.c.begun_at.is_(None),
        poll.c.nominations_until <= bindparam("now"),
    )
    .order_by(poll.c.nominations_until, poll.c.proposal_id)
)
_MINE = (sheet.c.proposal_id == bindparam("id"), sheet.c.member_id == bindparam("member"))
_SHEET = select(sheet.c.marks).where(*_MINE)
_KEEP = Upsert(sheet)


class SqlPolls:
    """Votes among options: the options, ballots being filled in, and what was counted."""

    def __init__(self, connection: Connection, changed: Callable[[], None]) -> None:
        self._connection, self._changed = connection, changed

    def open(self, proposal_id: ProposalId, rules: PollRules, secret: str) -> None:
        """Store how it is counted; `secret` is the sealed lot's, empty where there is none."""
        self._connection.execute(insert(poll), {"proposal_id": proposal_id, "secret": secret, **poll_columns(rules)})

    def seat(self, proposal_id: ProposalId, seats: Mapping[MemberId, int]) -> None:
        """Store in which chamber each member on the roll sits, by its place among the names."""
        rows = [{"proposal_id": proposal_id, "member_id": member, "number": seats[member]} for member in sorted(seats)]
        if rows:
            self._connection.execute(insert(chamber), rows)

    def seats(self, proposal_id: ProposalId) -> Mapping[int, int]:
        """Return in which chamber each member on the roll sits."""
        found = select(chamber.c.member_id, chamber.c.number).where(chamber.c.proposal_id == proposal_id)
        return {row.member_id: row.number for row in self._connection.execute(found)}

    def add(self, proposal_id: ProposalId, text: str, by: MemberId, now: datetime) -> int:
        """Add an option to the end of the list and return its number."""
        number: int = self._connection.scalar(_NEXT, {"id": proposal_id}) or 1
        row = {"proposal_id": proposal_id, "number": number, "text": text, "by_id": by, "added_at": now}
        self._connection.execute(insert(option), row)
        return number

    def options(self, proposal_id: ProposalId) -> Sequence[Option]:
        """Return the options as listed."""
        rows = self._connection.execute(_OPTIONS, {"id": proposal_id})
        return [Option(row.number, row.text, MemberId(row.by_id)) for row in rows]

    def secret(self, proposal_id: ProposalId) -> str:
        """Return what was sealed at the opening."""
        return self._connection.scalar(select(poll.c.secret).where(poll.c.proposal_id == proposal_id)) or ""

    def seal(self, proposal_id: ProposalId, pool: Sequence[str], commitment: str) -> None:
        """Store what is published of a lot while the vote runs; raises IntegrityError a second time."""
        self._change(proposal_id, pool=list(pool), commitment=commitment)

    def to_begin(self, now: datetime, within: CommunityId | None = None) -> Sequence[ProposalId]:
        """Return the open polls whose nominations are over and whose vote has not begun; in one community or in all."""
        return self._connection.scalars(TO_BEGIN, parameters(within, now=now)).all()

    def begun(self, proposal_id: ProposalId, now: datetime) -> bool:
        """Mark the vote as begun; False where it already was."""
        mark = update(poll).where(poll.c.proposal_id == proposal_id, poll.c.begun_at.is_(None))
        return self._connection.execute(mark.values(begun_at=now)).rowcount == 1

    def has_begun(self, proposal_id: ProposalId) -> bool:
        """Whether the vote is marked as begun, which is asked only where options were nominated."""
        return self._connection.scalar(_BEGUN, {"id": proposal_id}) is not None

    def sheet(self, proposal_id: ProposalId, member_id: MemberId) -> Marks | None:
        """Return the ballot that the person is filling in."""
        kept: bytes | None = self._connection.scalar(_SHEET, {"id": proposal_id, "member": member_id})
        return None if kept is None else tuple(kept)

    def keep_sheet(self, proposal_id: ProposalId, member_id: MemberId, marks: Marks, now: datetime) -> None:
        """Remember how far the person is with their ballot."""
        row = {"proposal_id": proposal_id, "member_id": member_id, "marks": bytes(marks), "changed_at": now}
        _KEEP(self._connection, row)

    def drop_sheets(self, proposal_id: ProposalId, member_id: MemberId | None = None) -> None:
        """Forget the ballot that the person is filling in, or those of all."""
        dropped = delete(sheet).where(sheet.c.proposal_id == proposal_id)
        if member_id is not None:
            dropped = dropped.where(sheet.c.member_id == member_id)
        self._connection.execute(dropped)

    def record(self, proposal_id: ProposalId, count: Count, now: datetime) -> None:
        """Store what was counted, with every step, and when; raises IntegrityError a second time."""
        winners = [int(winner) for winner in count.winners if winner.isdigit()]
        self._change(proposal_id, count=write_count(count), winners=winners, counted_at=now)

    def counted(self, proposal_id: ProposalId) -> tuple[Count, datetime] | None:
        """Return what was counted, and when."""
        counted = select(poll.c.count, poll.c.counted_at).where(poll.c.proposal_id == proposal_id)
        text, counted_at = self._connection.execute(counted).one_or_none() or (None, None)
        return None if text is None or counted_at is None else (read_count(text), counted_at)

    def _change(self, proposal_id: ProposalId, **columns: object) -> None:
        self._changed()
        self._connection.execute(update(poll).where(poll.c.proposal_id == proposal_id).values(**columns))


def poll_columns(rules: PollRules) -> dict[str, object]:
    """Return the columns of how a poll is counted."""
    return {
        "method": rules.method,
        "seats": rules.seats,
        "ties": rules.ties,
        "settings": dict(rules.settings),
        "nominations_until": rules.nominations_until,
        "commitment": rules.commitment,
        "chambers": list(rules.chambers),
        "pool": list(rules.pool),
        "reasons": rules.reasons,
    }


def read_poll(row: Row[tuple[object, ...]]) -> PollRules | None:
    """Return how the decision of a row is counted, None for a vote by threshold."""
    if row.method is None:
        return None
    return PollRules(
        row.method,
        row.seats,
        row.ties,
        row.settings,
        row.nominations_until,
        row.commitment,
        tuple(row.chambers),
        tuple(row.pool),
        row.reasons,
    )
