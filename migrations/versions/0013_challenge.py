"""Challenges of decisions, lots for their juries, and verdicts; agreements that are suspended or annulled."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BIG = sa.BigInteger()
MOMENT = sa.DateTime(timezone=True)
EVENTS = (
    "circle_created", "circle_edited", "members_changed", "proposal_opened", "options_listed", "option_nominated",
    "lot_sealed", "word_added", "proposal_withdrawn", "deadline_extended", "ballot_cast", "ballot_withdrawn",
    "delegation_set", "delegation_ended", "delegation_accepted", "delegation_refused", "liquid_changed",
    "topic_changed", "override_opened", "ballot_confirmed", "decision_frozen", "decision_counted", "step_taken",
    "agreement_changed", "report_written", "moved_on", "ladder_declared", "clauses_declared", "preference_changed",
    "person_forgotten", "challenge_filed", "jury_sealed", "jury_word_added", "jury_drawn", "jury_changed",
    "verdict_given", "challenge_ended",
)  # fmt: skip
NOTICES = (
    "card", "thread", "card_update", "begun", "reminder", "extended", "withdrawn", "result", "override", "many",
    "letters", "call", "liquid", "step", "step_reminder", "report", "way", "continued", "challenged", "jury", "verdict",
    "result_update", "trouble",
)  # fmt: skip
LETTERS = (
    "handed", "offered", "accepted", "refused", "orphaned", "carried", "lost", "capped", "override", "expiring",
    "topic", "jury",
)  # fmt: skip
STATUSES = ("in_force", "review_due", "dropped", "suspended", "annulled")
RUNS = "ended_at IS NULL"


def upgrade() -> None:
    widen("ledger", "event", EVENTS)
    widen("outbox", "notice", NOTICES)
    widen("letter", "letterkind", LETTERS, of="kind")
    agreements()
    challenges()
    lots()
    jurors()


def agreements() -> None:
    op.drop_index("ix_agreement_review_at", "agreement")
    with op.batch_alter_table("agreement") as batch_op:
        batch_op.add_column(sa.Column("aside", sa.Text(), nullable=True))
    widen("agreement", "status", STATUSES)
    partial("ix_agreement_review_at", "agreement", ["review_at"], "status = 'in_force' AND aside IS NULL")


def challenges() -> None:
    op.create_table(
        "challenge",
        sa.Column("id", BIG.with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("community_id", BIG, autoincrement=False, nullable=False),
        sa.Column("circle_id", BIG, autoincrement=False, nullable=False),
        sa.Column("proposal_id", BIG, autoincrement=False, nullable=False),
        sa.Column("agreement_id", BIG, autoincrement=False, nullable=True),
        sa.Column("ground", sa.String(32), nullable=False),
        sa.Column("contradicts_id", BIG, autoincrement=False, nullable=True),
        sa.Column("by_id", BIG, autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("filed_at", MOMENT, nullable=False),
        sa.Column("seat", sa.String(), nullable=True),
        sa.Column("phase", sa.String(32), nullable=False),
        sa.Column("seats", BIG, autoincrement=False, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("upheld", BIG, autoincrement=False, nullable=False),
        sa.Column("judged", BIG, autoincrement=False, nullable=False),
        *one_of("challenge", "ground", ("roll", "rules", "count", "agreement", "other")),
        *one_of("challenge", "phase", ("suspended", "jury", "upheld", "dismissed", "unheard")),
        sa.CheckConstraint(
            "(ground = 'agreement') = (contradicts_id IS NOT NULL)", name=op.f("ck_challenge_contradicts")
        ),
        sa.CheckConstraint(
            "(phase IN ('suspended', 'jury')) = (ended_at IS NULL)", name=op.f("ck_challenge_ended")
        ),
        sa.CheckConstraint("(ended_at IS NULL) = (until IS NOT NULL)", name=op.f("ck_challenge_until")),
        sa.CheckConstraint("upheld BETWEEN 0 AND judged", name=op.f("ck_challenge_counted")),
        sa.CheckConstraint("phase <> 'upheld' OR 2 * upheld > judged", name=op.f("ck_challenge_most")),
        *(
            sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_challenge_{column}_{to}"))
            for column, to in (
                ("circle_id", "circle"), ("proposal_id", "proposal"),
                ("agreement_id", "agreement"), ("contradicts_id", "agreement"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge")),
    )  # fmt: skip
    partial("uq_challenge_running", "challenge", ["proposal_id"], RUNS, unique=True)
    partial("ix_challenge_due_at", "challenge", ["due_at"], RUNS)
    partial("uq_challenge_ground", "challenge", ["proposal_id", "ground"], "contradicts_id IS NULL", unique=True)
    contradicted = ["proposal_id", "contradicts_id"]
    partial("uq_challenge_contradicts", "challenge", contradicted, "contradicts_id IS NOT NULL", unique=True)
    op.create_index("ix_challenge_by_id", "challenge", ["community_id", "by_id"])
    op.create_index("ix_challenge_proposal_id", "challenge", ["proposal_id"])
    op.create_index("ix_challenge_agreement_id", "challenge", ["agreement_id"])


def lots() -> None:
    op.create_table(
        "jury_lot",
        sa.Column("challenge_id", BIG, autoincrement=False, nullable=False),
        sa.Column("number", BIG, autoincrement=False, nullable=False),
        sa.Column("pool", sa.JSON(), nullable=False),
        sa.Column("commitment", sa.String(64), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("deadline", MOMENT, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=True),
        sa.Column("line", sa.JSON(), nullable=True),
        sa.CheckConstraint("number >= 1", name=op.f("ck_jury_lot_number")),
        sa.CheckConstraint("(opened_at IS NULL) = (line IS NULL)", name=op.f("ck_jury_lot_opened")),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenge.id"], name=op.f("fk_jury_lot_challenge_id_challenge")),
        sa.PrimaryKeyConstraint("challenge_id", "number", name=op.f("pk_jury_lot")),
    )
    op.create_table(
        "jury_word",
        sa.Column("challenge_id", BIG, autoincrement=False, nullable=False),
        sa.Column("number", BIG, autoincrement=False, nullable=False),
        sa.Column("member_id", BIG, autoincrement=False, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 80", name=op.f("ck_jury_word_text")),
        sa.ForeignKeyConstraint(
            ["challenge_id", "number"],
            ["jury_lot.challenge_id", "jury_lot.number"],
            name=op.f("fk_jury_word_challenge_id_number_jury_lot"),
        ),
        sa.PrimaryKeyConstraint("challenge_id", "number", "member_id", name=op.f("pk_jury_word")),
    )


def jurors() -> None:
    op.create_table(
        "juror",
        sa.Column("challenge_id", BIG, autoincrement=False, nullable=False),
        sa.Column("member_id", BIG, autoincrement=False, nullable=False),
        sa.Column("place", BIG, autoincrement=False, nullable=False),
        sa.Column("called_at", MOMENT, nullable=False),
        sa.Column("answer", sa.String(32), nullable=False),
        sa.Column("verdict", sa.String(32), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        *one_of("juror", "answer", ("called", "serves", "declined", "silent")),
        *one_of("juror", "verdict", ("uphold", "dismiss")),
        sa.CheckConstraint("(verdict IS NULL) = (reason = '')", name=op.f("ck_juror_reason")),
        sa.CheckConstraint("verdict IS NULL OR answer = 'serves'", name=op.f("ck_juror_serves")),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenge.id"], name=op.f("fk_juror_challenge_id_challenge")),
        sa.PrimaryKeyConstraint("challenge_id", "member_id", name=op.f("pk_juror")),
    )


def one_of(table: str, column: str, values: tuple[str, ...]) -> list[sa.CheckConstraint]:
    """Let a column hold some names."""
    allowed = ", ".join(f"'{value}'" for value in values)
    return [sa.CheckConstraint(f"{column} IN ({allowed})", name=op.f(f"ck_{table}_{column}"))]


def partial(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    """Make an index of some rows."""
    kept = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=kept, postgresql_where=kept)


def widen(table: str, check: str, values: tuple[str, ...], of: str = "") -> None:
    """Let a column of names hold further ones."""
    allowed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_{check}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_{table}_{check}"), f"{of or check} IN ({allowed})")
