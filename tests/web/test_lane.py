"""Requests of a process go one after the other, and past one that takes long."""

import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from web.door import Rank, rank_of
from web.headers import OnEveryAnswer
from web.lane import ROOM, Lane

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


CHECK = {"REQUEST_METHOD": "GET", "PATH_INFO": "/healthz"}
READ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/courses/garden"}
SAVE = {"REQUEST_METHOD": "POST", "PATH_INFO": "/courses/garden/lessons/soil/questions/one"}
EXTRA = {"REQUEST_METHOD": "GET", "PATH_INFO": "/teach/spring/export.csv"}

NONE, MUCH = dict.fromkeys(Rank, 0.0), dict.fromkeys(Rank, 3600.0)


class Counter:
    """An application that counts how many requests are in it at once."""

    def __init__(self) -> None:
        self.inside = self.most = 0
        self._lock = threading.Lock()

    def __call__(self, _environ: "WSGIEnvironment", _start: "StartResponse") -> Iterable[bytes]:
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        sum(range(1000))
        with self._lock:
            self.inside -= 1
        return [b"done"]


def _ask(app: Any, environ: Mapping[str, str] | None = None, *, long: bool = False) -> bytes:
    return b"".join(app({"long": long, **(environ or READ)}, lambda *_: None))


def test_short_requests_run_one_after_the_other() -> None:
    counter = Counter()
    lane = Lane(counter, longest_turn=60)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(_ask, [lane] * 400)) == [b"done"] * 400

    assert counter.most == 1


def test_a_long_request_is_passed_by_the_next() -> None:
    may_end = threading.Event()
    begun = threading.Event()

    def app(environ: "WSGIEnvironment", _start: "StartResponse") -> Iterable[bytes]:
        if environ["long"]:
            begun.set()
            may_end.wait()
        return [b"done"]

    lane = Lane(app, longest_turn=0.001)
    with ThreadPoolExecutor(1) as pool:
        long = pool.submit(_ask, lane, long=True)
        begun.wait()
        assert _ask(lane) == b"done"  # while the other is still inside
        assert not long.done()
        may_end.set()
        assert long.result() == b"done"


def test_a_request_that_fails_lets_the_next_one_in() -> None:
    def app(_environ: "WSGIEnvironment", _start: "StartResponse") -> Iterable[bytes]:
        raise ZeroDivisionError

    lane = Lane(app, longest_turn=60)
    for _ in range(2):
        try:
            _ask(lane)
        except ZeroDivisionError:
            continue
        raise AssertionError


class Gate:
    """An application whose first request stays until it may end; what comes through is noted in its order."""

    def __init__(self) -> None:
        self.may_end = threading.Event()
        self.begun = threading.Event()
        self.done: list[Rank] = []

    def __call__(self, environ: "WSGIEnvironment", _start: "StartResponse") -> Iterable[bytes]:
        self.begun.set()
        self.may_end.wait()
        self.done.append(rank_of(environ))
        return [b"done"]


class Crowd:
    """Requests that come while one is inside, each once the one before waits or was answered."""

    def __init__(self, lane: Lane, pool: ThreadPoolExecutor) -> None:
        self._lane = lane
        self._pool = pool
        self.replies: list[Future[bytes]] = []

    def come(self, environ: Mapping[str, str]) -> bool:
        """Whether this one may wait."""
        before = self._lane.waiting
        reply = self._pool.submit(_ask, self._lane, environ)
        while self._lane.waiting == before and not reply.done():
            time.sleep(0.001)
        self.replies.append(reply)
        return not reply.done()


@contextmanager
def one_inside(patience: Mapping[Rank, float] = MUCH) -> Iterator[tuple[Lane, Gate, Crowd]]:
    gate = Gate()
    lane = Lane(gate, longest_turn=60, patience=patience)
    with ThreadPoolExecutor(32) as pool:
        crowd = Crowd(lane, pool)
        crowd.replies.append(pool.submit(_ask, lane, READ))
        gate.begun.wait()
        try:
            yield lane, gate, crowd
        finally:
            gate.may_end.set()


def test_lane_that_is_crowded_for_long_refuses_downloads_then_pages_then_saves() -> None:
    with one_inside(patience=NONE) as (_lane, _gate, crowd):
        extras = [crowd.come(EXTRA) for _ in range(4)]
        reads = [crowd.come(READ) for _ in range(8)]
        saves = [crowd.come(SAVE) for _ in range(8)]

    assert extras == [True] * 2 + [False] * 2
    assert reads == [True] * 6 + [False] * 2
    assert saves == [True] * 6 + [False] * 2
    assert sum(each.result() == b"done" for each in crowd.replies) == 1 + ROOM[Rank.SAVE]


