"""Secret ballots in the database: in boxes that the key of their decision unlocks, and at the close on papers.

A box is AES-256-GCM under that key, as long whatever it holds. At the close the papers are put down in an order that
chance gave them, and boxes, half-filled ballots and the key are overwritten with zeros; the writer then empties the
journal that it had kept for them.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

from bot.rules.ballot import Marks
from bot.rules.decision import Choice
from bot.rules.ids import MemberId, ProposalId
from bot.rules.paper import Paper, Stub, read, shuffled, spelled
from bot.store.tables import ballot, paper, sheet, vote_key
from bot.store.upsert import Upsert

PARTED = "parted"
"""Stands in the notes of a connection on which ballots were parted from their voters, until the journal is emptied."""

_KEY_LENGTH, _NONCE_LENGTH, _STUB_LENGTH = 256, 12, 32
"""Bits of a key, bytes of a nonce, characters of a stub."""

_LONGEST = max(map(len, Choice))
"""Characters to which a word is filled up, so that the length of its box does not tell which it is."""

_OF: BindParameter[int] = bindparam("id")
_KEY = select(vote_key.c.key).where(vote_key.c.proposal_id == _OF)
_BOXES = select(ballot.c.member_id, ballot.c.box).where(ballot.c.proposal_id == _OF, ballot.c.box.is_not(None))
_BOX = _BOXES.where(ballot.c.member_id == bindparam("member"))
_MINE = (
    select(ballot.c.proposal_id, ballot.c.box)
    .join(vote_key, vote_key.c.proposal_id == ballot.c.proposal_id)
    .where(ballot.c.member_id == bindparam("member"), ballot.c.box.is_not(None))
)
_SHEET = select(sheet.c.marks).where(sheet.c.proposal_id == _OF, sheet.c.member_id == bindparam("member"))
_PAPERS = select(paper.c.name, paper.c.choice, paper.c.marks).where(paper.c.proposal_id == _OF).order_by(paper.c.name)
_EMPTY = update(ballot).where(ballot.c.proposal_id == _OF).values(box=None)
_PUT, _KEEP = Upsert(ballot), Upsert(sheet)


class Unreadable(RuntimeError):
    """A box is there, and the key of its decision is not."""


class SqlPapers:
    """Secret ballots: one box for each voter, and at the close one paper for each ballot that counts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ciphers: dict[ProposalId, AESGCM] = {}

    def begin(self, proposal_id: ProposalId) -> None:
        """Make the key of a decision."""
        key = AESGCM.generate_key(_KEY_LENGTH)
        self._connection.execute(insert(vote_key), {"proposal_id": proposal_id, "key": key})

    def put(
        self, proposal_id: ProposalId, member_id: MemberId, said: Choice | Marks, stub: Stub, now: datetime
    ) -> None:
        """Cast or change a ballot; raises IntegrityError once the decision is closed."""
        text = spelled(said)
        row = {
            "proposal_id": proposal_id,
            "member_id": member_id,
            "choice": None,
            "marks": None,
            "reason": None,
            "box": self._lock(proposal_id, stub.secret + (text.ljust(_LONGEST) if isinstance(said, Choice) else text)),
            "salt": "",
            "cast_at": now,
        }
        _PUT(self._connection, row)

    def get(self, proposal_id: ProposalId, member_id: MemberId) -> tuple[Stub, Choice | Marks] | None:
        """Return the person's stub and what their ballot says, None where there is none or the vote is closed."""
        found = self._connection.execute(_BOX, {"id": proposal_id, "member": member_id}).first()
        return None if found is None else self._read(proposal_id, found.box)

    def sheet(self, proposal_id: ProposalId, member_id: MemberId) -> Marks | None:
        """Return the ballot that the person is filling in."""
        box = self._connection.scalar(_SHEET, {"id": proposal_id, "member": member_id})
        return None if box is None else tuple(bytes.fromhex(self._unlock(proposal_id, box)))

    def keep_sheet(self, proposal_id: ProposalId, member_id: MemberId, marks: Marks, now: datetime) -> None:
        """Remember how far the person is with their ballot."""
        box = self._lock(proposal_id, bytes(marks).hex())
        _KEEP(self._connection, {"proposal_id": proposal_id, "member_id": member_id, "marks": box, "changed_at": now})

    def stubs(self, member_id: MemberId) -> Mapping[ProposalId, Stub]:
        """Return the person's stubs, in whatever votes that run."""
        rows = self._connection.execute(_MINE, {"member": member_id})
        return {row.proposal_id: self._read(row.proposal_id, row.box)[0] for row in rows}

    def part(self, proposal_id: ProposalId, voters: Collection[MemberId]) -> Sequence[Paper]:
        """Put the ballots of these voters on papers, drop those of others, and destroy the key; return the papers."""
        counted = {*voters}
        boxes = {row.member_id: row.box for row in self._connection.execute(_BOXES, {"id": proposal_id})}
        found = [self._read(proposal_id, box) for member, box in boxes.items() if member in counted]
        papers = shuffled([Paper(stub.name, said) for stub, said in found])
        if papers:
            self._connection.execute(insert(paper), [_row(proposal_id, one) for one in papers])
        for member in sorted(boxes.keys() - counted):
            self._connection.execute(delete(ballot).filter_by(proposal_id=proposal_id, member_id=member))
        self._connection.execute(_EMPTY, {"id": proposal_id})
        for table in (sheet, vote_key):
            self._connection.execute(delete(table).filter_by(proposal_id=proposal_id))
        self._ciphers.pop(proposal_id, None)
        self._connection.info[PARTED] = True
        return papers

    def all(self, proposal_id: ProposalId) -> Sequence[Paper]:
        """Return the papers of a closed decision, in the order of their names."""
        rows = self._connection.execute(_PAPERS, {"id": proposal_id})
        return [Paper(row.name, tuple(row.marks) if row.choice is None else row.choice) for row in rows]

    def _read(self, proposal_id: ProposalId, box: bytes) -> tuple[Stub, Choice | Marks]:
        text = self._unlock(proposal_id, box)
        return Stub(text[:_STUB_LENGTH]), read(text[_STUB_LENGTH:].rstrip())

    def _lock(self, proposal_id: ProposalId, text: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE_LENGTH)
        return nonce + self._cipher(proposal_id).encrypt(nonce, text.encode(), _about(proposal_id))

    def _unlock(self, proposal_id: ProposalId, box: bytes) -> str:
        nonce, locked = box[:_NONCE_LENGTH], box[_NONCE_LENGTH:]
        return self._cipher(proposal_id).decrypt(nonce, locked, _about(proposal_id)).decode()

    def _cipher(self, proposal_id: ProposalId) -> AESGCM:
        if proposal_id not in self._ciphers:
            key: bytes | None = self._connection.scalar(_KEY, {"id": proposal_id})
            if key is None:
                raise Unreadable(f"decision {proposal_id}")
            self._ciphers[proposal_id] = AESGCM(key)
        return self._ciphers[proposal_id]


def _about(proposal_id: ProposalId) -> bytes:
    return f"decision {proposal_id}".encode()


def _row(proposal_id: ProposalId, one: Paper) -> dict[str, object]:
    said = (one.said, None) if isinstance(one.said, Choice) else (None, bytes(one.said))
    return {"proposal_id": proposal_id, "name": one.name, **dict(zip(("choice", "marks"), said, strict=True))}
