"""No acknowledged work is lost when the primary dies under load and its standby is promoted; nothing in the code knows.

Two application nodes, nginx, PostgreSQL with a synchronous standby. RUNWAY_FAILOVERS says how often (0 as a rule: each
takes a fresh pair of servers); `make trust` does it.
"""

import os
import secrets
import time

import psycopg
import pytest

from course.schema import migrate
from tests.fixtures.servers import LiveServer, StartServer
from tests.material.garden import COURSES
from tests.trust.amounts import draw_seed
from tests.trust.failover import Pair, nginx_before, running_pair
from tests.trust.load import BusyLearner, Journal
from tests.trust.ordeal import LEARNERS, check_exactly_once

TIMES = int(os.environ.get("RUNWAY_FAILOVERS", "0"))

pytestmark = [pytest.mark.trust, pytest.mark.postgresql]


def wait_for_receipts(journal: Journal, more: int, nodes: list[LiveServer]) -> float:
    """Give how long it took until so many more came."""
    began = time.monotonic()
    enough = len(journal.acknowledged) + more
    while len(journal.acknowledged) < enough:
        assert time.monotonic() - began < 60, f"no receipts any more:\n{nodes[0].log[-3000:]}"
        time.sleep(0.005)
    return time.monotonic() - began


def fail_over(pair: Pair, start_server: StartServer, seed: int) -> tuple[Journal, float]:
    """Give the receipts of learners at both nodes, and how long there were none."""
    with psycopg.connect(pair.primary.conninfo, autocommit=True) as connection:
        connection.execute("CREATE DATABASE runway_failing")
    url = pair.url("runway_failing")
    migrate(url)
    shared = {"SECRET_KEY": secrets.token_hex(32), "TRUSTED_PROXIES": "1"}
    with (
        start_server(url, content_dir=COURSES, **shared) as one,
        start_server(url, content_dir=COURSES, **shared) as other,
        nginx_before([one.port, other.port]) as port,
    ):
        journal = Journal()
        learners = [BusyLearner(port, number, seed, journal) for number in range(LEARNERS)]
        for learner in learners:
            learner.come_in()
            learner.start()
        try:
            wait_for_receipts(journal, 100, [one, other])
            pair.kill_primary()
            pair.promote()
            silence = wait_for_receipts(journal, 1, [one, other])
            wait_for_receipts(journal, 100, [one, other])
        finally:
            for learner in learners:
                learner.stop()
        assert [learner.failure for learner in learners if learner.failure] == []
    check_exactly_once(pair.standby.url("runway_failing"), journal)
    return journal, silence


@pytest.mark.skipif(TIMES == 0, reason="RUNWAY_FAILOVERS says how often; make trust does it")
def test_nothing_acknowledged_is_lost_when_the_standby_takes_over(start_server: StartServer) -> None:
    seed, receipts, again, longest = draw_seed(), 0, 0, 0.0
    for number in range(TIMES):
        with running_pair() as pair:
            journal, silence = fail_over(pair, start_server, seed + number)
        receipts, again = receipts + len(journal.acknowledged), again + journal.sent_again
        longest = max(longest, silence)
    print(  # noqa: T201
        f"\nprimary killed and standby promoted, {TIMES} times, n={receipts} receipts ({again} sent again), "
        f"seed={seed}: lost 0, doubled 0; first receipt at most {longest:.1f} s after the promotion"
    )
