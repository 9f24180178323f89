"""A server under load that is killed again and again, and the comparison of what it acknowledged with what is there."""

import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from sqlalchemy import text

from course.database import Database
from course.learning.progress import rebuild_progress
from course.reflecting.standing_shares import rebuild_standing_shares
from tests.fixtures.people import School
from tests.fixtures.servers import LiveServer
from tests.trust.amounts import note_result
from tests.trust.load import BusyLearner, Journal, Post

LEARNERS = 4
WORKERS = 2
READY_AT_MOST = 20.0
"""Seconds; a bound for a machine under load, far above what is promised and printed."""


@dataclass
class Ordeal:
    """A server under load that is killed again and again."""

    server: LiveServer
    seed: int
    after_each_kill: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        self.journal = Journal()
        self.lots = random.Random(self.seed)
        self.ready_after: list[float] = []
        self.workers_killed = 0

    def kill_server(self) -> None:
        self.server.kill()
        try:
            self.after_each_kill()
        finally:  # whatever was found, the learners wait for the receipt of what they sent last
            began = time.monotonic()
            self.server.start()
            self.ready_after.append(time.monotonic() - began)

    def kill_worker(self) -> None:
        """Kill one worker and go on at once: the other one serves, or nobody until one of them is there again."""
        self.workers_killed += 1
        self.server.kill_worker(self.workers_killed % WORKERS)

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

    def report(self, harness: str, *, kills: int, **figures: object) -> None:
        slowest = max(self.ready_after, default=0.0)
        note_result(
            harness,
            n=len(self.journal.acknowledged),
            seed=self.seed,
            kills=kills,
            **figures,
            sent_again=self.journal.sent_again,
            lost=0,
            doubled=0,
            ready_again_after_at_most_seconds=round(slowest, 2),
            ready_again_half_of_the_time_after_seconds=round(median(self.ready_after or [0.0]), 2),
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


def check_derived(url: str) -> None:
    """Derive from the facts again what is derived: after a kill too, it is what it was."""
    school = School(Database(url))
    derived = ("progress", "completion", "standing_share")
    before = school.dump(*derived)
    with school.database.writing() as session:
        rebuild_progress(session, school.published(), now=school.now)
        rebuild_standing_shares(session, school.published().course_id)
    after = school.dump(*derived)
    school.database.dispose()
    assert after == before, "a fact is stored without what follows from it"
