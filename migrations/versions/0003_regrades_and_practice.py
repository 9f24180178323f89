"""Responses judged anew, and practice identities"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

FOREIGN_KEY = "fk_person_practice_of_id_person"


def upgrade() -> None:
    op.create_table(
        "regrade",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.Integer(), nullable=False),
        sa.Column("item_revision_id", sa.Integer(), nullable=False),
        sa.Column("credit", sa.Float(), nullable=False),
        sa.Column("regraded_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_revision_id"], ["item_revision.id"], name=op.f("fk_regrade_item_revision_id_item_revision")
        ),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name=op.f("fk_regrade_response_id_response")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regrade")),
    )
    op.create_index(op.f("ix_regrade_response_id"), "regrade", ["response_id"], unique=False)
    # Written out: on SQLite Alembic would copy the table, and foreign keys do not let the old one be dropped.
    op.execute(f"ALTER TABLE person ADD COLUMN practice_of_id INTEGER CONSTRAINT {FOREIGN_KEY} REFERENCES person (id)")
    op.create_index("ix_person_practice_of_id", "person", ["practice_of_id"], unique=True)


def downgrade() -> None:
    # A practice identity's work counts nowhere, but nothing is deleted on the way down: they become guests.
    op.drop_index("ix_person_practice_of_id", table_name="person")
    op.execute("ALTER TABLE person DROP COLUMN practice_of_id")
    op.drop_index(op.f("ix_regrade_response_id"), table_name="regrade")
    op.drop_table("regrade")
