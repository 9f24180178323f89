"""What is said about a shared text, and who has read it"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0007"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
STANDS = sa.text("undone_at_utc IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("progress") as table:
        table.add_column(sa.Column("dialogue", sa.Integer(), nullable=False, server_default=sa.text("0")))
    _create_comments()
    _create_seen()
    op.create_table(
        "saved_phrase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(300), nullable=False),
        sa.Column("saved_at_utc", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_saved_phrase_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_phrase")),
        sa.UniqueConstraint("person_id", "words", name=op.f("uq_saved_phrase_person_id_words")),
        sa.UniqueConstraint("public_id", name=op.f("uq_saved_phrase_public_id")),
    )
    op.create_table(
        "mail_wish",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("wished_at_utc", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mail_wish_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_mail_wish")),
    )


def _create_comments() -> None:
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(16), nullable=False),
        sa.Column("share_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("submission_key", sa.String(120), nullable=False),
        sa.Column("content_digest", sa.String(32), nullable=False),
        sa.Column("said_at_utc", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["share_id"], ["share.id"], name=op.f("fk_comment_share_id_share")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_comment_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sa.UniqueConstraint("public_id", name=op.f("uq_comment_public_id")),
        sa.UniqueConstraint(
            "person_id",
            "share_id",
            "submission_key",
            "content_digest",
            name=op.f("uq_comment_person_id_share_id_submission_key_content_digest"),
        ),
    )
    op.create_index(op.f("ix_comment_share_id"), "comment", ["share_id"])
    op.create_table(
        "comment_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_at_utc", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_comment_revision_comment_id_comment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_revision")),
        sa.UniqueConstraint("comment_id", "number", name=op.f("uq_comment_revision_comment_id_number")),
    )
    op.create_table(
        "comment_draft",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("share_id", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("saved_at_utc", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_comment_draft_person_id_person")),
        sa.ForeignKeyConstraint(["share_id"], ["share.id"], name=op.f("fk_comment_draft_share_id_share")),
        sa.PrimaryKeyConstraint("person_id", "share_id", "device", name=op.f("pk_comment_draft")),
    )
    op.create_index(op.f("ix_comment_draft_share_id"), "comment_draft", ["share_id"])
    op.create_table(
        "comment_read",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("read_at_utc", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_comment_read_comment_id_comment")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_comment_read_person_id_person")),
        sa.PrimaryKeyConstraint("comment_id", "person_id", name=op.f("pk_comment_read")),
    )
    op.create_index(op.f("ix_comment_read_person_id"), "comment_read", ["person_id"])


def _create_seen() -> None:
    op.create_table(
        "share_seen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("share_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("last_comment_id", sa.Integer(), nullable=False),
        sa.Column("seen_at_utc", INSTANT, nullable=False),
        sa.Column("undone_at_utc", INSTANT),
        sa.ForeignKeyConstraint(["share_id"], ["share.id"], name=op.f("fk_share_seen_share_id_share")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_share_seen_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_seen")),
    )
    op.create_index(
        "ix_share_seen_stands",
        "share_seen",
        ["share_id", "person_id"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )
    op.create_index(op.f("ix_share_seen_person_id"), "share_seen", ["person_id"])


def downgrade() -> None:
    comments = ("comment_read", "comment_draft", "comment_revision", "comment")
    for name in ("mail_wish", "saved_phrase", "share_seen", *comments):
        op.drop_table(name)
    with op.batch_alter_table("progress") as table:
        table.drop_column("dialogue")
