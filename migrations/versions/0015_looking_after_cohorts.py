"""Dates, a join link that can be closed, an archive; since when somebody teaches; invitations"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
OF_COHORT = (
    ("starts_on", sa.Date()),
    ("ends_on", sa.Date()),
    ("joining_closed_at_utc", INSTANT),
    ("archived_at_utc", INSTANT),
)


def upgrade() -> None:
    for name, kind in OF_COHORT:
        op.add_column("cohort", sa.Column(name, kind, nullable=True))
    op.add_column("cohort_instructor", sa.Column("added_at_utc", INSTANT, nullable=True))
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(16), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("email_key", sa.String(254), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=True),
        sa.Column("invited_at_utc", INSTANT, nullable=False),
        sa.Column("taken_back_at_utc", INSTANT, nullable=True),
        sa.Column("accepted_at_utc", INSTANT, nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_invitation_cohort_id_cohort")),
        sa.ForeignKeyConstraint(["invited_by_id"], ["person.id"], name=op.f("fk_invitation_invited_by_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_invitation_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_invitation_public_id")),
        sa.UniqueConstraint("cohort_id", "email_key", name=op.f("uq_invitation_cohort_id_email_key")),
    )
    for column in ("email_key", "invited_by_id", "person_id"):
        op.create_index(op.f(f"ix_invitation_{column}"), "invitation", [column])
    op.create_table(
        "address_stop",
        sa.Column("address_hash", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("stopped_at_utc", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("address_hash", "kind", name=op.f("pk_address_stop")),
    )


def downgrade() -> None:
    op.drop_table("address_stop")
    op.drop_table("invitation")
    op.drop_column("cohort_instructor", "added_at_utc")
    for name, _ in reversed(OF_COHORT):
        op.drop_column("cohort", name)
