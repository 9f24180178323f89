"""A disk without room: writing is refused honestly, reading goes on, and it heals without a restart."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, event, text

from course.database import Database
from tests.fixtures.people import School
from tests.material.garden import GARDEN, SOIL
from tests.visitor import Visitor

LESSON = f"/courses/{GARDEN}/lessons/{SOIL}"
PAGES_OF_A_LONG_TEXT = "loam " * 8000
LIKELY_ENOUGH = 60

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
Disk = Callable[[], Any]


@pytest.fixture
def full_disk(app: Flask) -> Iterator[Disk]:
    """Within `with full_disk():` the file cannot grow by a page, as on a disk without room."""
    database: Database = app.extensions["runway.database"]
    limits = [1 << 30]

    def limit(connection: Connection) -> None:
        raw: Any = connection.connection
        raw.execute(f"PRAGMA max_page_count={limits[-1]}")

    @contextmanager
    def full() -> Iterator[None]:
        with database.reading() as session:
            limits.append(int(session.execute(text("PRAGMA page_count")).scalar_one()))
        yield
        limits.append(1 << 30)

    event.listen(database.engine, "begin", limit, insert=True)
    yield full
    event.remove(database.engine, "begin", limit)


def write(visitor: Visitor, words: str, *, status: int = 200) -> None:
    visitor.get(LESSON)
    form = next(form for form in visitor.page.forms if form.action.endswith("/prompts/my-earth"))
    visitor.submit(form, {"field-text": words}, status=status)


def test_what_cannot_be_saved_is_refused_in_words(school: School, ada_here: Visitor, full_disk: Disk) -> None:
    before = school.dump()

    with full_disk():
        write(ada_here, PAGES_OF_A_LONG_TEXT, status=507)

    assert ada_here.page.title.startswith("There is no room to save this")
    assert "Nothing was saved just now" in ada_here.page.text
    assert ada_here.response is not None
    assert ada_here.response.headers["Retry-After"] == "60"
    assert school.dump() == before


def test_reading_goes_on_while_the_disk_is_full_and_it_heals_by_itself(
    school: School, ada_here: Visitor, full_disk: Disk
) -> None:
    with full_disk():
        write(ada_here, PAGES_OF_A_LONG_TEXT, status=507)
        assert ada_here.get(LESSON).title.startswith("Know your soil")

    write(ada_here, PAGES_OF_A_LONG_TEXT)

    assert school.count("reflection_revision") == 1


def test_whoever_has_no_account_is_told_too(school: School, app: Flask, full_disk: Disk) -> None:
    with full_disk():
        # The last page of a table may have room for some guests.
        statuses = {start(Visitor(app)) for _ in range(LIKELY_ENOUGH)}

    assert statuses <= {303, 507}
    assert 507 in statuses
    assert school.count("person", "email IS NULL") == school.count("enrolment")


def start(visitor: Visitor) -> int:
    form = visitor.get(f"/courses/{GARDEN}").form("Start")
    return visitor.post(form.action, form.filled({})).status_code