def test_checks_are_never_refused_and_go_first() -> None:
    with one_inside(patience=NONE) as (_lane, gate, crowd):
        while crowd.come(SAVE):
            pass
        assert all(crowd.come(CHECK) for _ in range(3))

    assert gate.done[1:4] == [Rank.CHECK] * 3


def test_saves_go_before_pages_and_pages_before_downloads() -> None:
    with one_inside() as (_lane, gate, crowd):
        for environ in (EXTRA, READ, SAVE, EXTRA, READ, SAVE):
            assert crowd.come(environ)

    assert [each.result() for each in crowd.replies] == [b"done"] * 7
    assert gate.done[1:] == [Rank.SAVE] * 2 + [Rank.READ] * 2 + [Rank.EXTRA] * 2


def test_crowd_that_came_just_now_is_let_wait() -> None:
    with one_inside(patience=MUCH) as (_lane, _gate, crowd):
        assert all(crowd.come(EXTRA) for _ in range(20))

    assert [each.result() for each in crowd.replies] == [b"done"] * 21


def test_lane_recovers_by_itself() -> None:
    with one_inside(patience=NONE) as (lane, _gate, crowd):
        while crowd.come(EXTRA):
            pass

    assert lane.waiting == 0
    assert _ask(lane, EXTRA) == b"done"


def test_who_reads_gives_up_where_saving_never_ends() -> None:
    gate = Gate()
    lane = Lane(gate, longest_turn=0.001, patience=NONE)
    with ThreadPoolExecutor(2) as pool:
        inside = pool.submit(_ask, lane, SAVE)
        gate.begun.wait()
        lane._goes_past = lambda _turn: False  # type: ignore[method-assign,assignment] # others do, again and again
        assert b"Too busy" in _ask(lane, READ)
        gate.may_end.set()
        assert inside.result() == b"done"


def _refused(environ: Mapping[str, str]) -> tuple[str, dict[str, str], bytes]:
    answered: list[tuple[str, list[tuple[str, str]]]] = []
    with one_inside(patience=NONE) as (lane, _gate, crowd):
        while crowd.come(environ):
            pass
        door = OnEveryAnswer(lane, over_https_alone=True)
        body = b"".join(door({**environ}, lambda status, headers, *_: answered.append((status, headers))))  # type: ignore[arg-type]
    (status, headers) = answered[0]
    return status, dict(headers), body


def test_refusal_says_when_to_come_again_and_what_is_safe() -> None:
    for environ, words in ((SAVE, b"your text is still there"), (READ, b"Reload this page"), (EXTRA, b"Reload")):
        status, headers, body = _refused(environ)

        assert status == "503 Service Unavailable"
        assert int(headers["Retry-After"]) > 0
        assert headers["Content-Length"] == str(len(body))
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Strict-Transport-Security" in headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert words in body


def test_program_is_refused_in_json_and_head_without_a_body() -> None:
    _status, headers, body = _refused({"REQUEST_METHOD": "GET", "PATH_INFO": "/api/v1/cohorts"})
    assert (headers["Content-Type"], b'"busy"' in body) == ("application/json", True)

    assert _refused({"REQUEST_METHOD": "HEAD", "PATH_INFO": "/"})[2] == b""


def test_rank_is_told_by_method_and_address() -> None:
    def rank(path: str, method: str = "GET") -> Rank:
        return rank_of({"REQUEST_METHOD": method, "PATH_INFO": path})

    assert rank("/teach/abc/export.csv", "POST") is Rank.SAVE
    assert {rank(path) for path in ("/healthz", "/readyz", "/metrics")} == {Rank.CHECK}
    assert {rank(path) for path in ("/", "/teach/abc", "/teach/abc/exports", "/courses/questions/plan")} == {Rank.READ}
    downloads = ("/teach/abc/responses.xlsx", "/teach/abc/questions", "/api/v1/cohorts", "/account/take-out.zip")
    assert {rank(path) for path in (*downloads, "/courses/c/plan.pdf")} == {Rank.EXTRA}


def test_who_is_turned_away_is_told_of() -> None:
    told: list[Rank] = []
    gate = Gate()
    lane = Lane(gate, longest_turn=60, patience=NONE, told=told.append)
    with ThreadPoolExecutor(32) as pool:
        crowd = Crowd(lane, pool)
        inside = pool.submit(_ask, lane, READ)
        gate.begun.wait()
        while crowd.come(EXTRA):
            pass
        gate.may_end.set()

    assert (told, inside.result()) == ([Rank.EXTRA], b"done")
