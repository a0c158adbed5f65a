"""What circles have agreed on, its versions, the proposals about it, and minority reports."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BIG = sa.BigInteger()
MOMENT = sa.DateTime(timezone=True)
EVENTS = (
    "circle_created", "circle_edited", "members_changed", "proposal_opened", "option_nominated", "lot_sealed",
    "word_added", "proposal_withdrawn", "deadline_extended", "ballot_cast", "ballot_withdrawn", "delegation_set",
    "delegation_ended", "decision_frozen", "decision_counted", "step_taken", "agreement_changed", "report_written",
    "preference_changed",
)  # fmt: skip
NOTICES = (
    "card", "thread", "card_update", "begun", "reminder", "extended", "withdrawn", "result", "step", "step_reminder",
    "report", "trouble",
)  # fmt: skip
WAITS = sa.text("status = 'in_force'")


def upgrade() -> None:
    widen("ledger", "event", EVENTS)
    widen("outbox", "notice", NOTICES)
    agreements()
    versions()
    courses()
    reports()


def agreements() -> None:
    op.create_table(
        "agreement",
        sa.Column("id", BIG.with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("community_id", BIG, autoincrement=False, nullable=False),
        sa.Column("circle_id", BIG, autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("sought", sa.Text(), nullable=False),
        sa.Column("status", sa.Enum("in_force", "review_due", "dropped", name="status", native_enum=False, length=32),
                  nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("review_at", MOMENT, nullable=False),
        sa.Column("undecided", BIG, nullable=False),
        sa.CheckConstraint("status IN ('in_force', 'review_due', 'dropped')", name=op.f("ck_agreement_status")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_agreement_version")),
        sa.CheckConstraint("undecided >= 0", name=op.f("ck_agreement_undecided")),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_agreement_circle_id_circle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )  # fmt: skip
    op.create_index("ix_agreement_community_id", "agreement", ["community_id"])
    op.create_index("ix_agreement_circle_id", "agreement", ["circle_id"])
    op.create_index("ix_agreement_review_at", "agreement", ["review_at"], sqlite_where=WAITS, postgresql_where=WAITS)


def versions() -> None:
    op.create_table(
        "agreement_version",
        sa.Column("agreement_id", BIG, autoincrement=False, nullable=False),
        sa.Column("number", BIG, autoincrement=False, nullable=False),
        sa.Column("proposal_id", BIG, autoincrement=False, nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("adopted_at", MOMENT, nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_agreement_version_number")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_version_agreement_id_agreement")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_agreement_version_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("agreement_id", "number", name=op.f("pk_agreement_version")),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_agreement_version_proposal_id")),
    )


def courses() -> None:
    op.create_table(
        "agreement_course",
        sa.Column("proposal_id", BIG, autoincrement=False, nullable=False),
        sa.Column("agreement_id", BIG, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_agreement_course_proposal_id_proposal")
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_course_agreement_id_agreement")
        ),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_agreement_course")),
    )
    op.create_index("ix_agreement_course_agreement_id", "agreement_course", ["agreement_id"])


def reports() -> None:
    op.create_table(
        "minority_report",
        sa.Column("agreement_id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", BIG, autoincrement=False, nullable=False),
        sa.Column("member_id", BIG, autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id", "version"],
            ["agreement_version.agreement_id", "agreement_version.number"],
            name=op.f("fk_minority_report_agreement_id_version_agreement_version"),
        ),
        sa.PrimaryKeyConstraint("agreement_id", "version", "member_id", name=op.f("pk_minority_report")),
    )


def widen(table: str, column: str, values: tuple[str, ...]) -> None:
    """Let a column of names hold further ones."""
    allowed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_{column}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_{table}_{column}"), f"{column} IN ({allowed})")
