"""What goes to the driver directly comes back as SQLAlchemy would have given it, and fails as it would have failed."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from course.database import Database
from course.models import Course, Person
from course.statements import add_row_once, change_row, read_rows
from tests.fixtures.databases import DatabaseKind, Databases

NOW = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
PERSON = {
    "public_id": "ada",
    "name": "Ada “the first” O'Neil",
    "name_key": "ada “the first” o'neil",
    "is_instructor": True,
    "time_zone": "UTC",
    "created_at_utc": NOW,
}

ADD = insert(Person)
RENAME = update(Person).where(Person.public_id == bindparam("who"))
FIND = select(Person.name, Person.email, Person.is_instructor, Person.created_at_utc).where(
    Person.public_id == bindparam("public_id"), Person.created_at_utc <= bindparam("now")
)
NOWHERE = select(Course.id).where(Course.slug == bindparam("slug")).limit(1)


@pytest.fixture
def database(databases: Databases, database_kind: DatabaseKind) -> Iterator[Database]:
    with databases.fresh(database_kind) as url:
        opened = Database(url)
        yield opened
        opened.dispose()


def test_rows_have_the_types_of_their_columns(database: Database) -> None:
    with database.writing() as session:
        change_row(session, ADD, PERSON)

    with database.reading() as session:
        given = {"public_id": "ada", "now": NOW}
        rows = [tuple(row) for row in read_rows(session, FIND, given)]
        assert rows == [("Ada “the first” O'Neil", None, True, NOW)]
        assert rows == [tuple(row) for row in session.execute(FIND, given)]
        assert type(rows[0][2]) is bool


def test_nothing_found_is_no_rows(database: Database) -> None:
    with database.reading() as session:
        assert list(read_rows(session, NOWHERE, {"slug": "nowhere"})) == []


def test_change_says_how_many_rows_it_met(database: Database) -> None:
    with database.writing() as session:
        change_row(session, ADD, PERSON)
        assert change_row(session, RENAME, {"who": "ada", "name": "Ada"}) == 1
        assert change_row(session, RENAME, {"who": "nobody", "name": "Ada"}) == 0

    with database.reading() as session:
        assert session.scalar(select(Person.name)) == "Ada"


def test_row_whose_key_is_there_is_left_alone(database: Database) -> None:
    with database.writing() as session:
        assert add_row_once(session, Person, PERSON)
        assert not add_row_once(session, Person, {**PERSON, "name": "Eve"})

    with database.reading() as session:
        assert session.scalars(select(Person.name)).all() == [PERSON["name"]]


def test_row_that_breaks_another_rule_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError), database.writing() as session:
        add_row_once(session, Person, {**PERSON, "name": None})


def test_change_of_a_transaction_that_failed_is_not_kept(database: Database) -> None:
    def add_and_fail() -> None:
        with database.writing() as session:
            change_row(session, ADD, PERSON)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add_and_fail()

    with database.reading() as session:
        assert list(read_rows(session, FIND, {"public_id": "ada", "now": NOW})) == []


def test_broken_constraint_is_told_in_sqlalchemys_words(database: Database) -> None:
    with database.writing() as session:
        change_row(session, ADD, PERSON)

    with pytest.raises(IntegrityError), database.writing() as session:
        change_row(session, ADD, PERSON)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_reader_cannot_write(database: Database) -> None:
    with database.reading() as session:
        session.connection().exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(OperationalError, match="readonly"):
            change_row(session, ADD, PERSON)
        session.connection().exec_driver_sql("PRAGMA query_only = OFF")
