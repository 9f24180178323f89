"""Requests of a process go one after the other, and past one that takes long."""

import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from web.lane import Lane

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


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


def _ask(app: Any, *, long: bool = False) -> bytes:
    return b"".join(app({"long": long}, lambda *_: None))


def test_short_requests_run_one_after_the_other() -> None:
    counter = Counter()
    lane = Lane(counter, longest_wait=60)

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

    lane = Lane(app, longest_wait=0.001)
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

    lane = Lane(app, longest_wait=60)
    for _ in range(2):
        try:
            _ask(lane)
        except ZeroDivisionError:
            continue
        raise AssertionError
