"""Which shares stand and wait, and the name by which a person is searched"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

NAME_KEY = sa.String(80).with_variant(sa.String(80, collation="C"), "postgresql")
NOW_IN = sa.text("left_at_utc IS NULL")
STUCK = sa.text("left_at_utc IS NULL AND stuck_since_utc IS NOT NULL")
FEW = (
    ("instructor", "is_instructor = 1", "is_instructor"),
    ("admin", "is_admin = 1", "is_admin"),
    ("suspended", "suspended_at_utc IS NOT NULL", "suspended_at_utc IS NOT NULL"),
)
PRACTICE = sa.text("practice_of_id IS NOT NULL")
BATCH = 1000
LATER = """
    EXISTS (
        SELECT 1 FROM share AS later
        JOIN reflection_revision AS later_text ON later_text.id = later.reflection_revision_id
        WHERE later.cohort_id = share.cohort_id AND later.id > share.id AND later_text.person_id = revision.person_id
            AND later_text.course_id = revision.course_id AND later_text.prompt_key = revision.prompt_key
            AND NOT EXISTS (SELECT 1 FROM share_withdrawal WHERE share_withdrawal.share_id = later.id){more}
    )
"""
LAST_WORD = """
    COALESCE((
        SELECT MAX(own.id) FROM comment AS own WHERE own.share_id = share.id AND own.person_id = revision.person_id
    ), 0)
"""
DAY = f"""
    SELECT check_in.due_on FROM check_in
    JOIN reflection_revision AS setting ON setting.id = check_in.reflection_revision_id
    WHERE check_in.person_id = revision.person_id AND check_in.course_id = revision.course_id
        AND check_in.prompt_key = revision.prompt_key AND setting.number <= revision.number
        AND NOT EXISTS (
            SELECT 1 FROM check_in AS newer WHERE newer.person_id = check_in.person_id
                AND newer.course_id = check_in.course_id AND newer.prompt_key = check_in.prompt_key
                AND newer.number > check_in.number
        )
        AND NOT EXISTS (SELECT 1 FROM check_in_answer WHERE check_in_answer.check_in_id = check_in.id)
        AND NOT {LATER.format(more=" AND later_text.number >= setting.number")}
"""  # noqa: S608 - of parts of this file
FILL = f"""
    INSERT INTO standing_share (share_id, cohort_id, prompt_key, is_last, waits, due_on)
    SELECT share_id, cohort_id, prompt_key, is_last, is_last AND waits, due_on FROM (
        SELECT share.id AS share_id, share.cohort_id, revision.prompt_key,
            NOT {LATER.format(more="")} AS is_last,
            NOT EXISTS (
                SELECT 1 FROM comment WHERE comment.share_id = share.id AND comment.person_id <> revision.person_id
                    AND comment.id > {LAST_WORD}
            ) AND NOT EXISTS (
                SELECT 1 FROM share_seen WHERE share_seen.share_id = share.id AND share_seen.undone_at_utc IS NULL
                    AND share_seen.last_comment_id >= {LAST_WORD}
            ) AS waits,
            ({DAY}) AS due_on
        FROM share JOIN reflection_revision AS revision ON revision.id = share.reflection_revision_id
        WHERE NOT EXISTS (SELECT 1 FROM share_withdrawal WHERE share_withdrawal.share_id = share.id)
    ) AS derived WHERE is_last OR due_on IS NOT NULL
"""  # noqa: S608 - of parts of this file


def upgrade() -> None:
    _create_table()
    op.execute(sa.text(FILL))
    # Many tables refer to this one: SQLite could not copy it to take the default away again.
    op.add_column("person", sa.Column("name_key", NAME_KEY, nullable=False, server_default=sa.text("''")))
    _fill_name_keys()
    op.create_index("ix_person_name_key", "person", ["name_key"])
    for role, sqlite, postgresql in FEW:
        op.create_index(
            f"ix_person_{role}", "person", ["id"], sqlite_where=sa.text(sqlite), postgresql_where=sa.text(postgresql)
        )
    op.drop_index("ix_person_practice_of_id", table_name="person")
    op.create_index(
        "ix_person_practice_of_id",
        "person",
        ["practice_of_id"],
        unique=True,
        sqlite_where=PRACTICE,
        postgresql_where=PRACTICE,
    )
    _sort_emails("C")
    _index_states("states", "last_active_at_utc", "person_id")
    op.drop_index("ix_membership_cohort_id_states_last_active_at_utc", table_name="membership")
    op.create_index(
        "ix_membership_stuck",
        "membership",
        ["cohort_id", "name_key", "person_id"],
        sqlite_where=STUCK,
        postgresql_where=STUCK,
    )


def downgrade() -> None:
    op.drop_index("ix_membership_stuck", table_name="membership")
    _index_states("states", "last_active_at_utc")
    op.drop_index("ix_membership_cohort_id_states_last_active_at_utc_person_id", table_name="membership")
    _sort_emails("default")
    op.drop_index("ix_person_practice_of_id", table_name="person")
    op.create_index("ix_person_practice_of_id", "person", ["practice_of_id"], unique=True)
    for role, *_conditions in FEW:
        op.drop_index(f"ix_person_{role}", table_name="person")
    op.drop_index("ix_person_name_key", table_name="person")
    op.drop_column("person", "name_key")
    op.drop_table("standing_share")


def _create_table() -> None:
    op.create_table(
        "standing_share",
        sa.Column("share_id", sa.Integer(), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("prompt_key", sa.String(80), nullable=False),
        sa.Column("is_last", sa.Boolean(), nullable=False),
        sa.Column("waits", sa.Boolean(), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.ForeignKeyConstraint(["share_id"], ["share.id"], name=op.f("fk_standing_share_share_id_share")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_standing_share_cohort_id_cohort")),
        sa.PrimaryKeyConstraint("share_id", name=op.f("pk_standing_share")),
    )
    for name, columns in (
        ("of_prompt", ["prompt_key", "is_last", "share_id"]),
        ("of_prompt_that_waits", ["prompt_key", "waits", "share_id"]),
        ("that_waits", ["waits", "share_id"]),
        ("cohort_id_due_on", ["due_on"]),
    ):
        op.create_index(f"ix_standing_share_{name}", "standing_share", ["cohort_id", *columns])


def _index_states(*columns: str) -> None:
    name = "_".join(("ix_membership_cohort_id", *columns))
    op.create_index(name, "membership", ["cohort_id", *columns], sqlite_where=NOW_IN, postgresql_where=NOW_IN)


def _sort_emails(collation: str) -> None:
    """By code point, as names are: what begins with a text is then read from the index. SQLite sorts so anyway."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.text(f'ALTER TABLE person ALTER COLUMN email_key TYPE VARCHAR(254) COLLATE "{collation}"'))


def _fill_name_keys() -> None:
    connection = op.get_bind()
    after = 0
    some = sa.text("SELECT id, name FROM person WHERE id > :after ORDER BY id LIMIT :most")
    while people := connection.execute(some, {"after": after, "most": BATCH}).all():
        keys = [{"id": person_id, "name_key": _name_key(name)} for person_id, name in people]
        connection.execute(sa.text("UPDATE person SET name_key = :name_key WHERE id = :id"), keys)
        after = people[-1].id


def _name_key(name: str) -> str:
    """As the application did when this migration was written."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(each for each in decomposed if not unicodedata.combining(each))
    return " ".join(plain.split())[:80]
