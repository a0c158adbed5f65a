"""A proposal can be put again; closed direct messages, and facts about Accord itself, are remembered."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger()
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("proposal") as batch_op:
        batch_op.add_column(sa.Column("again_id", BIG, nullable=True))
        batch_op.create_foreign_key(op.f("fk_proposal_again_id_proposal"), "proposal", ["again_id"], ["id"])
        batch_op.create_unique_constraint(op.f("uq_proposal_again_id"), ["again_id"])
        batch_op.drop_column("card_refreshed_at")
    with op.batch_alter_table("draft") as batch_op:
        batch_op.add_column(sa.Column("again_id", BIG, nullable=True))
        batch_op.create_foreign_key(op.f("fk_draft_again_id_proposal"), "proposal", ["again_id"], ["id"])
    with op.batch_alter_table("preference") as batch_op:
        batch_op.add_column(sa.Column("closed_at", MOMENT, nullable=True))
    with op.batch_alter_table("answered") as batch_op:
        batch_op.create_index("ix_answered_at", ["at"], unique=False)
    op.create_table(
        "fact",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_fact")),
    )
