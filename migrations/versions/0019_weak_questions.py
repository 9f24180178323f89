"""Which of a cohort's questions are to be mended, as it was counted last"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "weak_question",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("item_revision_id", sa.Integer(), nullable=False),
        sa.Column("weaknesses", sa.Text(), nullable=False),
        sa.Column("counted_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_weak_question_cohort_id_cohort")),
        sa.ForeignKeyConstraint(
            ["item_revision_id"], ["item_revision.id"], name=op.f("fk_weak_question_item_revision_id_item_revision")
        ),
        sa.PrimaryKeyConstraint("cohort_id", "place", name=op.f("pk_weak_question")),
    )
    op.create_index(op.f("ix_weak_question_item_revision_id"), "weak_question", ["item_revision_id"])


def downgrade() -> None:
    op.drop_table("weak_question")
