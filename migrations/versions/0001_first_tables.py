"""First tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("is_listed", sa.Boolean(), nullable=False),
        sa.Column("created_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint("slug", name=op.f("uq_course_slug")),
    )
    op.create_table(
        "failed_sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email_hash", sa.String(length=64), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_sign_in")),
    )
    with op.batch_alter_table("failed_sign_in", schema=None) as batch_op:
        batch_op.create_index("ix_failed_sign_in_address_hash_at_utc", ["address_hash", "at_utc"], unique=False)
        batch_op.create_index("ix_failed_sign_in_email_hash_at_utc", ["email_hash", "at_utc"], unique=False)

    op.create_table(
        "one_time_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("created_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at_utc", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_link_token_hash")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("email_key", sa.String(length=254), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("is_instructor", sa.Boolean(), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("start_key", sa.String(length=64), nullable=True),
        sa.Column("created_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email_key", name=op.f("uq_person_email_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_person_public_id")),
        sa.UniqueConstraint("start_key", name=op.f("uq_person_start_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "cohort",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("join_code", sa.String(length=16), nullable=False),
        sa.Column("submission_key", sa.String(length=120), nullable=False),
        sa.Column("created_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_cohort_course_id_course")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort")),
        sa.UniqueConstraint("join_code", name=op.f("uq_cohort_join_code")),
        sa.UniqueConstraint("public_id", name=op.f("uq_cohort_public_id")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_cohort_submission_key")),
    )
    op.create_table(
        "content_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("compiled", sa.LargeBinary(), nullable=False),
        sa.Column("published_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_content_version_course_id_course")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_version")),
        sa.UniqueConstraint("course_id", "number", name=op.f("uq_content_version_course_id_number")),
    )
    op.create_table(
        "draft",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("prompt_key", sa.String(length=80), nullable=False),
        sa.Column("device", sa.String(length=40), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("started_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_draft_course_id_course")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "course_id", "prompt_key", "device", name=op.f("pk_draft")),
    )
    op.create_table(
        "enrolment",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("started_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_enrolment_course_id_course")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_enrolment_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "course_id", name=op.f("pk_enrolment")),
    )
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enrolment_course_id"), ["course_id"], unique=False)

    op.create_table(
        "gate_pass",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("lesson_key", sa.String(length=80), nullable=False),
        sa.Column("passed_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_gate_pass_course_id_course")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_gate_pass_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "course_id", "lesson_key", name=op.f("pk_gate_pass")),
    )
    op.create_table(
        "item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("lesson_key", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_item_course_id_course")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("course_id", "key", name=op.f("uq_item_course_id_key")),
    )
    op.create_table(
        "lesson_finish",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("lesson_key", sa.String(length=80), nullable=False),
        sa.Column("finished_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_lesson_finish_course_id_course")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_lesson_finish_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "course_id", "lesson_key", name=op.f("pk_lesson_finish")),
    )
    op.create_table(
        "person_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_session_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_person_session_token_hash")),
    )
    with op.batch_alter_table("person_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_session_person_id"), ["person_id"], unique=False)

    op.create_table(
        "progress",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("last_active_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_progress_course_id_course")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_progress_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "course_id", name=op.f("pk_progress")),
    )
    with op.batch_alter_table("progress", schema=None) as batch_op:
        batch_op.create_index(
            "ix_progress_course_id_last_active_at_utc", ["course_id", "last_active_at_utc"], unique=False
        )

    op.create_table(
        "reflection_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("lesson_key", sa.String(length=80), nullable=False),
        sa.Column("prompt_key", sa.String(length=80), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("is_written", sa.Boolean(), nullable=False),
        sa.Column("submission_key", sa.String(length=120), nullable=False),
        sa.Column("content_digest", sa.String(length=32), nullable=False),
        sa.Column("written_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_reflection_revision_course_id_course")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reflection_revision_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflection_revision")),
        sa.UniqueConstraint(
            "person_id",
            "course_id",
            "prompt_key",
            "number",
            name=op.f("uq_reflection_revision_person_id_course_id_prompt_key_number"),
        ),
        sa.UniqueConstraint(
            "person_id",
            "course_id",
            "submission_key",
            "content_digest",
            name=op.f("uq_reflection_revision_person_id_course_id_submission_key_content_digest"),
        ),
    )
    with op.batch_alter_table("reflection_revision", schema=None) as batch_op:
        batch_op.create_index("ix_reflection_revision_course_id_prompt_key", ["course_id", "prompt_key"], unique=False)

    op.create_table(
        "cohort_instructor",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_cohort_instructor_cohort_id_cohort")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_cohort_instructor_person_id_person")),
        sa.PrimaryKeyConstraint("cohort_id", "person_id", name=op.f("pk_cohort_instructor")),
    )
    with op.batch_alter_table("cohort_instructor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cohort_instructor_person_id"), ["person_id"], unique=False)

    op.create_table(
        "completion",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("lesson_key", sa.String(length=80), nullable=False),
        sa.Column("content_version_id", sa.Integer(), nullable=False),
        sa.Column("completed_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_version_id"],
            ["content_version.id"],
            name=op.f("fk_completion_content_version_id_content_version"),
        ),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_completion_course_id_course")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_completion_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "course_id", "lesson_key", name=op.f("pk_completion")),
    )
    op.create_table(
        "item_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("compiled", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_item_revision_item_id_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_revision")),
        sa.UniqueConstraint("item_id", "number", name=op.f("uq_item_revision_item_id_number")),
    )
    op.create_table(
        "membership",
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("joined_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at_utc", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_membership_cohort_id_cohort")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id_person")),
        sa.PrimaryKeyConstraint("cohort_id", "person_id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_person_id"), ["person_id"], unique=False)

    op.create_table(
        "share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reflection_revision_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("submission_key", sa.String(length=120), nullable=False),
        sa.Column("shared_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_share_cohort_id_cohort")),
        sa.ForeignKeyConstraint(
            ["reflection_revision_id"],
            ["reflection_revision.id"],
            name=op.f("fk_share_reflection_revision_id_reflection_revision"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share")),
        sa.UniqueConstraint(
            "reflection_revision_id",
            "cohort_id",
            "submission_key",
            name=op.f("uq_share_reflection_revision_id_cohort_id_submission_key"),
        ),
    )
    with op.batch_alter_table("share", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_share_cohort_id"), ["cohort_id"], unique=False)

    op.create_table(
        "content_version_item",
        sa.Column("content_version_id", sa.Integer(), nullable=False),
        sa.Column("item_revision_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_version_id"],
            ["content_version.id"],
            name=op.f("fk_content_version_item_content_version_id_content_version"),
        ),
        sa.ForeignKeyConstraint(
            ["item_revision_id"],
            ["item_revision.id"],
            name=op.f("fk_content_version_item_item_revision_id_item_revision"),
        ),
        sa.PrimaryKeyConstraint("content_version_id", "item_revision_id", name=op.f("pk_content_version_item")),
    )
    with op.batch_alter_table("content_version_item", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_content_version_item_item_revision_id"), ["item_revision_id"], unique=False
        )

    op.create_table(
        "response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("item_revision_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("credit", sa.Float(), nullable=False),
        sa.Column("submission_key", sa.String(length=120), nullable=False),
        sa.Column("content_digest", sa.String(length=32), nullable=False),
        sa.Column("answered_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_response_course_id_course")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_response_item_id_item")),
        sa.ForeignKeyConstraint(
            ["item_revision_id"], ["item_revision.id"], name=op.f("fk_response_item_revision_id_item_revision")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_response_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        sa.UniqueConstraint(
            "person_id",
            "course_id",
            "submission_key",
            "content_digest",
            name=op.f("uq_response_person_id_course_id_submission_key_content_digest"),
        ),
    )
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_response_item_id"), ["item_id"], unique=False)
        batch_op.create_index(
            "ix_response_person_id_course_id_item_id", ["person_id", "course_id", "item_id"], unique=False
        )

    op.create_table(
        "share_reader",
        sa.Column("share_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_share_reader_person_id_person")),
        sa.ForeignKeyConstraint(["share_id"], ["share.id"], name=op.f("fk_share_reader_share_id_share")),
        sa.PrimaryKeyConstraint("share_id", "person_id", name=op.f("pk_share_reader")),
    )
    with op.batch_alter_table("share_reader", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_share_reader_person_id"), ["person_id"], unique=False)

    op.create_table(
        "share_withdrawal",
        sa.Column("share_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at_utc", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["share_id"], ["share.id"], name=op.f("fk_share_withdrawal_share_id_share")),
        sa.PrimaryKeyConstraint("share_id", name=op.f("pk_share_withdrawal")),
    )


def downgrade() -> None:
    op.drop_table("share_withdrawal")
    with op.batch_alter_table("share_reader", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_share_reader_person_id"))

    op.drop_table("share_reader")
    with op.batch_alter_table("response", schema=None) as batch_op:
        batch_op.drop_index("ix_response_person_id_course_id_item_id")
        batch_op.drop_index(batch_op.f("ix_response_item_id"))

    op.drop_table("response")
    with op.batch_alter_table("content_version_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_content_version_item_item_revision_id"))

    op.drop_table("content_version_item")
    with op.batch_alter_table("share", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_share_cohort_id"))

    op.drop_table("share")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_person_id"))

    op.drop_table("membership")
    op.drop_table("item_revision")
    op.drop_table("completion")
    with op.batch_alter_table("cohort_instructor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cohort_instructor_person_id"))

    op.drop_table("cohort_instructor")
    with op.batch_alter_table("reflection_revision", schema=None) as batch_op:
        batch_op.drop_index("ix_reflection_revision_course_id_prompt_key")

    op.drop_table("reflection_revision")
    with op.batch_alter_table("progress", schema=None) as batch_op:
        batch_op.drop_index("ix_progress_course_id_last_active_at_utc")

    op.drop_table("progress")
    with op.batch_alter_table("person_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_session_person_id"))

    op.drop_table("person_session")
    op.drop_table("lesson_finish")
    op.drop_table("item")
    op.drop_table("gate_pass")
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enrolment_course_id"))

    op.drop_table("enrolment")
    op.drop_table("draft")
    op.drop_table("content_version")
    op.drop_table("cohort")
    op.drop_table("person")
    op.drop_table("one_time_link")
    with op.batch_alter_table("failed_sign_in", schema=None) as batch_op:
        batch_op.drop_index("ix_failed_sign_in_email_hash_at_utc")
        batch_op.drop_index("ix_failed_sign_in_address_hash_at_utc")

    op.drop_table("failed_sign_in")
    op.drop_table("course")
