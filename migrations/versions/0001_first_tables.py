"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger()
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
PROPOSERS = sa.Enum(
    "members", "steward", "everyone", name="proposers", native_enum=False, create_constraint=True, length=32
)
SCOPE = sa.Enum("community", "circle", "proposal", name="scope", native_enum=False, create_constraint=True, length=32)
EVENT = sa.Enum(
    "circle_created",
    "circle_edited",
    "members_changed",
    "proposal_opened",
    "proposal_withdrawn",
    "deadline_extended",
    "ballot_cast",
    "ballot_withdrawn",
    "delegation_set",
    "delegation_ended",
    "decision_frozen",
    "decision_counted",
    "preference_changed",
    name="event",
    native_enum=False,
    create_constraint=True,
    length=32,
)
REMINDERCHOICE = sa.Enum(
    "thread", "dm", "none", name="reminderchoice", native_enum=False, create_constraint=True, length=32
)
NOTICE = sa.Enum(
    "card",
    "thread",
    "card_update",
    "reminder",
    "extended",
    "withdrawn",
    "result",
    "trouble",
    name="notice",
    native_enum=False,
    create_constraint=True,
    length=32,
)
DELIVERY = sa.Enum("pending", "sent", "failed", name="delivery", native_enum=False, create_constraint=True, length=32)
STATE = sa.Enum(
    "open",
    "frozen",
    "counted",
    "published",
    "withdrawn",
    name="state",
    native_enum=False,
    create_constraint=True,
    length=32,
)
OUTCOME = sa.Enum(
    "adopted",
    "not_adopted",
    "no_quorum",
    "tie",
    "withdrawn",
    name="outcome",
    native_enum=False,
    create_constraint=True,
    length=32,
)
CHOICE = sa.Enum("yes", "no", "abstain", name="choice", native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    create_answered()
    create_circle()
    create_delegation()
    create_ledger()
    create_preference()
    create_circle_membership()
    create_draft()
    create_proposal()
    create_outbox()
    create_version()
    create_decision()
    create_ballot()
    create_roll()


def create_answered() -> None:
    op.create_table(
        "answered",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("use_case", sa.String(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", "use_case", name=op.f("pk_answered")),
    )


def create_circle() -> None:
    op.create_table(
        "circle",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("aim", sa.String(), nullable=False),
        sa.Column("home_id", BIG, nullable=False),
        sa.Column("steward_id", BIG, nullable=False),
        sa.Column("role_id", BIG, nullable=True),
        sa.Column("threshold", sa.String(), nullable=False),
        sa.Column("quorum", sa.String(), nullable=False),
        sa.Column("period_seconds", BIG, nullable=False),
        sa.Column("shortest_seconds", BIG, nullable=False),
        sa.Column("proposers", PROPOSERS, nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("period_seconds > 0 and shortest_seconds > 0", name=op.f("ck_circle_durations")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle")),
        sa.UniqueConstraint("community_id", "name_key", name=op.f("uq_circle_community_id_name_key")),
    )
    with op.batch_alter_table("circle") as batch_op:
        batch_op.create_index(batch_op.f("ix_circle_home_id"), ["home_id"], unique=False)


def create_delegation() -> None:
    op.create_table(
        "delegation",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("truster_id", BIG, nullable=False),
        sa.Column("scope", SCOPE, nullable=False),
        sa.Column("scope_id", BIG, nullable=False),
        sa.Column("trustee_id", BIG, nullable=True),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint("(scope = 'community') = (scope_id = 0)", name=op.f("ck_delegation_scope_id")),
        sa.CheckConstraint("trustee_id IS NOT NULL OR scope <> 'community'", name=op.f("ck_delegation_nobody")),
        sa.CheckConstraint("trustee_id <> truster_id", name=op.f("ck_delegation_not_to_self")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
    )
    with op.batch_alter_table("delegation") as batch_op:
        batch_op.create_index("ix_delegation_scope", ["community_id", "scope", "scope_id"], unique=False)
        batch_op.create_index("ix_delegation_trustee_id", ["community_id", "trustee_id"], unique=False)
        batch_op.create_index(
            "uq_delegation_live",
            ["community_id", "truster_id", "scope", "scope_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )


def create_ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("seq", BIG, nullable=False),
        sa.Column("event", EVENT, nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("actor_id", BIG, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_ledger_seq")),
        sa.PrimaryKeyConstraint("community_id", "seq", name=op.f("pk_ledger")),
    )


def create_preference() -> None:
    op.create_table(
        "preference",
        sa.Column("member_id", BIG, autoincrement=False, nullable=False),
        sa.Column("reminders", REMINDERCHOICE, nullable=False),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_preference")),
    )


def create_circle_membership() -> None:
    op.create_table(
        "circle_membership",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("circle_id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_circle_membership_circle_id_circle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_membership")),
    )
    with op.batch_alter_table("circle_membership") as batch_op:
        batch_op.create_index("ix_circle_membership_member_id", ["member_id", "circle_id"], unique=False)
        batch_op.create_index(
            "uq_circle_membership_live",
            ["circle_id", "member_id"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )


def create_draft() -> None:
    op.create_table(
        "draft",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("author_id", BIG, nullable=False),
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("circle_id", BIG, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("threshold", sa.String(), nullable=False),
        sa.Column("deadline", sa.String(), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_draft_circle_id_circle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )


def create_proposal() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("circle_id", BIG, nullable=False),
        sa.Column("proposer_id", BIG, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("channel_id", BIG, nullable=False),
        sa.Column("card_id", BIG, nullable=True),
        sa.Column("thread_id", BIG, nullable=True),
        sa.Column("trouble", sa.String(), nullable=False),
        sa.Column("card_refreshed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_proposal_circle_id_circle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    with op.batch_alter_table("proposal") as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_card_id"), ["card_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_circle_id"), ["circle_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_community_id"), ["community_id"], unique=False)


def create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", ROW_ID, autoincrement=True, nullable=False),
        sa.Column("notice", NOTICE, nullable=False),
        sa.Column("community_id", BIG, nullable=False),
        sa.Column("proposal_id", BIG, nullable=True),
        sa.Column("member_id", BIG, nullable=True),
        sa.Column("to_members", sa.JSON(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("nonce", sa.String(length=25), nullable=False),
        sa.Column("state", DELIVERY, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("message_id", BIG, nullable=True),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_outbox_attempts")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_outbox_proposal_id_proposal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("nonce", name=op.f("uq_outbox_nonce")),
    )
    with op.batch_alter_table("outbox") as batch_op:
        batch_op.create_index(
            "ix_outbox_due_at",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )
        batch_op.create_index(
            "uq_outbox_card_update",
            ["proposal_id"],
            unique=True,
            sqlite_where=sa.text("notice = 'card_update' AND state = 'pending'"),
            postgresql_where=sa.text("notice = 'card_update' AND state = 'pending'"),
        )


def create_version() -> None:
    op.create_table(
        "version",
        sa.Column("proposal_id", BIG, nullable=False),
        sa.Column("number", BIG, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_version_number")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_version_proposal_id_proposal")),
        sa.PrimaryKeyConstraint("proposal_id", "number", name=op.f("pk_version")),
    )


def create_decision() -> None:
    op.create_table(
        "decision",
        sa.Column("proposal_id", BIG, autoincrement=False, nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.Column("threshold", sa.String(), nullable=False),
        sa.Column("quorum", BIG, nullable=False),
        sa.Column("roll_size", BIG, nullable=False),
        sa.Column("knobs", sa.JSON(), nullable=False),
        sa.Column("software", sa.String(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closes_at", MOMENT, nullable=False),
        sa.Column("remind_at", MOMENT, nullable=False),
        sa.Column("reminded_at", MOMENT, nullable=True),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("outcome", OUTCOME, nullable=True),
        sa.Column("yes", BIG, nullable=True),
        sa.Column("no", BIG, nullable=True),
        sa.Column("abstain", BIG, nullable=True),
        sa.Column("roll", BIG, nullable=True),
        sa.Column("needed", BIG, nullable=True),
        sa.Column("direct", BIG, nullable=True),
        sa.Column("delegated", BIG, nullable=True),
        sa.Column("unrepresented", BIG, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.CheckConstraint("(state = 'open') = (closed_at IS NULL)", name=op.f("ck_decision_closed")),
        sa.CheckConstraint("closes_at > opened_at", name=op.f("ck_decision_period")),
        sa.CheckConstraint(
            "direct >= 0 and delegated >= 0 and unrepresented >= 0 and direct + delegated + unrepresented = roll",
            name=op.f("ck_decision_turnout"),
        ),
        sa.CheckConstraint("quorum >= 1 and roll_size >= 0", name=op.f("ck_decision_quorum")),
        sa.CheckConstraint(
            "yes >= 0 and no >= 0 and abstain >= 0 and yes + no + abstain <= roll", name=op.f("ck_decision_tally")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id", "version"],
            ["version.proposal_id", "version.number"],
            name=op.f("fk_decision_proposal_id_version_version"),
        ),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_decision_proposal_id_proposal")),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision") as batch_op:
        batch_op.create_index("ix_decision_closes_at", ["state", "closes_at"], unique=False)
        batch_op.create_index("ix_decision_remind_at", ["state", "remind_at"], unique=False)


def create_ballot() -> None:
    op.create_table(
        "ballot",
        sa.Column("proposal_id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.Column("choice", CHOICE, nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("cast_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["decision.proposal_id"], name=op.f("fk_ballot_proposal_id_decision")),
        sa.PrimaryKeyConstraint("proposal_id", "member_id", name=op.f("pk_ballot")),
    )


def create_roll() -> None:
    op.create_table(
        "roll",
        sa.Column("proposal_id", BIG, nullable=False),
        sa.Column("member_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["decision.proposal_id"], name=op.f("fk_roll_proposal_id_decision")),
        sa.PrimaryKeyConstraint("proposal_id", "member_id", name=op.f("pk_roll")),
    )
