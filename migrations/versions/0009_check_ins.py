"""Check-ins, how they went, and how people want to be reminded"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "check_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("prompt_key", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reflection_revision_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("set_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_check_in_course_id_course")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_check_in_person_id_person")),
        sa.ForeignKeyConstraint(
            ["reflection_revision_id"],
            ["reflection_revision.id"],
            name=op.f("fk_check_in_reflection_revision_id_reflection_revision"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in")),
        sa.UniqueConstraint(
            "person_id",
            "course_id",
            "prompt_key",
            "number",
            name=op.f("uq_check_in_person_id_course_id_prompt_key_number"),
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_check_in_public_id")),
    )
    op.create_index("ix_check_in_person_id_due_on", "check_in", ["person_id", "due_on"], unique=False)
    op.create_index(op.f("ix_check_in_reflection_revision_id"), "check_in", ["reflection_revision_id"], unique=False)
    op.create_table(
        "check_in_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("check_in_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("obstacle", sa.Text(), nullable=False),
        sa.Column("submission_key", sa.String(length=120), nullable=False),
        sa.Column("content_digest", sa.String(length=32), nullable=False),
        sa.Column("answered_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["check_in_id"], ["check_in.id"], name=op.f("fk_check_in_answer_check_in_id_check_in")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in_answer")),
        sa.UniqueConstraint(
            "check_in_id",
            "submission_key",
            "content_digest",
            name=op.f("uq_check_in_answer_check_in_id_submission_key_content_digest"),
        ),
    )
    op.create_table(
        "check_in_mail",
        sa.Column("check_in_id", sa.Integer(), nullable=False),
        sa.Column("queued_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["check_in_id"], ["check_in.id"], name=op.f("fk_check_in_mail_check_in_id_check_in")),
        sa.PrimaryKeyConstraint("check_in_id", name=op.f("pk_check_in_mail")),
    )
    op.create_table(
        "reminder_choice",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        sa.Column("words_in_mail", sa.Boolean(), nullable=False),
        sa.Column("words_in_calendar", sa.Boolean(), nullable=False),
        sa.Column("chosen_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminder_choice_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_reminder_choice")),
    )
    op.create_table(
        "calendar_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at_utc", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_address_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_address")),
        sa.UniqueConstraint("person_id", "number", name=op.f("uq_calendar_address_person_id_number")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_address_token_hash")),
    )


def downgrade() -> None:
    op.drop_table("calendar_address")
    op.drop_table("reminder_choice")
    op.drop_table("check_in_mail")
    op.drop_table("check_in_answer")
    op.drop_index(op.f("ix_check_in_reflection_revision_id"), table_name="check_in")
    op.drop_index("ix_check_in_person_id_due_on", table_name="check_in")
    op.drop_table("check_in")
