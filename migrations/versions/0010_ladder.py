"""Fallback ladders, what rests until a date, and the circles of a proceeding."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BIG = sa.BigInteger()
MOMENT = sa.DateTime(timezone=True)
EVENTS = (
    "circle_created", "circle_edited", "members_changed", "proposal_opened", "option_nominated", "lot_sealed",
    "word_added", "proposal_withdrawn", "deadline_extended", "ballot_cast", "ballot_withdrawn", "delegation_set",
    "delegation_ended", "decision_frozen", "decision_counted", "step_taken", "agreement_changed", "report_written",
    "moved_on", "ladder_declared", "clauses_declared", "preference_changed",
)  # fmt: skip
NOTICES = (
    "card", "thread", "card_update", "begun", "reminder", "extended", "withdrawn", "result", "step",
    "step_reminder", "report", "way", "continued", "trouble",
)  # fmt: skip


def upgrade() -> None:
    widen("ledger", "event", EVENTS)
    widen("outbox", "notice", NOTICES)
    op.add_column("circle", sa.Column("ladder", sa.Text(), nullable=True))
    op.add_column("circle", sa.Column("clauses", sa.JSON(), nullable=True))
    op.create_table(
        "climb",
        sa.Column("proposal_id", BIG, autoincrement=False, nullable=False),
        sa.Column("ladder", sa.Text(), nullable=True),
        sa.Column("number", BIG, autoincrement=False, nullable=False),
        sa.Column("after_id", BIG, autoincrement=False, nullable=True),
        sa.Column("returned", sa.Boolean(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_climb_number")),
        sa.CheckConstraint("after_id <> proposal_id", name=op.f("ck_climb_after")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_climb_proposal_id_proposal")),
        sa.ForeignKeyConstraint(["after_id"], ["proposal.id"], name=op.f("fk_climb_after_id_proposal")),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_climb")),
        sa.UniqueConstraint("after_id", name=op.f("uq_climb_after_id")),
    )
    op.create_table(
        "rest",
        sa.Column("proposal_id", BIG, autoincrement=False, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("over_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_rest_proposal_id_proposal")),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_rest")),
    )
    op.create_index(
        "ix_rest_until",
        "rest",
        ["until"],
        sqlite_where=sa.text("over_at IS NULL"),
        postgresql_where=sa.text("over_at IS NULL"),
    )
    op.create_table(
        "sitting",
        sa.Column("proposal_id", BIG, autoincrement=False, nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("number", BIG, autoincrement=False, nullable=False),
        sa.Column("circle_id", BIG, autoincrement=False, nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_sitting_number")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proceeding.proposal_id"], name=op.f("fk_sitting_proposal_id_proceeding")
        ),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_sitting_circle_id_circle")),
        sa.PrimaryKeyConstraint("proposal_id", "side", "number", name=op.f("pk_sitting")),
    )
    op.create_index("ix_sitting_circle_id", "sitting", ["circle_id"])


def widen(table: str, column: str, values: tuple[str, ...]) -> None:
    """Let a column of names hold further ones."""
    allowed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_{column}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_{table}_{column}"), f"{column} IN ({allowed})")
