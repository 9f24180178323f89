"""Durable, then acknowledged: whatever is killed under load, every acknowledged piece of work is there, once.

RUNWAY_KILLS multiplies the number of kills; RUNWAY_SEED repeats a run.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import psycopg
import pytest

from course.database import Database
from course.schema import migrate
from tests.fixtures.databases import Databases
from tests.fixtures.people import School, compiled
from tests.fixtures.postgresql import running_postgresql
from tests.fixtures.servers import StartServer
from tests.material.garden import COURSES
from tests.trust.amounts import amount, draw_seed
from tests.trust.load import Journal, Post
from tests.trust.ordeal import Ordeal, check_derived, check_exactly_once, check_integrity

TIMES = int(os.environ.get("RUNWAY_KILLS", "1"))

pytestmark = pytest.mark.trust


def test_the_comparison_finds_what_is_lost_and_what_is_doubled(databases: Databases) -> None:
    with databases.fresh("sqlite") as url:
        with pytest.raises(AssertionError, match="acknowledged, and lost"):
            check_exactly_once(url, Journal([Post("response", "0.1", "clover")]))
        school = School(Database(url))
        school.publish(compiled(COURSES))
        ada = school.member("Ada")
        school.enrol(ada)
        for key in ("0.1", "0.2"):
            school.answer(ada, "nitrogen-crop", ("clover",), key=key)
        school.database.dispose()
        with pytest.raises(AssertionError, match="stored twice"):
            check_exactly_once(url, Journal([Post("response", "0.1", "clover")]))


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(
    databases: Databases, start_server: StartServer
) -> None:
    kills, workers = amount(10, 300) * TIMES, amount(20, 3000) * TIMES
    with databases.fresh("sqlite") as url, start_server(url, content_dir=COURSES) as server:
        ordeal = Ordeal(server, draw_seed())
        strikes = [ordeal.kill_server] * kills + [ordeal.kill_worker] * workers
        ordeal.lots.shuffle(strikes)
        ordeal.under_load(strikes)
        server.stop()
        check_exactly_once(url, ordeal.journal)
        check_integrity(url)
        check_derived(url)
        ordeal.report("killed-server-sqlite", kills=kills, workers_killed=workers)


@pytest.mark.postgresql
def test_nothing_acknowledged_is_lost_when_postgresql_crashes(start_server: StartServer) -> None:
    kills, crashes = amount(3, 100) * TIMES, amount(5, 30) * TIMES
    with durable_postgresql() as (url, crash), start_server(url, content_dir=COURSES) as server:
        ordeal = Ordeal(server, draw_seed())
        strikes = [ordeal.kill_server] * kills + [crash] * crashes
        ordeal.lots.shuffle(strikes)
        ordeal.under_load(strikes)
        server.stop()
        check_exactly_once(url, ordeal.journal)
        check_derived(url)
        ordeal.report("killed-server-postgresql", kills=kills, crashes_of_postgresql=crashes)


@contextmanager
def durable_postgresql() -> Iterator[tuple[str, Callable[[], None]]]:
    """A server that syncs as an installation's does, unlike the one that other tests share."""
    with ExitStack() as stack:
        postgresql = stack.enter_context(running_postgresql(settings=()))
        with psycopg.connect(postgresql.conninfo, autocommit=True) as connection:
            connection.execute("CREATE DATABASE runway_killed")
        url = postgresql.url("runway_killed")
        migrate(url)
        yield url, postgresql.restart
