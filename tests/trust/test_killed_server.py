"""Durable, then acknowledged: whatever is killed under load, every acknowledged piece of work is there, once.

RUNWAY_KILLS multiplies the number of kills; RUNWAY_SEED repeats a run.
"""

import json
import os
import random
import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import psycopg
import pytest
from sqlalchemy import text

from course.database import Database, migrate
from tests.fixtures.databases import Databases
from tests.fixtures.people import School, compiled
from tests.fixtures.postgresql import running_postgresql
from tests.fixtures.servers import LiveServer, StartServer
from tests.material.garden import COURSES
from tests.trust.load import BusyLearner, Journal, Post

LEARNERS = 4
TIMES = int(os.environ.get("RUNWAY_KILLS", "1"))
READY_AT_MOST = 20.0
"""Seconds; a bound for a machine under load, far above what is promised and printed."""

pytestmark = pytest.mark.trust


@dataclass
class Ordeal:
    """A server under load that is killed again and again."""

    server: LiveServer
    seed: int

    def __post_init__(self) -> None:
        self.journal = Journal()
        self.lots = random.Random(self.seed)
        self.ready_after: list[float] = []

    def kill_server(self) -> None:
        self.server.kill()
        began = time.monotonic()
        self.server.start()
        self.ready_after.append(time.monotonic() - began)

    def under_load(self, strikes: Iterable[Callable[[], None]]) -> None:
        """Strike, each time at an unforeseeable moment while receipts are coming in."""
        learners = [BusyLearner(self.server.port, number, self.seed, self.journal) for number in range(LEARNERS)]
        for learner in learners:
            learner.come_in()
            learner.start()
        try:
            for strike in strikes:
                self._wait_for_receipts(learners)
                strike()
            self._wait_for_receipts(learners)
        finally:
            for learner in learners:
                learner.stop()
        assert [learner.failure for learner in learners if learner.failure] == []

    def _wait_for_receipts(self, learners: list[BusyLearner]) -> None:
        enough = len(self.journal.acknowledged) + self.lots.randint(3, 60)
        give_up_at = time.monotonic() + 30
        while len(self.journal.acknowledged) < enough:
            failures = [learner.failure for learner in learners if learner.failure]
            assert not failures, self.server.log[-3000:]
            assert time.monotonic() < give_up_at, f"no receipts any more:\n{self.server.log[-3000:]}"
            time.sleep(0.001 + self.lots.random() / 100)

    def report(self, what: str) -> None:
        receipts, slowest = len(self.journal.acknowledged), max(self.ready_after, default=0.0)
        print(  # noqa: T201
            f"\n{what}, n={receipts} receipts ({self.journal.sent_again} sent again), seed={self.seed}: "
            f"lost 0, doubled 0; ready again after at most {slowest:.1f} s"
        )
        assert slowest < READY_AT_MOST


def check_exactly_once(url: str, journal: Journal) -> None:
    """Compare what was acknowledged with what is stored, both ways."""
    stored = Counter(all_stored(url))
    promised = Counter(journal.acknowledged)
    assert promised - stored == Counter(), "acknowledged, and lost"
    assert stored - promised == Counter(), "stored twice, or never asked for"


def all_stored(url: str) -> Iterator[Post]:
    database = Database(url)
    with database.reading() as session:
        for key, answer in session.execute(text("SELECT submission_key, answer FROM response")):
            yield Post("response", key, json.loads(answer)[0])
        for key, body in session.execute(text("SELECT submission_key, body FROM reflection_revision")):
            yield Post("reflection_revision", key, json.loads(body)["if"])
    database.dispose()


def check_integrity(url: str) -> None:
    database = Database(url)
    with database.reading() as session:
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
    database.dispose()


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


def draw_seed() -> int:
    return int(os.environ.get("RUNWAY_SEED") or secrets.randbelow(10**6))


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(
    databases: Databases, start_server: StartServer
) -> None:
    kills = 20 * TIMES
    with databases.fresh("sqlite") as url, start_server(url, content_dir=COURSES) as server:
        ordeal = Ordeal(server, draw_seed())
        ordeal.under_load([ordeal.kill_server] * kills)
        server.stop()
        check_exactly_once(url, ordeal.journal)
        check_integrity(url)
        ordeal.report(f"SIGKILL of the server on SQLite, {kills} kills")


@pytest.mark.postgresql
def test_nothing_acknowledged_is_lost_when_postgresql_crashes(start_server: StartServer) -> None:
    kills, crashes = 3 * TIMES, 5 * TIMES
    with durable_postgresql() as (url, crash), start_server(url, content_dir=COURSES) as server:
        ordeal = Ordeal(server, draw_seed())
        strikes = [ordeal.kill_server] * kills + [crash] * crashes
        ordeal.lots.shuffle(strikes)
        ordeal.under_load(strikes)
        server.stop()
        check_exactly_once(url, ordeal.journal)
        ordeal.report(f"SIGKILL of the server, {kills} times, and crash of its PostgreSQL, {crashes} times")


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
