"""Commands of whoever runs the site: one line says what is wrong, and what to do."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import text

from commands.findings import Grade
from config import Settings
from course.database import Database
from course.files import NetworkDisk, file_system_of, free_bytes, refuse_network_disk
from course.records.soundness import find_damage
from course.sqlite import sqlite_file
from tests.fixtures.people import School
from tests.material.garden import COURSES

MOUNTS = """\
21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
22 21 0:20 / /srv rw - nfs4 server:/srv rw
23 22 8:2 / /srv/fast\\040disk rw - xfs /dev/sdb1 rw
24 21 0:21 / /mnt/win rw - cifs //server/share rw
"""

MakeApp = Callable[[Settings], Flask]
sqlite_alone = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def make_app() -> Iterator[MakeApp]:
    """Applications whose connections are closed at the end."""
    made: list[Flask] = []

    def make(settings: Settings) -> Flask:
        made.append(import_module("app").create_app(settings))
        return made[-1]

    yield make
    for app in made:
        app.extensions["runway.database"].dispose()


@pytest.fixture
def command_app(settings: Settings, make_app: MakeApp) -> Flask:
    return make_app(settings)


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=list(words))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/runway.db", "ext4"),
        ("/srv/runway.db", "nfs4"),
        ("/srv/fast disk/runway.db", "xfs"),
        ("/srvother/runway.db", "ext4"),
        ("/mnt/win/runway.db", "cifs"),
    ],
)
def test_the_file_system_is_that_of_the_innermost_mount(path: str, kind: str) -> None:
    assert file_system_of(Path(path), MOUNTS) == kind


def test_a_network_disk_is_refused_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"22 21 0:20 / {tmp_path} rw - nfs4 server:/srv rw\n")
    monkeypatch.setattr("course.files._MOUNTS", mounts)

    with pytest.raises(NetworkDisk, match="Set DATABASE_URL to a file on a disk of this machine"):
        Database(f"sqlite:///{tmp_path}/deep/down/runway.db")


def test_this_machines_own_disks_are_taken(tmp_path: Path) -> None:
    refuse_network_disk(tmp_path / "runway.db")

    assert free_bytes(tmp_path / "not" / "there") > 0


@sqlite_alone
@pytest.mark.parametrize(
    "words",
    [
        ("course", "publish"),
        ("course", "answers", "first-garden", "holds-water"),
        ("course", "rebuild"),
        ("demo",),
        ("people", "add", "ines@example.org", "--instructor"),
        ("backup", "all.zip"),
        ("database", "check"),
        ("daily",),
    ],
    ids=" ".join,
)
def test_a_command_on_a_database_without_tables_says_what_to_run(
    settings: Settings, make_app: MakeApp, tmp_path: Path, words: tuple[str, ...]
) -> None:
    app = make_app(replace(settings, database_url=f"sqlite:///{tmp_path / 'new.db'}"))

    result = run(app, *words)

    assert result.exit_code == 1
    assert result.output.splitlines()[-1].endswith("Run: flask database migrate")
    assert "Traceback" not in result.output


def test_a_setting_that_is_wrong_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "short")

    with pytest.raises(Exception, match="SECRET_KEY is missing or shorter"):
        import_module("app").create_app()


def test_backup_and_restore_as_commands(school: School, command_app: Flask, tmp_path: Path, ada: int) -> None:
    file = tmp_path / "all.zip"

    made = run(command_app, "backup", str(file))
    again = run(command_app, "backup", str(file))
    school.member("Lin")
    refused = run(command_app, "restore", str(file))
    restored = run(command_app, "restore", "--replace", str(file))

    assert made.exit_code == 0, made.output
    assert (again.exit_code, refused.exit_code) == (1, 1)
    assert "with --replace" in again.output
    assert "which would be gone" in refused.output
    assert restored.exit_code == 0, restored.output
    assert [row[2] for row in school.dump("person")["person"]] == ["Ada"]
    assert file.stat().st_mode & 0o077 == 0


@sqlite_alone
def test_a_damaged_file_is_refused_in_words(school: School, command_app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    run(command_app, "backup", str(file))
    file.write_bytes(file.read_bytes()[:-1])

    result = run(command_app, "restore", "--replace", str(file))

    assert result.exit_code == 1
    assert "Nothing was changed." in result.output


@sqlite_alone
def test_a_backup_that_cannot_be_written_leaves_the_old_one(school: School, command_app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "gone" / "all.zip"

    result = run(command_app, "backup", str(file))

    assert result.exit_code == 1
    assert "could not be written: No such file or directory." in result.output


@sqlite_alone
def test_data_moves_by_commands(
    school: School, ada: int, command_app: Flask, settings: Settings, make_app: MakeApp, tmp_path: Path
) -> None:
    file, target = tmp_path / "all.zip", f"sqlite:///{tmp_path / 'other.db'}"
    other = make_app(replace(settings, database_url=target))

    out = run(command_app, "data", "export", str(file))
    into = run(other, "data", "import", str(file))
    twice = run(other, "data", "import", str(file))

    assert (out.exit_code, into.exit_code, twice.exit_code) == (0, 0, 1), into.output
    assert School(other.extensions["runway.database"]).dump() == school.dump()


def test_a_row_that_names_nobody_is_found(school: School, ada: int, command_app: Flask) -> None:
    whole = run(command_app, "database", "check")
    with school.database.reading() as session:
        assert list(find_damage(session)) == []
    if school.database.engine.dialect.name == "postgresql":
        return  # which lets no such row be
    with closing(sqlite3.connect(str(school.database.engine.url.database))) as careless:  # asks for no foreign keys
        careless.execute("UPDATE enrolment SET person_id = 987654")
        careless.commit()

    result = run(command_app, "database", "check")

    assert whole.exit_code == 0
    assert result.exit_code == 1
    assert "enrolment.person_id: 1 rows name a person that is not there." in result.output


@sqlite_alone
def test_a_file_that_is_damaged_is_found(
    school: School, ada: int, settings: Settings, make_app: MakeApp, tmp_path: Path
) -> None:
    with school.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        page_size = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
        page = connection.execute(text("SELECT rootpage FROM sqlite_master WHERE name = 'person'")).scalar_one()
    spoiled = tmp_path / "spoiled.db"
    shutil.copyfile(str(school.database.engine.url.database), spoiled)
    with spoiled.open("r+b") as file:
        file.seek((page - 1) * page_size)
        file.write(b"\xff" * 200)
    app = make_app(replace(settings, database_url=f"sqlite:///{spoiled}"))

    daily, doctor = run(app, "daily"), run(app, "doctor")

    assert daily.exit_code == 1
    assert "The database is damaged." in daily.output
    assert doctor.exit_code == 1
    assert "damaged" in doctor.output


def test_the_doctor_finds_nothing_wrong_with_a_good_installation(
    school: School, ines: int, settings: Settings, make_app: MakeApp
) -> None:
    if file := sqlite_file(str(school.database.engine.url)):
        file.chmod(0o600)
    good = replace(
        settings,
        content_dir=COURSES,
        environment="production",
        public_url="https://learn.example.org",
        trusted_proxies=1,
        smtp_url="smtp://localhost:25",
    )

    result = run(make_app(good), "doctor")

    assert result.exit_code == 0, result.output
    assert Grade.WRONG.value not in result.output
    assert Grade.CARE.value not in result.output


@sqlite_alone
def test_the_doctor_names_what_is_wrong_and_the_mend(
    school: School, settings: Settings, make_app: MakeApp, tmp_path: Path
) -> None:
    assert settings.erasure_ledger is not None
    settings.erasure_ledger.write_text('{"id": "x"}\n')
    Path(str(school.database.engine.url.database)).chmod(0o644)
    bad = replace(settings, environment="production", content_dir=tmp_path / "none")

    result = run(make_app(bad), "doctor")

    assert result.exit_code == 1
    for words in ("PUBLIC_URL", "TRUSTED_PROXIES", "chmod 600", "is no tombstone", "flask people add", "SMTP_URL"):
        assert words in result.output
