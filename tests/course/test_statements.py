"""What goes to the driver directly comes back as SQLAlchemy would have given it, and fails as it would have failed."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from course.database import Busy, Database
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
AMONG = select(Person.name).where(Person.public_id.in_(bindparam("wanted", expanding=True))).order_by(Person.name)
HOLD = select(Person.id).where(Person.public_id == bindparam("public_id")).with_for_update()
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


def test_list_of_values_is_taken_as_sqlalchemy_takes_it(database: Database) -> None:
    with database.writing() as session:
        for name in ("ada", "lin", "max"):
            change_row(session, ADD, {**PERSON, "public_id": name, "name": name})

    with database.reading() as session:
        for wanted in (["ada", "max"], ["lin"], []):
            found = [tuple(row) for row in read_rows(session, AMONG, {"wanted": wanted})]
            assert found == [(name,) for name in wanted]


def test_refused_change_leaves_what_was_done_before_it(database: Database) -> None:
    with database.writing() as session:
        change_row(session, ADD, PERSON)
        with pytest.raises(IntegrityError), session.connection().begin_nested():
            change_row(session, ADD, {**PERSON, "public_id": "eve", "name": None})
        assert change_row(session, RENAME, {"who": "ada", "name": "Ada"}) == 1

    with database.reading() as session:
        assert session.scalars(select(Person.name)).all() == ["Ada"]


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_rows_that_another_holds_are_told_to_be_so(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("course.database._POSTGRESQL", ("lock_timeout=50",))
    impatient = Database(database.engine.url.render_as_string(hide_password=False))
    with database.writing() as session:
        change_row(session, ADD, PERSON)
    with database.writing() as session:
        change_row(session, RENAME, {"who": "ada", "name": "Ada"})
        with pytest.raises(Busy), impatient.writing() as other:
            change_row(other, RENAME, {"who": "ada", "name": "Eve"})
        with pytest.raises(Busy), impatient.writing() as other:
            read_rows(other, HOLD, {"public_id": "ada"})
    impatient.dispose()

    with database.reading() as session:
        assert session.scalars(select(Person.name)).all() == ["Ada"]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_reader_cannot_write(database: Database) -> None:
    with database.reading() as session:
        session.connection().exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(OperationalError, match="readonly"):
            change_row(session, ADD, PERSON)
        session.connection().exec_driver_sql("PRAGMA query_only = OFF")
