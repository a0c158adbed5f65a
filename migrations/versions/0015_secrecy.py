"""Secret votes: ballots in locked boxes while they are open, and on papers without a voter afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

BIG = sa.BigInteger()
KINDS = "'open', 'pseudonymous', 'secret'"
CHOICES = "choice IN ('yes', 'no', 'abstain')"


def upgrade() -> None:
    for table in ("circle", "draft", "decision"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(op.f(f"ck_{table}_secrecy"), type_="check")
            batch_op.create_check_constraint(op.f(f"ck_{table}_secrecy"), f"secrecy IN ({KINDS})")
    with op.batch_alter_table("ballot") as batch_op:
        batch_op.add_column(sa.Column("box", sa.LargeBinary(), nullable=True))
        batch_op.drop_constraint(op.f("ck_ballot_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_ballot_kind"), "choice IS NULL OR marks IS NULL")
        batch_op.create_check_constraint(op.f("ck_ballot_box"), "box IS NULL OR choice IS NULL AND marks IS NULL")
    op.create_table(
        "vote_key",
        sa.Column("proposal_id", BIG, autoincrement=False, nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        decision("vote_key"),
        sa.PrimaryKeyConstraint("proposal_id", name=op.f("pk_vote_key")),
    )
    op.create_table(
        "paper",
        sa.Column("proposal_id", BIG, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("choice", sa.String(32), nullable=True),
        sa.Column("marks", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(CHOICES, name=op.f("ck_paper_choice")),
        sa.CheckConstraint("(choice IS NULL) <> (marks IS NULL)", name=op.f("ck_paper_kind")),
        decision("paper"),
        sa.PrimaryKeyConstraint("proposal_id", "name", name=op.f("pk_paper")),
    )


def decision(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["proposal_id"], ["decision.proposal_id"], name=op.f(f"fk_{table}_proposal_id_decision")
    )
