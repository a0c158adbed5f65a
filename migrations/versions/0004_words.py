"""Words that members add to a sealed lot; what its fingerprint binds; when a poll was counted."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG = sa.BigInteger()
MOMENT = sa.DateTime(timezone=True)
EVENTS = (
    "circle_created", "circle_edited", "members_changed", "proposal_opened", "option_nominated", "lot_sealed",
    "word_added", "proposal_withdrawn", "deadline_extended", "ballot_cast", "ballot_withdrawn", "delegation_set",
    "delegation_ended", "decision_frozen", "decision_counted", "preference_changed",
)  # fmt: skip
OUTCOMES = ("adopted", "not_adopted", "no_quorum", "tie", "withdrawn", "draw_void")
COUNTED = """
    UPDATE poll SET counted_at = (SELECT d.closed_at FROM decision d WHERE d.proposal_id = poll.proposal_id)
    WHERE count IS NOT NULL
"""


def upgrade() -> None:
    widen("ledger", "event", EVENTS)
    widen("decision", "outcome", OUTCOMES)
    with op.batch_alter_table("poll") as batch_op:
        batch_op.add_column(sa.Column("pool", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("counted_at", MOMENT, nullable=True))
    op.execute("UPDATE poll SET pool = '[]'")  # what was sealed until now binds the secret alone
    op.execute(COUNTED)  # a count follows the close within moments
    with op.batch_alter_table("poll") as batch_op:
        batch_op.alter_column("pool", existing_type=sa.JSON(), nullable=False)
    op.create_table(
        "word",
        sa.Column("proposal_id", BIG, autoincrement=False, nullable=False),
        sa.Column("member_id", BIG, autoincrement=False, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 80", name=op.f("ck_word_text")),
        sa.ForeignKeyConstraint(["proposal_id"], ["poll.proposal_id"], name=op.f("fk_word_proposal_id_poll")),
        sa.ForeignKeyConstraint(
            ["proposal_id", "member_id"],
            ["roll.proposal_id", "roll.member_id"],
            name=op.f("fk_word_proposal_id_member_id_roll"),
        ),
        sa.PrimaryKeyConstraint("proposal_id", "member_id", name=op.f("pk_word")),
    )


def widen(table: str, column: str, values: tuple[str, ...]) -> None:
    """Let a column of names hold further ones."""
    allowed = ", ".join(f"'{value}'" for value in values)
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_{column}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_{table}_{column}"), f"{column} IN ({allowed})")
