"""Admins, suspended people, and acts of power, which are added and never changed"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
REFUSED = "Acts are added and never changed."


def upgrade() -> None:
    op.add_column("person", sa.Column("is_admin", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("person", sa.Column("suspended_at_utc", INSTANT, nullable=True))
    op.create_table(
        "act_party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pseudonym", sa.String(16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_act_party_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act_party")),
        sa.UniqueConstraint("pseudonym", name=op.f("uq_act_party_pseudonym")),
    )
    op.create_index(op.f("ix_act_party_person_id"), "act_party", ["person_id"])
    op.create_table(
        "act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("on_id", sa.Integer(), nullable=True),
        sa.Column("cohort_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(200), nullable=False),
        sa.Column("at_utc", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["act_party.id"], name=op.f("fk_act_by_id_act_party")),
        sa.ForeignKeyConstraint(["on_id"], ["act_party.id"], name=op.f("fk_act_on_id_act_party")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_act_cohort_id_cohort")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act")),
        sqlite_autoincrement=True,
    )
    for column in ("kind", "by_id", "on_id", "cohort_id"):
        op.create_index(op.f(f"ix_act_{column}_id"), "act", [column, "id"])
    op.create_table(
        "act_reason",
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_act_reason_act_id_act")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_act_reason_person_id_person")),
        sa.PrimaryKeyConstraint("act_id", name=op.f("pk_act_reason")),
    )
    op.create_index(op.f("ix_act_reason_person_id"), "act_reason", ["person_id"])
    _refuse_changes()


def _refuse_changes() -> None:
    """Whoever copies this table in a later migration on SQLite makes the two triggers again."""
    if op.get_bind().dialect.name == "sqlite":
        for word in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER act_no_{word.lower()} BEFORE {word} ON act BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION act_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER act_only_added BEFORE UPDATE OR DELETE ON act FOR EACH ROW EXECUTE FUNCTION act_refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER act_not_emptied BEFORE TRUNCATE ON act FOR EACH STATEMENT EXECUTE FUNCTION act_refuse_change()"
    )


def downgrade() -> None:
    op.drop_table("act_reason")
    op.drop_table("act")
    op.drop_table("act_party")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION act_refuse_change()")
    op.drop_column("person", "suspended_at_utc")
    op.drop_column("person", "is_admin")
