"""What a cohort's page is sorted and counted by, lessons opened by instructors, and needs put aside"""

import json
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
LETTERS = {"done": "d", "begun": "b", "open": "o", "closed": "c"}
NAME_KEY = sa.String(80).with_variant(sa.String(80, collation="C"), "postgresql")
NOW_IN, REMOVED = sa.text("left_at_utc IS NULL"), sa.text("removed_by_id IS NOT NULL")
ORDERS = (
    ("name_key", "person_id"),
    ("last_active_at_utc", "person_id"),
    ("place", "name_key", "person_id"),
    ("stuck_since_utc", "person_id"),
    ("states", "last_active_at_utc"),
)
BATCH = 1000


def upgrade() -> None:
    _add_columns()
    _fill_progress()
    _fill_memberships()
    _forget_defaults()
    for columns in ORDERS:
        op.create_index(
            "_".join(("ix_membership_cohort_id", *columns)),
            "membership",
            ["cohort_id", *columns],
            sqlite_where=NOW_IN,
            postgresql_where=NOW_IN,
        )
    op.create_index(
        "ix_membership_removed",
        "membership",
        ["cohort_id", "left_at_utc"],
        sqlite_where=REMOVED,
        postgresql_where=REMOVED,
    )
    op.drop_index("ix_share_cohort_id", table_name="share")
    op.create_index("ix_share_cohort_id_id", "share", ["cohort_id", "id"])
    _create_tables()


def _add_columns() -> None:
    # Nothing refers to these two tables: SQLite may copy them.
    with op.batch_alter_table("progress") as table:
        table.add_column(sa.Column("place", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("states", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("stuck_since_utc", INSTANT))
    with op.batch_alter_table("membership") as table:
        table.add_column(sa.Column("removed_by_id", sa.Integer()))
        table.add_column(sa.Column("name_key", NAME_KEY, nullable=False, server_default=""))
        table.add_column(sa.Column("last_active_at_utc", INSTANT, nullable=False, server_default="1970-01-01 00:00:00"))
        table.add_column(sa.Column("place", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("states", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("stuck_since_utc", INSTANT))
        table.create_foreign_key(op.f("fk_membership_removed_by_id_person"), "person", ["removed_by_id"], ["id"])


def _forget_defaults() -> None:
    with op.batch_alter_table("progress") as table:
        for column in ("place", "states"):
            table.alter_column(column, server_default=None)
    with op.batch_alter_table("membership") as table:
        for column in ("name_key", "last_active_at_utc", "place", "states"):
            table.alter_column(column, server_default=None)


def _fill_progress() -> None:
    """Who is stuck is found out at their next answer, or by `flask course rebuild`."""
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT person_id, course_id, standing FROM progress")).all()
    filled = [{"person": person, "course": course, **_summary(standing)} for person, course, standing in rows]
    change = sa.text(
        "UPDATE progress SET place = :place, states = :states WHERE person_id = :person AND course_id = :course"
    )
    for start in range(0, len(filled), BATCH):
        connection.execute(change, filled[start : start + BATCH])


def _summary(standing: str) -> dict[str, object]:
    lessons = json.loads(standing)
    states = [LETTERS[lesson["state"]] for lesson in lessons]
    place = next((2 * at + (state == "b") for at, state in enumerate(states) if state in "bo"), 2 * len(states))
    passed = [lesson["passed_gate"] and state in "bo" for lesson, state in zip(lessons, states, strict=True)]
    letters = (state.upper() if early else state for state, early in zip(states, passed, strict=True))
    return {"place": place, "states": "".join(letters)}


def _fill_memberships() -> None:
    connection = op.get_bind()
    copied = ("last_active_at_utc", "place", "states")
    theirs = (
        "FROM progress JOIN cohort ON cohort.course_id = progress.course_id "
        "WHERE progress.person_id = membership.person_id AND cohort.id = membership.cohort_id"
    )
    sets = ", ".join(f"{column} = COALESCE((SELECT progress.{column} {theirs}), {column})" for column in copied)
    connection.execute(sa.text(f"UPDATE membership SET {sets}"))  # noqa: S608 - written out above
    people = connection.execute(sa.text("SELECT id, name FROM person WHERE id IN (SELECT person_id FROM membership)"))
    named = [{"person": person, "name_key": _name_key(name)} for person, name in people]
    change = sa.text("UPDATE membership SET name_key = :name_key WHERE person_id = :person")
    for start in range(0, len(named), BATCH):
        connection.execute(change, named[start : start + BATCH])


def _name_key(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(each for each in decomposed if not unicodedata.combining(each)).split())[:80]


def _create_tables() -> None:
    op.create_table(
        "lesson_opening",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("lesson_key", sa.String(80), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("opened_at_utc", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_lesson_opening_course_id_course")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["person.id"], name=op.f("fk_lesson_opening_opened_by_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_lesson_opening_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "course_id", "lesson_key", name=op.f("pk_lesson_opening")),
    )
    op.create_table(
        "need_aside",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("need", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("put_aside_at_utc", INSTANT, nullable=False),
        sa.Column("brought_back_at_utc", INSTANT),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_need_aside_cohort_id_cohort")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_need_aside_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_aside")),
        sa.UniqueConstraint(
            "cohort_id", "need", "subject", "digest", name=op.f("uq_need_aside_cohort_id_need_subject_digest")
        ),
    )


def downgrade() -> None:
    op.drop_table("need_aside")
    op.drop_table("lesson_opening")
    op.drop_index("ix_share_cohort_id_id", table_name="share")
    op.create_index("ix_share_cohort_id", "share", ["cohort_id"])
    op.drop_index("ix_membership_removed", table_name="membership")
    for columns in ORDERS:
        op.drop_index("_".join(("ix_membership_cohort_id", *columns)), table_name="membership")
    with op.batch_alter_table("membership") as table:
        table.drop_constraint("fk_membership_removed_by_id_person", type_="foreignkey")
        for column in ("stuck_since_utc", "states", "place", "last_active_at_utc", "name_key", "removed_by_id"):
            table.drop_column(column)
    with op.batch_alter_table("progress") as table:
        for column in ("stuck_since_utc", "states", "place"):
            table.drop_column(column)
