"""Mails, links that sign in, languages, and what browsers are called"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
LINK_PERSON = "fk_one_time_link_person_id_person"
WAITS = sa.text("sent_at_utc IS NULL")


def upgrade() -> None:
    op.add_column("person", sa.Column("language", sa.String(20), server_default="en", nullable=False))
    op.add_column("person_session", sa.Column("browser", sa.String(60), server_default=sa.text("''"), nullable=False))
    op.add_column("one_time_link", sa.Column("purpose", sa.String(20), server_default="instructor", nullable=False))
    # Written out: on SQLite Alembic would copy the table.
    op.execute(
        f"ALTER TABLE one_time_link ADD COLUMN person_id INTEGER CONSTRAINT {LINK_PERSON} REFERENCES person (id)"
    )
    op.create_index("ix_one_time_link_person_id", "one_time_link", ["person_id"])
    _create_facts()
    _create_outbox()


def _create_facts() -> None:
    op.create_table(
        "sign_in_link_made",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at_utc", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_sign_in_link_made_person_id_person"),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name="fk_sign_in_link_made_made_by_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_link_made"),
    )
    op.create_index("ix_sign_in_link_made_person_id", "sign_in_link_made", ["person_id"])
    op.create_index("ix_sign_in_link_made_made_by_id", "sign_in_link_made", ["made_by_id"])
    op.create_table(
        "merged_guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("guest_hash", sa.String(64), nullable=False),
        sa.Column("merged_at_utc", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_merged_guest_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_merged_guest"),
    )
    op.create_index("ix_merged_guest_person_id", "merged_guest", ["person_id"])


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("queued_at_utc", INSTANT, nullable=False),
        sa.Column("due_at_utc", INSTANT, nullable=False),
        sa.Column("sent_at_utc", INSTANT, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(60), nullable=False),
        sa.Column("stop_hash", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_outbox_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("public_id", name="uq_outbox_public_id"),
        sa.UniqueConstraint("stop_hash", name="uq_outbox_stop_hash"),
    )
    op.create_index("ix_outbox_person_id", "outbox", ["person_id"])
    op.create_index("ix_outbox_waiting", "outbox", ["due_at_utc"], sqlite_where=WAITS, postgresql_where=WAITS)
    op.create_table(
        "mail_stop",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("stopped_at_utc", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_mail_stop_person_id_person"),
        sa.PrimaryKeyConstraint("person_id", "kind", name="pk_mail_stop"),
    )
    op.create_table(
        "lease",
        sa.Column("work", sa.String(40), nullable=False),
        sa.Column("holder", sa.String(40), nullable=False),
        sa.Column("until_utc", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("work", name="pk_lease"),
    )


def downgrade() -> None:
    for table in ("lease", "mail_stop", "outbox", "merged_guest", "sign_in_link_made"):
        op.drop_table(table)
    # A link that signs somebody in must not become one that makes instructors.
    op.execute("DELETE FROM one_time_link WHERE purpose <> 'instructor'")
    op.drop_index("ix_one_time_link_person_id", table_name="one_time_link")
    for table, column in (
        ("one_time_link", "person_id"),
        ("one_time_link", "purpose"),
        ("person_session", "browser"),
        ("person", "language"),
    ):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
