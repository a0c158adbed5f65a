"""Proposals on their way through a process, in the database."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from bot.rules.ids import CircleId, CommunityId, MemberId, ProposalId
from bot.rules.process.description import Beginning
from bot.rules.process.machine import Move, Turn
from bot.rules.process.proceeding import Proceeding
from bot.rules.processes import PROCESSES
from bot.rules.record import sealed
from bot.services.values import Houses
from bot.store.moves import read, read_move, write
from bot.store.tables import circle, proceeding, proposal, sitting, version
from bot.store.tables import move as move_table
from bot.store.within import is_within, parameters

LISTED = 100
"""Proceedings in a list, as with decisions."""

_WHOLE = (
    select(
        proceeding,
        proposal.c.community_id,
        proposal.c.circle_id,
        circle.c.name.label("circle"),
        version.c.title,
    )
    .join(proposal, proposal.c.id == proceeding.c.proposal_id)
    .join(circle, circle.c.id == proposal.c.circle_id)
    .join(version, (version.c.proposal_id == proposal.c.id) & (version.c.number == 1))
)
_LOG = select(move_table).where(move_table.c.proposal_id == bindparam("id")).order_by(move_table.c.number)
_RUNNING = proceeding.c.ended_at.is_(None)
_BY_DATE = [process.key for process in PROCESSES.values() if not process.offered]
"""What begins by itself is nobody's proposal."""
DUE = (
    select(proceeding.c.proposal_id)
    .join(proposal, proposal.c.id == proceeding.c.proposal_id)
    .where(_RUNNING, proceeding.c.due_at <= bindparam("heard"), is_within(proposal.c.community_id))
    .order_by(proceeding.c.due_at, proceeding.c.proposal_id)
)
_IN_CIRCLE = select(proceeding.c.proposal_id).join(proposal, proposal.c.id == proceeding.c.proposal_id)
_SAT_IN = select(sitting.c.proposal_id).where(sitting.c.circle_id == bindparam("circle"))
_OF_CIRCLE = _IN_CIRCLE.where(
    _RUNNING, (proposal.c.circle_id == bindparam("circle")) | proceeding.c.proposal_id.in_(_SAT_IN)
).order_by(proceeding.c.proposal_id)
_OPEN_BY = _IN_CIRCLE.where(
    _RUNNING,
    proposal.c.circle_id == bindparam("circle"),
    proposal.c.proposer_id == bindparam("proposer"),
    proceeding.c.process.not_in(_BY_DATE),
)
_HOUSES = select(sitting).where(sitting.c.proposal_id == bindparam("id")).order_by(sitting.c.side, sitting.c.number)


class SqlProceedings:
    """Proposals on their way through a process, each with the log of its moves."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Proceeding, houses: Houses) -> None:
        """Store a draft, with the circles of each of its houses."""
        row = {
            "proposal_id": new.id,
            "process": new.process.key,
            "beginning": write(new.beginning),
            "settings": write(new.settings),
            "knobs": dict(new.knobs),
            "software": new.software,
            "opened_at": new.opened_at,
            "phase": new.draft.phase.value,
            "heard_until": new.heard_until,
            "steps": 0,
        }
        self._connection.execute(insert(proceeding), row)
        seats = [
            {"proposal_id": new.id, "side": side, "number": number, "circle_id": circle_id}
            for side, circles in houses.items()
            for number, circle_id in enumerate(circles, start=1)
        ]
        if seats:
            self._connection.execute(insert(sitting), seats)

    def houses(self, proposal_id: ProposalId) -> Houses:
        """Return the circles of each house, none where one circle decides alone."""
        found: dict[str, tuple[CircleId, ...]] = {}
        for row in self._connection.execute(_HOUSES, {"id": proposal_id}):
            found[row.side] = (*found.get(row.side, ()), CircleId(row.circle_id))
        return found

    def get(self, proposal_id: ProposalId) -> Proceeding | None:
        """Return a proceeding with its log."""
        row = self._connection.execute(_WHOLE.where(proceeding.c.proposal_id == proposal_id)).first()
        return None if row is None else self._read(row)

    def log(self, proposal_id: ProposalId, number: int, move: Move, turn: Turn) -> str:
        """Add a move to the log, which only grows, and return a commitment to what was said in it."""
        kind, said, salt = type(move).__name__, write(move), secrets.token_hex(16)
        row = {
            "proposal_id": proposal_id,
            "number": number,
            "kind": kind,
            "said": said,
            "salt": salt,
            "by_id": turn.by,
            "at": turn.at,
        }
        self._connection.execute(insert(move_table), row)
        return sealed(salt, kind, said)

    def put(
        self,
        proposal_id: ProposalId,
        *,
        phase: str,
        due_at: datetime | None,
        heard_until: datetime,
        steps: int,
        ended: bool,
    ) -> None:
        """Remember where it stands; nothing leaves an end."""
        standing = {"phase": phase, "due_at": due_at, "heard_until": heard_until, "steps": steps}
        self._connection.execute(
            update(proceeding)
            .where(proceeding.c.proposal_id == proposal_id)
            .values(**standing, ended_at=heard_until if ended else None)
        )

    def running(self, circle_id: CircleId) -> Sequence[ProposalId]:
        """Return the proceedings in which the circle takes part that have not ended, oldest first."""
        return self._connection.scalars(_OF_CIRCLE, {"circle": circle_id}).all()

    def open_by(self, circle_id: CircleId, proposer_id: MemberId) -> int:
        """Return how many that have not ended the person has opened in the circle."""
        mine = select(func.count()).select_from(_OPEN_BY.subquery())
        return self._connection.scalar(mine, {"circle": circle_id, "proposer": proposer_id}) or 0

    def of(self, community_id: CommunityId) -> Sequence[Proceeding]:
        """Return the community's proceedings, newest first, at most 100."""
        found = _WHOLE.where(proposal.c.community_id == community_id).order_by(proposal.c.id.desc()).limit(LISTED)
        return [self._read(row) for row in self._connection.execute(found).all()]

    def due(self, now: datetime, within: CommunityId | None = None) -> Sequence[ProposalId]:
        """Return in which the clock has something to do, by when it was due; in one community or in all."""
        return self._connection.scalars(DUE, parameters(within, heard=now)).all()

    def next_due(self) -> datetime | None:
        """Return when the clock has something to do next."""
        found: datetime | None = self._connection.scalar(select(func.min(proceeding.c.due_at)).where(_RUNNING))
        return found

    def _read(self, row: Row[tuple[object, ...]]) -> Proceeding:
        process = PROCESSES[row.process]
        log = self._connection.execute(_LOG, {"id": row.proposal_id})
        return Proceeding(
            id=ProposalId(row.proposal_id),
            community_id=CommunityId(row.community_id),
            circle_id=CircleId(row.circle_id),
            circle=row.circle,
            title=row.title,
            process=process,
            beginning=read(Beginning, row.beginning),
            settings=read(process.settings, row.settings),
            log=tuple(
                (
                    read_move(process, one.kind, one.said),
                    Turn(None if one.by_id is None else MemberId(one.by_id), one.at),
                )
                for one in log
            ),
            knobs=row.knobs,
            software=row.software,
            opened_at=row.opened_at,
            heard_until=row.heard_until,
            steps=row.steps,
        )
