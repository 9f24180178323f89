"""How often each route was asked, how that ended and how long it took."""

import hashlib
import threading
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from web.figures.slots import Slots

OUTCOMES = ("2xx", "3xx", "4xx", "5xx", "503", "507")
_ALONE = {503: 4, 507: 5}
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Upper bounds in seconds."""
KINDS = ("read", "write")
_ROW = len(OUTCOMES) + 1
_TIMES = len(BUCKETS) + 2


@dataclass(frozen=True, slots=True)
class Route:
    """An address as it is written, with places for its parts, and the method it takes."""

    method: str
    address: str


class Figures:
    """The counts of this process, and with those of others."""

    def __init__(self, folder: Path, routes: Sequence[Route]) -> None:
        self.routes = routes
        self._times_at = len(routes) * _ROW
        self._size = self._times_at + len(KINDS) * _TIMES
        self._slots = Slots(folder, self._size, _digest(routes))
        self._own: memoryview | None = None
        self._lock = threading.Lock()

    def count(self, route: int, status: int, nanoseconds: int, *, is_write: bool) -> None:
        """Note one request."""
        seconds = nanoseconds / 1_000_000_000
        at = route * _ROW
        times = self._times_at + is_write * _TIMES
        with self._lock:
            own = self._own if self._own is not None else self._take()
            own[at + _ALONE.get(status, status // 100 - 2)] += 1
            own[at + len(OUTCOMES)] += nanoseconds
            own[times + bisect_left(BUCKETS, seconds)] += 1
            own[times + len(BUCKETS) + 1] += nanoseconds

    def total(self) -> "Totals":
        """Add up what all processes of this machine counted."""
        sums = [0] * self._size
        mine = [] if self._slots.is_shared or self._own is None else [self._own]
        for numbers in (*self._slots.others(), *mine):
            sums = [ours + theirs for ours, theirs in zip(sums, numbers, strict=True)]
        return Totals(self.routes, sums, self._times_at)

    def _take(self) -> memoryview:
        self._own = self._slots.take()
        return self._own


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts by route, and how many requests took how long."""

    routes: Sequence[Route]
    numbers: Sequence[int]
    times_at: int

    def outcomes(self, route: int) -> dict[str, int]:
        """How often each outcome came, where it did."""
        row = self.numbers[route * _ROW : route * _ROW + len(OUTCOMES)]
        return {outcome: number for outcome, number in zip(OUTCOMES, row, strict=True) if number}

    def seconds(self, route: int) -> float:
        return self.numbers[route * _ROW + len(OUTCOMES)] / 1_000_000_000

    def times(self, kind: int) -> tuple[Sequence[int], float]:
        """How many requests of a kind fell below each bound and not below the one before, and beyond all; their sum."""
        begin = self.times_at + kind * _TIMES
        counts = self.numbers[begin : begin + len(BUCKETS) + 1]
        return counts, self.numbers[begin + len(BUCKETS) + 1] / 1_000_000_000


def _digest(routes: Sequence[Route]) -> int:
    layout = repr((OUTCOMES, BUCKETS, KINDS, routes))
    return int.from_bytes(hashlib.sha256(layout.encode()).digest()[:8], "little")
