"""The engine: durable, one writer at a time, foreign keys on; and migrations that make exactly the models' tables."""

import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, bindparam, create_engine, inspect, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

import course.database
from course.database import Busy, Database
from course.models import Base, Course, PersonSession
from course.schema import MIGRATIONS, OldSchema, check_schema, migrate
from course.sqlite import has_reliable_wal
from course.statements import read_rows
from tests.fixtures.databases import DatabaseKind, Databases
from tests.fixtures.people import School
from tests.fixtures.threads import at_once
from tests.material.garden import GARDEN


@pytest.fixture
def migrated_url(databases: Databases, database_kind: DatabaseKind) -> Iterator[str]:
    """A database whose tables the test may change."""
    with databases.fresh(database_kind) as url:
        yield url


@pytest.fixture
def engine(migrated_url: str) -> Iterator[Engine]:
    opened = Database(migrated_url)
    yield opened.engine
    opened.dispose()


def walk(engine: Engine, *, up: bool) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        if up:
            command.upgrade(config, "head")
        else:
            command.downgrade(config, "base")
        connection.commit()


def differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, Base.metadata))


def test_migrations_make_the_models_tables(engine: Engine) -> None:
    assert differences(engine) == []


def test_migrations_go_down_and_up_again(engine: Engine) -> None:
    walk(engine, up=False)
    left = set(inspect(engine).get_table_names()) - {"alembic_version"}
    walk(engine, up=True)

    assert left == set()
    assert differences(engine) == []


def test_migrating_twice_changes_nothing(migrated_url: str, engine: Engine) -> None:
    migrate(migrated_url)

    assert differences(engine) == []


def test_old_schema_is_refused_with_what_to_do(migrated_url: str, engine: Engine) -> None:
    database = Database(migrated_url)
    check_schema(database)
    walk(engine, up=False)

    with pytest.raises(OldSchema, match="Run: flask database migrate"):
        check_schema(database)
    database.dispose()


def test_foreign_keys_are_enforced(school: School) -> None:
    def sign_in_nobody() -> None:
        with school.database.writing() as session:
            session.add(
                PersonSession(person_id=987654, token_hash="x", created_at_utc=school.now, expires_at_utc=school.now)
            )

    with pytest.raises(IntegrityError):
        sign_in_nobody()


def test_instants_come_back_in_utc(school: School, ada: int) -> None:
    (row,) = school.dump("enrolment")["enrolment"]

    assert row[2] == school.now
    assert str(row[2]).endswith("+00:00")


def test_reading_leaves_no_trace(school: School, ada: int) -> None:
    before = school.dump()

    with suppress(DBAPIError), school.database.reading() as session:  # PostgreSQL says no at once
        session.execute(text("UPDATE person SET name = 'Max'"))

    assert school.dump() == before


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_sqlite_is_durable(school: School) -> None:
    with school.database.reading() as session:
        found = {
            pragma: session.execute(text(f"PRAGMA {pragma}")).scalar_one()
            for pragma in ("journal_mode", "synchronous", "foreign_keys")
        }

    assert found["journal_mode"] in ("wal", "delete")
    assert (found["synchronous"], found["foreign_keys"]) == (2, 1)


@pytest.mark.parametrize(
    ("version", "reliable"),
    [
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
        ((3, 51, 2), False),
        ((3, 50, 7), True),
        ((3, 50, 6), False),
        ((3, 44, 6), True),
        ((3, 44, 5), False),
        ((3, 45, 9), False),
        ((3, 40, 1), False),
    ],
)
def test_wal_is_used_where_its_bug_is_mended(version: tuple[int, int, int], *, reliable: bool) -> None:
    assert has_reliable_wal(version) is reliable


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_write_that_waits_too_long_is_told_so(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(course.database, "WRITER_WAIT_SECONDS", 0.05)
    busy: list[type[BaseException]] = []

    def write() -> None:
        try:
            with school.database.writing():
                pass
        except Busy as error:
            busy.append(type(error))

    with school.database.writing():
        waiting = threading.Thread(target=write)
        waiting.start()
        waiting.join()
    write()

    assert busy == [Busy]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_write_beside_another_process_is_told_so(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(course.database, "WRITER_WAIT_SECONDS", 0.05)
    other = Database(str(school.database.engine.url))  # its own lock, as another process has

    def write() -> None:
        with other.writing():
            pass

    with school.database.writing(), pytest.raises(Busy):
        write()
    other.dispose()


def test_sqlite_file_and_folder_are_made(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("new") / "var" / "runway.db"

    migrate(f"sqlite:///{path}")

    engine = create_engine(f"sqlite:///{path}")
    assert "person" in inspect(engine).get_table_names()
    engine.dispose()


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_connections_that_the_server_ended_are_replaced_before_anything_is_asked(migrated_url: str) -> None:
    database, other = Database(migrated_url), create_engine(migrated_url)

    def use() -> None:
        for transaction in (database.reading, database.writing):
            with transaction() as session:
                assert session.execute(text("SELECT count(*) FROM person")).scalar_one() == 0

    at_once(*[use] * 6)
    with other.connect() as connection:
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
        connection.execute(text(ended + "pg_backend_pid()"))
    other.dispose()

    at_once(*[use] * 6)
    database.dispose()


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_statements_stay_prepared_and_are_planned_once(school: School) -> None:
    """Planning takes longer than reading, and the driver forgets what it prepared when a transaction is undone."""
    who, often = {"slug": GARDEN}, 20
    statement = select(Course.id).where(Course.slug == bindparam("slug"))
    for _ in range(often):
        with school.database.reading() as session:
            assert read_rows(session, statement, who)

    with school.database.reading() as session:
        of_it = "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE '%course.slug%'"
        ((generic, custom),) = session.execute(text(of_it)).all()
    assert generic >= often // 2
    assert custom == 0
