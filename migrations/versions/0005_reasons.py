"""Reasons of vetoes: kept with the ballot, in the votes that ask for them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("ballot") as batch_op:
        batch_op.add_column(sa.Column("reason", sa.String(), nullable=True))
    with op.batch_alter_table("poll") as batch_op:
        batch_op.add_column(sa.Column("reasons", sa.Boolean(), nullable=True))
    op.execute("UPDATE poll SET reasons = false")  # the cards of earlier votes left the reason of a no to the thread
    with op.batch_alter_table("poll") as batch_op:
        batch_op.alter_column("reasons", existing_type=sa.Boolean(), nullable=False)
