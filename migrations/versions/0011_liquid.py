"""Rules of delegation, topics, offers and back-ups, letters, and the time to vote oneself after all."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BIG = sa.BigInteger()
MOMENT = sa.DateTime(timezone=True)
EVENTS = (
    "circle_created", "circle_edited", "members_changed", "proposal_opened", "option_nominated", "lot_sealed",
    "word_added", "proposal_withdrawn", "deadline_extended", "ballot_cast", "ballot_withdrawn", "delegation_set",
    "delegation_ended", "delegation_accepted", "delegation_refused", "liquid_changed", "topic_changed",
    "override_opened", "ballot_confirmed", "decision_frozen", "decision_counted", "step_taken", "agreement_changed",
    "report_written", "moved_on", "ladder_declared", "clauses_declared", "preference_changed",
)  # fmt: skip
NOTICES = (
    "card", "thread", "card_update", "begun", "reminder", "extended", "withdrawn", "result", "override", "many",
    "letters", "call", "liquid", "step", "step_reminder", "report", "way", "continued", "trouble",
)  # fmt: skip
LETTERS = (
    "handed", "offered", "accepted", "refused", "orphaned", "carried", "lost", "capped", "override", "expiring",
    "topic",
)  # fmt: skip


def upgrade() -> None:
    widen("ledger", "event", EVENTS)
    widen("outbox", "notice", NOTICES)
    rules_and_topics()
    decisions()
    delegations()
    preferences()
    letters()


def rules_and_topics() -> None:
    op.create_table(
        "liquid",
        sa.Column("community_id", BIG, autoincrement=False, nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", name=op.f("pk_liquid")),
    )
    op.create_table(
        "topic",
        sa.Column("id", BIG.with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("circle_id", BIG, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.Column("into_id", BIG, autoincrement=False, nullable=True),
        sa.CheckConstraint("into_id <> id", name=op.f("ck_topic_into")),
        sa.CheckConstraint("into_id IS NULL OR retired_at IS NOT NULL", name=op.f("ck_topic_merged")),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_topic_circle_id_circle")),
        sa.ForeignKeyConstraint(["into_id"], ["topic.id"], name=op.f("fk_topic_into_id_topic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
    )
    partial("uq_topic_in_use", "topic", ["circle_id", "name_key"], "retired_at IS NULL", unique=True)
    for table in ("proposal", "draft"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(sa.Column("topic_id", BIG, autoincrement=False, nullable=True))
            batch_op.create_foreign_key(op.f(f"fk_{table}_topic_id_topic"), "topic", ["topic_id"], ["id"])


def decisions() -> None:
    with op.batch_alter_table("decision") as batch_op:
        batch_op.add_column(sa.Column("liquid", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("override_until", MOMENT, nullable=True))
        batch_op.add_column(sa.Column("uncounted", BIG, autoincrement=False, nullable=True))
        batch_op.add_column(sa.Column("power", sa.JSON(), nullable=True))
        batch_op.create_check_constraint(op.f("ck_decision_uncounted"), "uncounted BETWEEN 0 AND delegated")
        batch_op.create_check_constraint(op.f("ck_decision_override"), "override_until >= closes_at")
    op.create_table(
        "override_right",
        sa.Column("proposal_id", BIG, autoincrement=False, nullable=False),
        sa.Column("member_id", BIG, autoincrement=False, nullable=False),
        sa.Column("voter_id", BIG, autoincrement=False, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["decision.proposal_id"], name=op.f("fk_override_right_proposal_id_decision")
        ),
        sa.PrimaryKeyConstraint("proposal_id", "member_id", name=op.f("pk_override_right")),
    )
    op.create_table(
        "echo",
        sa.Column("proposal_id", BIG, autoincrement=False, nullable=False),
        sa.Column("voter_id", BIG, autoincrement=False, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["decision.proposal_id"], name=op.f("fk_echo_proposal_id_decision")),
        sa.PrimaryKeyConstraint("proposal_id", "voter_id", name=op.f("pk_echo")),
    )
    op.create_index("ix_echo_due_at", "echo", ["due_at"])
    op.create_table(
        "heavy_ballot",
        sa.Column("proposal_id", BIG, autoincrement=False, nullable=False),
        sa.Column("voter_id", BIG, autoincrement=False, nullable=False),
        sa.Column("weight", BIG, autoincrement=False, nullable=False),
        sa.Column("cap", BIG, autoincrement=False, nullable=False),
        sa.CheckConstraint("weight > cap AND cap >= 1", name=op.f("ck_heavy_ballot_weight")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["decision.proposal_id"], name=op.f("fk_heavy_ballot_proposal_id_decision")
        ),
        sa.PrimaryKeyConstraint("proposal_id", "voter_id", name=op.f("pk_heavy_ballot")),
    )


def delegations() -> None:
    op.drop_index("uq_delegation_live", "delegation")
    with op.batch_alter_table("delegation") as batch_op:
        batch_op.add_column(sa.Column("accepted_at", MOMENT, nullable=True))
        batch_op.add_column(sa.Column("second_id", BIG, autoincrement=False, nullable=True))
        batch_op.add_column(sa.Column("third_id", BIG, autoincrement=False, nullable=True))
        batch_op.add_column(sa.Column("named", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("warn_at", MOMENT, nullable=True))
        batch_op.create_check_constraint(op.f("ck_delegation_ranked"), "second_id IS NOT NULL OR third_id IS NULL")
    with op.batch_alter_table("delegation") as batch_op:
        batch_op.alter_column("named", server_default=None)
    widen("delegation", "scope", ("community", "circle", "topic", "proposal"))
    op.execute("UPDATE delegation SET accepted_at = since")
    scope = ["community_id", "truster_id", "scope", "scope_id"]
    partial("uq_delegation_live", "delegation", scope, "ended_at IS NULL AND accepted_at IS NOT NULL", unique=True)
    partial("uq_delegation_offer", "delegation", scope, "ended_at IS NULL AND accepted_at IS NULL", unique=True)
    op.create_index("ix_delegation_truster_id", "delegation", ["community_id", "truster_id"])
    for backup in ("second_id", "third_id"):
        partial(f"ix_delegation_{backup}", "delegation", ["community_id", backup], f"{backup} IS NOT NULL")
    partial("ix_delegation_warn_at", "delegation", ["warn_at"], "warn_at IS NOT NULL AND ended_at IS NULL")


def preferences() -> None:
    with op.batch_alter_table("preference") as batch_op:
        batch_op.alter_column("reminders", existing_type=sa.String(6), nullable=True)
        batch_op.add_column(sa.Column("invited_at", MOMENT, nullable=True))
        batch_op.add_column(sa.Column("quiet_begins", BIG, autoincrement=False, nullable=True))
        batch_op.add_column(sa.Column("quiet_ends", BIG, autoincrement=False, nullable=True))
        batch_op.add_column(sa.Column("timezone", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("community_id", BIG, autoincrement=False, nullable=True))
        batch_op.create_check_constraint(
            op.f("ck_preference_quiet"), "quiet_begins BETWEEN 0 AND 23 AND quiet_ends BETWEEN 0 AND 23"
        )
        batch_op.create_check_constraint(op.f("ck_preference_quiet_some"), "quiet_begins <> quiet_ends")
        batch_op.create_check_constraint(
            op.f("ck_preference_quiet_whole"), "(quiet_begins IS NULL) = (quiet_ends IS NULL)"
        )


def letters() -> None:
    kinds = ", ".join(f"'{kind}'" for kind in LETTERS)
    op.create_table(
        "letter",
        sa.Column("id", BIG.with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("community_id", BIG, autoincrement=False, nullable=False),
        sa.Column("member_id", BIG, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("proposal_id", BIG, autoincrement=False, nullable=True),
        sa.Column("delegation_id", BIG, autoincrement=False, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("read_at", MOMENT, nullable=True),
        sa.CheckConstraint("(proposal_id IS NULL) <> (delegation_id IS NULL)", name=op.f("ck_letter_about")),
        sa.CheckConstraint(f"kind IN ({kinds})", name=op.f("ck_letter_letterkind")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_letter_proposal_id_proposal")),
        sa.ForeignKeyConstraint(["delegation_id"], ["delegation.id"], name=op.f("fk_letter_delegation_id_delegation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    partial("ix_letter_member_id", "letter", ["member_id", "community_id"], "read_at IS NULL")
    op.create_index("ix_letter_proposal_id", "letter", ["proposal_id", "kind"])
    for about in ("proposal_id", "delegation_id"):
        partial(f"uq_letter_{about}", "letter", [about, "kind", "member_id"], "read_at IS NULL", unique=True)
    partial("ix_letter_due_at", "letter", ["due_at"], "read_at IS NULL AND due_at IS NOT NULL")
    op.create_table(
        "declined",
        sa.Column("community_id", BIG, autoincrement=False, nullable=False),
        sa.Column("member_id", BIG, autoincrement=False, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "member_id", name=op.f("pk_declined")),
    )


def partial(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    """Make an index of some rows."""
    kept = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=kept, postgresql_where=kept)


def widen(table: str, column: str, values: tuple[str, ...]) -> None:
    """Let a column of names hold further ones."""
    allowed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_{column}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_{table}_{column}"), f"{column} IN ({allowed})")
