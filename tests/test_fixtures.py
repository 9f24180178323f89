"""The fixtures themselves: the servers answer, databases are fresh, and Chromium's complaints are heard."""

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Page
from sqlalchemy import create_engine, inspect, text

from tests.accessibility import check_accessibility
from tests.fixtures.browser import BrowserFaults, OpenPage
from tests.fixtures.databases import Databases
from tests.fixtures.postgresql import PostgresqlServer, running_postgresql

PAGE = '<!doctype html><html lang="en"><title>A</title><link rel="icon" href="data:,">{}<p>here</p></html>'


class StrictHandler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'; img-src 'self' data: http://example.org")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class calls it so
        pass


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """A small site that a browser may complain about."""
    for name, inside in {
        "good": "",
        "loud": '<script src="/loud.js"></script>',
        "inline": "<script>var a</script>",
        "unreadable": '<link rel="stylesheet" href="/faint.css">',
        "broken": '<img src="/none.png" alt="">',
        "outside": '<img src="http://example.org/a.png" alt="">',
    }.items():
        (tmp_path / f"{name}.html").write_text(PAGE.format(inside))
    (tmp_path / "faint.css").write_text("p { color: #ddd; background: #fff }")
    (tmp_path / "loud.js").write_text("console.error('too loud'); throw new Error('thrown')")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(StrictHandler, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_quiet_page_has_no_faults(browser_page: Page, browser_faults: BrowserFaults, site: str) -> None:
    browser_page.goto(f"{site}/good.html")

    assert browser_page.inner_text("p") == "here"
    assert browser_faults.found == []


@pytest.mark.parametrize(
    ("page", "complaints"),
    [
        ("loud", ["console: too loud", "page error: thrown"]),
        ("inline", ["Content Security Policy"]),
        ("outside", ["request to the outside: http://example.org/a.png", "ERR_NAME_NOT_RESOLVED"]),
        ("broken", ["status of 404"]),
    ],
)
def test_what_the_browser_complains_about_is_heard(
    browser_page: Page, browser_faults: BrowserFaults, site: str, page: str, complaints: list[str]
) -> None:
    browser_page.goto(f"{site}/{page}.html")

    for complaint in complaints:
        assert any(complaint in fault for fault in browser_faults.found), browser_faults.found
        browser_faults.expect(complaint)
    assert browser_faults.unexpected == []


def test_axe_finds_what_keeps_people_out(browser_page: Page, browser_faults: BrowserFaults, site: str) -> None:
    browser_page.goto(f"{site}/unreadable.html")

    with pytest.raises(AssertionError, match="color-contrast"):
        check_accessibility(browser_page)


def test_two_people_share_no_cookies(open_browser_page: OpenPage, site: str) -> None:
    ada, ines = open_browser_page(), open_browser_page()

    ada.context.add_cookies([{"name": "who", "value": "ada", "url": site}])

    assert [len(person.context.cookies()) for person in (ada, ines)] == [1, 0]


def test_a_database_is_fresh_and_migrated(database_url: str) -> None:
    engine = create_engine(database_url)

    assert inspect(engine).has_table("alembic_version")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE only_here (number INTEGER)"))
    engine.dispose()


@pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True)
def test_databases_do_not_share_tables(databases: Databases, database_kind: str) -> None:
    kind = database_kind
    with databases.fresh(kind) as first, databases.fresh(kind) as second:  # type: ignore[arg-type]
        engines = [create_engine(url) for url in (first, second)]
        with engines[0].begin() as connection:
            connection.execute(text("CREATE TABLE only_here (number INTEGER)"))
        found = [inspect(engine).has_table("only_here") for engine in engines]
        for engine in engines:
            engine.dispose()

    assert found == [True, False]


def test_postgresql_keeps_what_was_committed_through_a_crash() -> None:
    with running_postgresql(settings=()) as server:
        _execute(server, "CREATE TABLE kept AS SELECT 1 AS number")
        server.restart()
        _execute(server, "SELECT number FROM kept")


def _execute(server: PostgresqlServer, statement: str) -> None:
    with psycopg.connect(server.conninfo, autocommit=True) as connection:
        connection.execute(statement.encode())
