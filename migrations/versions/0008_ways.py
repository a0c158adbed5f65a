"""How circles go about processes, and who facilitates and keeps the record in them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG = sa.BigInteger()
NOTICES = (
    "card", "thread", "card_update", "begun", "reminder", "extended", "withdrawn", "result", "step", "step_reminder",
    "report", "way", "trouble",
)  # fmt: skip


def upgrade() -> None:
    with op.batch_alter_table("outbox") as batch_op:
        allowed = ", ".join(f"'{value}'" for value in NOTICES)
        batch_op.drop_constraint(op.f("ck_outbox_notice"), type_="check")
        batch_op.create_check_constraint(op.f("ck_outbox_notice"), f"notice IN ({allowed})")
    with op.batch_alter_table("circle") as batch_op:
        batch_op.add_column(sa.Column("facilitator_id", BIG, nullable=True))
        batch_op.add_column(sa.Column("secretary_id", BIG, nullable=True))
        batch_op.add_column(sa.Column("why_notes", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("circle") as batch_op:
        batch_op.alter_column("why_notes", server_default=None)
    op.create_table(
        "circle_way",
        sa.Column("circle_id", BIG, autoincrement=False, nullable=False),
        sa.Column("process", sa.String(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_circle_way_circle_id_circle")),
        sa.PrimaryKeyConstraint("circle_id", "process", name=op.f("pk_circle_way")),
    )
