"""Proposals on their way through a process, and the log of their moves."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG = sa.BigInteger()
MOMENT = sa.DateTime(timezone=True)
EVENTS = (
    "circle_created", "circle_edited", "members_changed", "proposal_opened", "option_nominated", "lot_sealed",
    "word_added", "proposal_withdrawn", "deadline_extended", "ballot_cast", "ballot_withdrawn", "delegation_set",
    "delegation_ended", "decision_frozen", "decision_counted", "step_taken", "preference_changed",
)  # fmt: skip
NOTICES = (
    "card", "thread", "card_update", "begun", "reminder", "extended", "withdrawn", "result", "step", "step_reminder",
    "trouble",
)  # fmt: skip


def upgrade() -> None:
    widen("ledger", "event", EVENTS)
    widen("outbox", "notice", NOTICES)
    op.create_table(
        "proceeding",
        sa.Column("proposal_id", BIG, autoincrement=False, nullable=False),
        sa.Column("process", sa.String(), nullable=False),
        sa.Column("beginning", sa.Text(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("knobs", sa.JSON(), nullable=False),
        sa.Column("software", sa.String(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("heard_until", MOMENT, nullable=False),
        sa.Column("steps", BIG, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint("steps >= 0", name=op.f("ck_proceeding_steps")),
        sa.CheckConstraint("ended_at IS NULL OR due_at IS NULL", name=op.f("ck_proceeding_ended")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_proceeding_proposal_id_proposal")),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_proceeding")),
    )
    op.create_index(
        "ix_proceeding_due_at",
        "proceeding",
        ["due_at"],
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "move",
        sa.Column("proposal_id", BIG, autoincrement=False, nullable=False),
        sa.Column("number", BIG, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("by_id", BIG, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_move_number")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proceeding.proposal_id"], name=op.f("fk_move_proposal_id_proceeding")
        ),
        sa.PrimaryKeyConstraint("proposal_id", "number", name=op.f("pk_move")),
    )


def widen(table: str, column: str, values: tuple[str, ...]) -> None:
    """Let a column of names hold further ones."""
    allowed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_{column}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_{table}_{column}"), f"{column} IN ({allowed})")
