"""Votes among options: how they are counted, what can be chosen, ballots with marks."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG = sa.BigInteger()
MOMENT = sa.DateTime(timezone=True)
TIERULE = sa.Enum(
    "status_quo", "listed", "lot", name="tierule", native_enum=False, create_constraint=True, length=32
)  # fmt: skip
EVENTS = (
    "circle_created", "circle_edited", "members_changed", "proposal_opened", "option_nominated", "proposal_withdrawn",
    "deadline_extended", "ballot_cast", "ballot_withdrawn", "delegation_set", "delegation_ended", "decision_frozen",
    "decision_counted", "preference_changed",
)  # fmt: skip
NOTICES = (
    "card", "thread", "card_update", "begun", "reminder", "extended", "withdrawn", "result", "trouble",
)  # fmt: skip


def upgrade() -> None:
    widen("ledger", "event", EVENTS)
    widen("outbox", "notice", NOTICES)
    with op.batch_alter_table("decision") as batch_op:
        batch_op.alter_column("threshold", existing_type=sa.String(), nullable=True)
    with op.batch_alter_table("draft") as batch_op:
        batch_op.add_column(sa.Column("poll", sa.JSON(), nullable=True))
    with op.batch_alter_table("ballot") as batch_op:
        batch_op.alter_column("choice", existing_type=sa.String(length=32), nullable=True)
        batch_op.add_column(sa.Column("marks", sa.LargeBinary(), nullable=True))
        batch_op.create_check_constraint(op.f("ck_ballot_kind"), "(choice IS NULL) <> (marks IS NULL)")
    op.create_table(
        "poll",
        sa.Column("proposal_id", BIG, autoincrement=False, nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("seats", BIG, nullable=False),
        sa.Column("ties", TIERULE, nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("nominations_until", MOMENT, nullable=True),
        sa.Column("begun_at", MOMENT, nullable=True),
        sa.Column("commitment", sa.String(), nullable=False),
        sa.Column("chambers", sa.JSON(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("winners", sa.JSON(), nullable=True),
        sa.Column("count", sa.Text(), nullable=True),
        sa.CheckConstraint("seats >= 1", name=op.f("ck_poll_seats")),
        sa.ForeignKeyConstraint(["proposal_id"], ["decision.proposal_id"], name=op.f("fk_poll_proposal_id_decision")),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_poll")),
    )
    op.create_table(
        "chamber",
        sa.Column("proposal_id", BIG, autoincrement=False, nullable=False),
        sa.Column("member_id", BIG, autoincrement=False, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["poll.proposal_id"], name=op.f("fk_chamber_proposal_id_poll")),
        sa.PrimaryKeyConstraint("proposal_id", "member_id", name=op.f("pk_chamber")),
    )
    op.create_table(
        "option",
        sa.Column("proposal_id", BIG, autoincrement=False, nullable=False),
        sa.Column("number", BIG, autoincrement=False, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.CheckConstraint("number BETWEEN 1 AND 51", name=op.f("ck_option_number")),
        sa.ForeignKeyConstraint(["proposal_id"], ["poll.proposal_id"], name=op.f("fk_option_proposal_id_poll")),
        sa.PrimaryKeyConstraint("proposal_id", "number", name=op.f("pk_option")),
    )
    op.create_table(
        "sheet",
        sa.Column("proposal_id", BIG, autoincrement=False, nullable=False),
        sa.Column("member_id", BIG, autoincrement=False, nullable=False),
        sa.Column("marks", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["poll.proposal_id"], name=op.f("fk_sheet_proposal_id_poll")),
        sa.PrimaryKeyConstraint("proposal_id", "member_id", name=op.f("pk_sheet")),
    )


def widen(table: str, column: str, values: tuple[str, ...]) -> None:
    """Let a column of names hold further ones."""
    allowed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_{column}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_{table}_{column}"), f"{column} IN ({allowed})")
