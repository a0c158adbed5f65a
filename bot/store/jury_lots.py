"""The lots by which juries are drawn, in the database, which keeps them as they were sealed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from bot.rules.challenge import Lot
from bot.rules.ids import ChallengeId, MemberId
from bot.services.ports.challenges import SealedLot
from bot.store.tables import jury_lot, jury_word
from bot.store.upsert import Upsert

_PUT = Upsert(jury_word)


class SqlJuryLots:
    """The lots for juries, and the words that members add to them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def seal(self, challenge_id: ChallengeId, sealed: SealedLot) -> None:
        """Store a lot that is to be drawn."""
        row = {
            "challenge_id": challenge_id,
            "number": sealed.lot.number,
            "pool": list(sealed.lot.pool),
            "commitment": sealed.lot.commitment,
            "secret": sealed.secret,
            "deadline": sealed.lot.deadline,
        }
        self._connection.execute(insert(jury_lot), row)

    def open(self, challenge_id: ChallengeId, number: int, line: Sequence[MemberId], now: datetime) -> None:
        """Remember when a lot was opened, and how its order begins; nothing where it was void."""
        opened = update(jury_lot).where(jury_lot.c.challenge_id == challenge_id, jury_lot.c.number == number)
        self._connection.execute(opened.values(opened_at=now, line=list(line)))

    def of(self, challenge_id: ChallengeId) -> Sequence[SealedLot]:
        """Return its lots, oldest first."""
        mine = select(jury_lot).where(jury_lot.c.challenge_id == challenge_id).order_by(jury_lot.c.number)
        return [
            SealedLot(
                Lot(row.number, tuple(map(MemberId, row.pool)), row.commitment, row.deadline), row.secret, row.opened_at
            )
            for row in self._connection.execute(mine)
        ]

    def word(self, challenge_id: ChallengeId, number: int, member_id: MemberId) -> str | None:
        """Return the person's word for a lot."""
        of = (jury_word.c.challenge_id == challenge_id, jury_word.c.number == number)
        return self._connection.scalar(select(jury_word.c.text).where(*of, jury_word.c.member_id == member_id))

    def put_word(self, challenge_id: ChallengeId, number: int, member_id: MemberId, text: str, now: datetime) -> None:
        """Add or change a word; raises IntegrityError from the deadline on."""
        row = {"challenge_id": challenge_id, "number": number, "member_id": member_id, "text": text, "added_at": now}
        _PUT(self._connection, row)

    def words(self, challenge_id: ChallengeId, number: int) -> Sequence[str]:
        """Return every word for a lot."""
        of = (jury_word.c.challenge_id == challenge_id, jury_word.c.number == number)
        return self._connection.scalars(select(jury_word.c.text).where(*of).order_by(jury_word.c.member_id)).all()
