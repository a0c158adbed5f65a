"""Legality challenges in the database."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from bot.rules.challenge import Challenge, Juror, Lot, Phase, next_alarm
from bot.rules.ids import AgreementId, ChallengeId, CircleId, CommunityId, MemberId, ProposalId
from bot.rules.process.description import Seat
from bot.services.ports.challenges import UNSEALED, Effect
from bot.store.tables import challenge, juror, jury_lot
from bot.store.within import is_within, parameters

_GET = select(challenge).where(challenge.c.id == bindparam("id"))
_OF = select(challenge).where(challenge.c.proposal_id == bindparam("proposal")).order_by(challenge.c.id)
_ABOUT = select(challenge).where(challenge.c.agreement_id == bindparam("agreement")).order_by(challenge.c.id)
_BY = select(challenge).where(
    challenge.c.community_id == bindparam("community"),
    challenge.c.by_id == bindparam("by"),
    challenge.c.ended_at.is_not(None),
)
_STANDS = select(challenge.c.proposal_id, challenge.c.phase).where(
    challenge.c.community_id == bindparam("community"),
    challenge.c.phase.in_((Phase.SUSPENDED, Phase.JURY, Phase.UPHELD)),
)
_RUNS = challenge.c.ended_at.is_(None)
DUE = (
    select(challenge.c.id)
    .where(_RUNS, challenge.c.due_at <= bindparam("heard"), is_within(challenge.c.community_id))
    .order_by(challenge.c.due_at, challenge.c.id)
)
_NEXT = select(func.min(challenge.c.due_at)).where(_RUNS)
_LOT = select(jury_lot).where(jury_lot.c.challenge_id == bindparam("id")).order_by(jury_lot.c.number.desc()).limit(1)
_JURORS = select(juror).where(juror.c.challenge_id == bindparam("id")).order_by(juror.c.place)


class SqlChallenges:
    """The challenges of all communities."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Challenge, effect: Effect, salt: str) -> ChallengeId:
        """Store a new challenge; its own id is ignored. Raises IntegrityError for a second on the same ground."""
        row = {
            "community_id": new.community_id,
            "circle_id": new.circle_id,
            "proposal_id": new.proposal_id,
            "agreement_id": effect.agreement_id,
            "seat": effect.seat and effect.seat.value,
            "ground": new.ground,
            "contradicts_id": new.contradicts,
            "by_id": new.by,
            "words": new.words,
            "salt": salt,
            "filed_at": new.filed_at,
            **_standing(new),
        }
        added = self._connection.execute(insert(challenge).values(**row).returning(challenge.c.id)).scalar_one()
        return ChallengeId(added)

    def put(self, changed: Challenge, salts: Mapping[MemberId, str] = UNSEALED) -> None:
        """Store where it stands, who has been called, and what they answered, with the salts of new verdicts."""
        for place, one in enumerate(changed.jurors, start=1):
            salted = {"salt": salts[one.member]} if one.member in salts else {}
            self._call(changed.id, place, one, salted)
        same = challenge.c.id == changed.id
        self._connection.execute(update(challenge).where(same).values(**_standing(changed)))

    def _call(self, challenge_id: ChallengeId, place: int, one: Juror, salted: Mapping[str, str]) -> None:
        said = {"answer": one.answer, "verdict": one.verdict, "reason": one.reason, **salted}
        known = update(juror).where(juror.c.challenge_id == challenge_id, juror.c.member_id == one.member)
        if not self._connection.execute(known.values(**said)).rowcount:
            row = {"challenge_id": challenge_id, "member_id": one.member, "place": place, "called_at": one.called_at}
            self._connection.execute(insert(juror), {"salt": "", **row, **said})

    def get(self, challenge_id: ChallengeId) -> Challenge | None:
        """Return a challenge with its last lot and all who were called."""
        row = self._connection.execute(_GET, {"id": challenge_id}).first()
        return None if row is None else self._whole(row)

    def effect(self, challenge_id: ChallengeId) -> Effect:
        """Return what its decision had done."""
        row = self._connection.execute(_GET, {"id": challenge_id}).one()
        about = None if row.agreement_id is None else AgreementId(row.agreement_id)
        return Effect(about, row.seat and Seat(row.seat))

    def of(self, proposal_id: ProposalId) -> Sequence[Challenge]:
        """Return the challenges of a decision, oldest first."""
        return [self._whole(row) for row in self._connection.execute(_OF, {"proposal": proposal_id}).all()]

    def stands(self, community_id: CommunityId) -> Mapping[ProposalId, Phase]:
        """Return the decisions of a community that are suspended or annulled, each with where its challenge stands."""
        rows = self._connection.execute(_STANDS, {"community": community_id})
        return {ProposalId(row.proposal_id): row.phase for row in rows}

    def about(self, agreement_id: AgreementId) -> Sequence[Challenge]:
        """Return the challenges of decisions about an agreement, oldest first."""
        return [self._whole(row) for row in self._connection.execute(_ABOUT, {"agreement": agreement_id}).all()]

    def by(self, community_id: CommunityId, member_id: MemberId) -> Sequence[Challenge]:
        """Return the challenges that somebody has filed and that have ended."""
        rows = self._connection.execute(_BY, {"community": community_id, "by": member_id}).all()
        return [self._whole(row) for row in rows]

    def due(self, now: datetime, within: CommunityId | None = None) -> Sequence[ChallengeId]:
        """Return in which the clock has something to do, by when it was due; in one community or in all."""
        return self._connection.scalars(DUE, parameters(within, heard=now)).all()

    def next_due(self) -> datetime | None:
        """Return when the clock has something to do next."""
        found: datetime | None = self._connection.scalar(_NEXT)
        return found

    def _whole(self, row: Row[tuple[object, ...]]) -> Challenge:
        lot = self._connection.execute(_LOT, {"id": row.id}).first()
        called = self._connection.execute(_JURORS, {"id": row.id})
        return Challenge(
            id=ChallengeId(row.id),
            community_id=CommunityId(row.community_id),
            circle_id=CircleId(row.circle_id),
            proposal_id=ProposalId(row.proposal_id),
            ground=row.ground,
            contradicts=None if row.contradicts_id is None else AgreementId(row.contradicts_id),
            by=MemberId(row.by_id),
            words=row.words,
            filed_at=row.filed_at,
            phase=row.phase,
            lot=Lot(lot.number, tuple(map(MemberId, lot.pool)), lot.commitment, lot.deadline) if lot else None,
            line=tuple(map(MemberId, (lot and lot.line) or ())),
            seats=row.seats,
            jurors=tuple(
                Juror(MemberId(one.member_id), one.called_at, one.answer, one.verdict, one.reason) for one in called
            ),
            until=row.until,
            ended_at=row.ended_at,
            upheld=row.upheld,
            judged=row.judged,
        )


def _standing(one: Challenge) -> dict[str, object]:
    return {
        "phase": one.phase,
        "seats": one.seats,
        "until": one.until,
        "due_at": next_alarm(one),
        "ended_at": one.ended_at,
        "upheld": one.upheld,
        "judged": one.judged,
    }
