"""An archive comes back as it was, without who was erased since, and is refused where it is cut or forged."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import func, select

from course.database import Database
from course.leaving.erasure import erase_person
from course.leaving.ledger import Ledger
from course.leaving.restoring import NotEmpty, move_in, restore
from course.models import OneTimeLink, Person
from course.people.api_tokens import find_reader
from course.people.cohorts import CohortCard
from course.people.links import make_instructor_link
from course.people.practice import practice_identity
from course.people.sessions import find_signed_in, open_session
from course.records.archives.manifest import Damaged, Manifest
from course.records.archives.packing import write_archive
from course.records.archives.seal import check_seal, seal
from course.records.archives.unpacking import open_archive
from course.schema import bring_down, bring_up, newest_schema, schema_of
from tests.fixtures.databases import DatabaseKind, Databases
from tests.fixtures.people import School
from tests.material.garden import WRONG

FIRST_SCHEMA = "0001"


@pytest.fixture
def busy_school(school: School, ada: int, ines: int, cohort: CohortCard) -> School:
    """Ada has answered and written, Ines practices, and a guest is here."""
    school.answer(ada, "holds-water", WRONG["holds-water"])
    school.complete(ada)
    revision = school.write(ada, "my-earth", {"text": "Heavy clay, “and” \\ ü \N{SEEDLING}\nand more"})
    school.share(ada, revision, cohort)
    school.enrol(school.guest("a visit"))
    with school.database.writing() as session:
        practice_identity(session, ines, now=school.now)
    return school


def pack(school: School, path: Path, ledger: Ledger | None = None) -> Manifest:
    with school.database.reading() as session:
        content = ledger.content() if ledger else b""
        return write_archive(session, path, ledger=content, now=school.now)


@contextmanager
def empty_school(databases: Databases, kind: DatabaseKind) -> Iterator[School]:
    with databases.fresh(kind) as url:
        database = Database(url)
        try:
            yield School(database)
        finally:
            database.dispose()


def take_back(school: School, path: Path, ledger: Ledger, *, replace: bool = False) -> int:
    with open_archive(path) as archive:
        return restore(school.database, archive, ledger, now=school.now, replace=replace).erased


def test_people_go_on_in_a_database_that_was_moved(
    busy_school: School, ada: int, databases: Databases, database_kind: DatabaseKind, ledger: Ledger, tmp_path: Path
) -> None:
    with busy_school.database.writing() as session:
        token = open_session(session, ada, now=busy_school.now)
    pack(busy_school, tmp_path / "all.zip")

    with empty_school(databases, database_kind) as there:
        with open_archive(tmp_path / "all.zip") as archive:
            move_in(there.database, archive, ledger)
        with there.database.reading() as session:
            found = find_signed_in(session, token, now=there.now)
        newcomer = there.member("Lin")
        there.enrol(newcomer)
        there.answer(newcomer, "holds-water", WRONG["holds-water"])

        assert found is not None
        assert found.id == ada
        assert newcomer > max(row[0] for row in busy_school.dump("person")["person"] if isinstance(row[0], int))


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("kept", [0, 10, 64, 65, 4000, -1])
def test_a_file_that_was_cut_off_is_found(busy_school: School, tmp_path: Path, kept: int) -> None:
    path = tmp_path / "all.zip"
    pack(busy_school, path)
    path.write_bytes(path.read_bytes()[:kept])

    with pytest.raises(Damaged), open_archive(path):
        pass


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_table_that_was_exchanged_under_a_good_seal_is_found(busy_school: School, tmp_path: Path) -> None:
    pack(busy_school, tmp_path / "all.zip")
    with (
        ZipFile(tmp_path / "all.zip") as whole,
        (tmp_path / "new.zip").open("w+b") as file,
    ):
        with ZipFile(file, "w") as forged:
            for name in whole.namelist():
                content = whole.read(name)
                forged.writestr(name, content.replace(b"Ada", b"Eve") if name == "tables/person.jsonl" else content)
            forged.comment = b"0" * 64
        seal(file)
        check_seal(file)

    with pytest.raises(Damaged, match=r"tables/person\.jsonl"), open_archive(tmp_path / "new.zip"):
        pass


def test_a_restore_goes_back_and_who_was_erased_since_stays_erased(
    busy_school: School, ada: int, ledger: Ledger, tmp_path: Path
) -> None:
    lin = busy_school.member("Lin")
    before = busy_school.dump("response", "reflection_revision")
    pack(busy_school, tmp_path / "all.zip")
    busy_school.enrol(lin)
    busy_school.answer(lin, "holds-water", WRONG["holds-water"])
    with busy_school.database.writing() as session:
        erase_person(session, lin, ledger, now=busy_school.now)

    erased = take_back(busy_school, tmp_path / "all.zip", ledger, replace=True)

    assert erased == 1
    assert busy_school.dump("response", "reflection_revision") == before
    assert busy_school.count("person", "name = 'Lin'") == 0
    assert busy_school.count("person", f"id = {ada}") == 1


def test_what_opened_an_account_opens_none_after_a_restore(
    busy_school: School, ada: int, ines: int, cohort: CohortCard, ledger: Ledger, tmp_path: Path
) -> None:
    guest = busy_school.guest("another visit")
    token, _ = busy_school.token(ines, cohort)
    with busy_school.database.writing() as session:
        members, guests = (open_session(session, person, now=busy_school.now) for person in (ada, guest))
        make_instructor_link(session, now=busy_school.now)
    pack(busy_school, tmp_path / "all.zip")

    take_back(busy_school, tmp_path / "all.zip", ledger, replace=True)

    with busy_school.database.reading() as session:
        assert find_signed_in(session, members, now=busy_school.now) is None
        assert find_reader(session, token, now=busy_school.now) is None
        assert session.scalar(select(func.count()).select_from(OneTimeLink)) == 0
        assert find_signed_in(session, guests, now=busy_school.now) is not None, "a guest has no other way in"


def test_the_ledger_is_in_a_backup_and_only_adds(busy_school: School, ledger: Ledger, tmp_path: Path) -> None:
    lin, max_ = busy_school.member("Lin"), busy_school.member("Max")
    pack(busy_school, tmp_path / "older.zip")
    with busy_school.database.writing() as session:
        erase_person(session, lin, ledger, now=busy_school.now)
    pack(busy_school, tmp_path / "newer.zip", ledger)
    with busy_school.database.writing() as session:
        erase_person(session, max_, ledger, now=busy_school.now)
    elsewhere = Ledger(tmp_path / "elsewhere" / "erased.jsonl")

    take_back(busy_school, tmp_path / "newer.zip", ledger, replace=True)
    take_back(busy_school, tmp_path / "newer.zip", elsewhere, replace=True)
    erased = take_back(busy_school, tmp_path / "older.zip", elsewhere, replace=True)

    assert len(list(ledger.read())) == 2
    assert len(list(elsewhere.read())) == 1
    assert erased == 1, "Lin, whom the newer backup knew of"


def test_a_database_with_something_in_it_is_left_alone(busy_school: School, ledger: Ledger, tmp_path: Path) -> None:
    pack(busy_school, tmp_path / "all.zip")
    before = busy_school.dump()

    with pytest.raises(NotEmpty):
        take_back(busy_school, tmp_path / "all.zip", ledger)

    assert busy_school.dump() == before


def test_a_restore_that_fails_leaves_everything_as_it_was(busy_school: School, ledger: Ledger, tmp_path: Path) -> None:
    pack(busy_school, tmp_path / "all.zip")
    busy_school.member("Lin")
    before = busy_school.dump()
    ledger.path.parent.mkdir()
    ledger.path.write_text('{"id": "x"}\n')

    with pytest.raises(Exception, match="no tombstone"):
        take_back(busy_school, tmp_path / "all.zip", ledger, replace=True)

    assert busy_school.dump() == before


def test_an_archive_of_older_tables_is_brought_up(
    databases: Databases, database_kind: DatabaseKind, ledger: Ledger, tmp_path: Path
) -> None:
    with empty_school(databases, database_kind) as old, old.database.writing() as session:
        connection = session.connection()
        bring_down(connection, FIRST_SCHEMA)
        connection.exec_driver_sql(
            "INSERT INTO person (id, public_id, name, is_instructor, time_zone, created_at_utc)"
            " VALUES (7, 'abc', 'Ada', false, 'UTC', '2027-03-01 12:00:00.000000')"
        )
        write_archive(session, tmp_path / "old.zip", now=old.now)
        bring_up(connection, newest_schema())

    with empty_school(databases, database_kind) as there:
        take_back(there, tmp_path / "old.zip", ledger)
        with there.database.reading() as session:
            assert session.execute(select(Person.id, Person.name, Person.language)).all() == [(7, "Ada", "en")]
            assert schema_of(session.connection()) == newest_schema()
        assert there.member("Lin") == 8
