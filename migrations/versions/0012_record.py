"""Names in the record instead of members' ids, and salts under which it has what they wrote."""

import hmac
import secrets
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BIG = sa.BigInteger()
EVENTS = (
    "circle_created", "circle_edited", "members_changed", "proposal_opened", "options_listed", "option_nominated",
    "lot_sealed", "word_added", "proposal_withdrawn", "deadline_extended", "ballot_cast", "ballot_withdrawn",
    "delegation_set", "delegation_ended", "delegation_accepted", "delegation_refused", "liquid_changed",
    "topic_changed", "override_opened", "ballot_confirmed", "decision_frozen", "decision_counted", "step_taken",
    "agreement_changed", "report_written", "moved_on", "ladder_declared", "clauses_declared", "preference_changed",
    "person_forgotten",
)  # fmt: skip
PEOPLE = """
    SELECT p.community_id, r.member_id FROM roll r JOIN proposal p ON p.id = r.proposal_id
    UNION SELECT c.community_id, m.member_id FROM circle_membership m JOIN circle c ON c.id = m.circle_id
"""
ABOUT = {
    "sqlite": "UPDATE ledger SET proposal_id = json_extract(payload, '$.proposal')",
    "postgresql": "UPDATE ledger SET proposal_id = CAST(CAST(payload AS json) ->> 'proposal' AS bigint)",
}


def upgrade() -> None:
    people()
    record()
    op.create_table(
        "departure",
        sa.Column("community_id", BIG, autoincrement=False, nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erase_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("community_id", name=op.f("pk_departure")),
    )
    published()
    with op.batch_alter_table("version") as batch_op:
        batch_op.add_column(sa.Column("salt", sa.String(), nullable=True))
    with op.batch_alter_table("move") as batch_op:
        batch_op.add_column(sa.Column("salt", sa.String(), nullable=True))


def people() -> None:
    """Give everybody a secret who was ever in a circle or on a roll."""
    person = op.create_table(
        "person",
        sa.Column("community_id", BIG, autoincrement=False, nullable=False),
        sa.Column("member_id", BIG, autoincrement=False, nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "member_id", name=op.f("pk_person")),
        sa.UniqueConstraint("community_id", "name", name=op.f("uq_person_community_id_name")),
    )
    found = op.get_bind().execute(sa.text(PEOPLE)).all()
    rows = [
        {"community_id": community, "member_id": member, "secret": secret, "name": name_from(secret)}
        for community, member in found
        for secret in (secrets.token_hex(16),)
    ]
    if rows:
        op.bulk_insert(person, rows)


def record() -> None:
    allowed = ", ".join(f"'{event}'" for event in EVENTS)
    with op.batch_alter_table("ledger") as batch_op:
        batch_op.add_column(sa.Column("actor", sa.String(32), nullable=True))
        batch_op.add_column(sa.Column("proposal_id", BIG, autoincrement=False, nullable=True))
        batch_op.drop_constraint(op.f("ck_ledger_event"), type_="check")
        batch_op.create_check_constraint(op.f("ck_ledger_event"), f"event IN ({allowed})")
        batch_op.create_check_constraint(op.f("ck_ledger_actor"), "actor IS NULL OR actor_id IS NULL")
    op.execute(ABOUT[op.get_bind().dialect.name])
    op.create_index("ix_ledger_actor", "ledger", ["community_id", "actor"])
    op.create_index("ix_ledger_proposal_id", "ledger", ["proposal_id"])


def published() -> None:
    """Circles go on as they were promised: without names, until they choose otherwise."""
    allowed = "'open', 'pseudonymous'"
    for table in ("circle", "draft", "decision"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("secrecy", sa.String(32), nullable=True))
            batch_op.create_check_constraint(op.f(f"ck_{table}_secrecy"), f"secrecy IN ({allowed})")
    op.execute("UPDATE circle SET secrecy = 'pseudonymous'")
    with op.batch_alter_table("circle") as batch_op:
        batch_op.alter_column("secrecy", existing_type=sa.String(32), nullable=False)


def name_from(secret: str) -> str:
    """Return the name in the community that comes from a secret."""
    key = hmac.digest(secret.encode(), b"community", "sha256").hex()
    return sha256(key.encode()).hexdigest()[:32]
