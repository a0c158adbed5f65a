"""What troubles a member, kept for them alone until it is an objection."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BIG = sa.BigInteger()
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "doubt",
        sa.Column("proposal_id", BIG, autoincrement=False, nullable=False),
        sa.Column("member_id", BIG, autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proceeding.proposal_id"], name=op.f("fk_doubt_proposal_id_proceeding")
        ),
        sa.PrimaryKeyConstraint("proposal_id", "member_id", name=op.f("pk_doubt")),
    )
