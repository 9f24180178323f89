"""Missed questions that are asked again"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "review_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("item_revision_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("credit", sa.Float(), nullable=False),
        sa.Column("confidence", sa.String(10), nullable=True),
        sa.Column("was_due", sa.Boolean(), nullable=False),
        sa.Column("submission_key", sa.String(120), nullable=False),
        sa.Column("content_digest", sa.String(32), nullable=False),
        sa.Column("answered_at_utc", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_review_answer_person_id_person"),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name="fk_review_answer_course_id_course"),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name="fk_review_answer_item_id_item"),
        sa.ForeignKeyConstraint(
            ["item_revision_id"], ["item_revision.id"], name="fk_review_answer_item_revision_id_item_revision"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_review_answer"),
        sa.UniqueConstraint(
            "person_id",
            "course_id",
            "submission_key",
            "content_digest",
            name=op.f("uq_review_answer_person_id_course_id_submission_key_content_digest"),
        ),
    )
    op.create_index(
        "ix_review_answer_person_id_course_id_item_id", "review_answer", ["person_id", "course_id", "item_id"]
    )
    op.create_index("ix_review_answer_course_id", "review_answer", ["course_id"])
    # `flask course rebuild` fills it; until then, a learner's next answer does.
    with op.batch_alter_table("progress") as table:
        table.add_column(sa.Column("reviews", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("progress") as table:
        table.alter_column("reviews", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("progress") as table:
        table.drop_column("reviews")
    op.drop_table("review_answer")
