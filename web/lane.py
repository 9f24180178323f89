"""Requests of one process run one after the other where that takes a moment, and side by side where it takes longer.

Threads that compute at the same time share one interpreter lock, and hand it over at each call of the database's
driver: that costs more than waiting for the one ahead, who is done in a millisecond or two. Who waits is also who can
be turned away: where the lane has not been empty for a while, what matters least goes first (docs/adr/0025).
"""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from time import monotonic
from typing import TYPE_CHECKING

from web.door import Rank, rank_of, turn_away

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LONGEST_TURN_SECONDS = 0.02
"""After this the next one goes past: the one ahead hashes a password, waits for the database, or counts a cohort."""
PATIENCE_SECONDS = {Rank.EXTRA: 1.0, Rank.READ: 5.0, Rank.SAVE: 10.0}
"""A lane with somebody waiting for so long without a break gets more than it can do; a class that comes in, less."""
ROOM = {Rank.EXTRA: 2, Rank.READ: 8, Rank.SAVE: 14}
"""Beside how many who wait one more may join then; all of them are fewer than a worker's threads.

Checks are in neither table: nobody turns them away.
"""


class _Turn:
    """One request's place in the lane; `called` is let go when the lane is its own."""

    __slots__ = ("began", "called", "rank")

    def __init__(self, rank: Rank) -> None:
        self.began = monotonic()
        self.rank = rank
        self.called: threading.Lock | None = None


class Lane:
    """A WSGI application that lets requests into another one by one, past who takes long, and not too many."""

    def __init__(
        self,
        app: "WSGIApplication",
        *,
        longest_turn: float = LONGEST_TURN_SECONDS,
        patience: Mapping[Rank, float] = PATIENCE_SECONDS,
        told: Callable[[Rank], None] = lambda _rank: None,
    ) -> None:
        self._app = app
        self._longest_turn = longest_turn
        self._patience = patience
        self._told = told
        self._guard = threading.Lock()
        self._ahead: _Turn | None = None
        self._waiting: dict[Rank, deque[_Turn]] = {rank: deque() for rank in Rank}
        self._count = 0
        self._crowded_since = 0.0

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        turn = self._enter(environ)
        if turn is None:
            rank = rank_of(environ)
            self._told(rank)
            return turn_away(rank, environ, start_response)
        try:
            return self._app(environ, start_response)
        finally:
            self._leave(turn)

    @property
    def waiting(self) -> int:
        """How many wait for the one ahead."""
        return self._count

    def _enter(self, environ: "WSGIEnvironment") -> _Turn | None:
        """Come in, now or after a wait; None for who is turned away."""
        with self._guard:
            if self._ahead is None:
                self._ahead = turn = _Turn(Rank.READ)
                return turn
            turn = _Turn(rank_of(environ))
            if self._is_too_much(turn):
                return None
            called = self._queue(turn)
        while not called.acquire(timeout=self._longest_turn):
            with self._guard:
                if self._ahead is turn or self._goes_past(turn):
                    return turn
                if self._gives_up(turn):
                    return None
        return turn

    def _is_too_much(self, turn: _Turn) -> bool:
        if turn.rank is Rank.CHECK:
            return False
        is_full = self._count >= ROOM[turn.rank]
        return is_full and turn.began - self._crowded_since >= self._patience[turn.rank]

    def _queue(self, turn: _Turn) -> threading.Lock:
        turn.called = called = threading.Lock()
        called.acquire()
        if not self._count:
            self._crowded_since = turn.began
        self._waiting[turn.rank].append(turn)
        self._count += 1
        return called

    def _goes_past(self, turn: _Turn) -> bool:
        if self._ahead is None or monotonic() - self._ahead.began < self._longest_turn or self._first() is not turn:
            return False
        self._take(turn)
        return True

    def _gives_up(self, turn: _Turn) -> bool:
        """Where saves alone fill the lane, who reads would wait for ever."""
        if turn.rank <= Rank.SAVE or monotonic() - turn.began < self._patience[turn.rank]:
            return False
        self._waiting[turn.rank].remove(turn)
        self._count -= 1
        return True

    def _leave(self, turn: _Turn) -> None:
        with self._guard:
            if self._ahead is not turn:
                return  # somebody went past, and the lane is theirs
            following = self._first()
            if following is None:
                self._ahead = None
                return
            self._take(following)
            if following.called:
                following.called.release()

    def _first(self) -> _Turn | None:
        return next((waiting[0] for waiting in self._waiting.values() if waiting), None)

    def _take(self, turn: _Turn) -> None:
        """Give the lane to who is first."""
        self._waiting[turn.rank].popleft()
        self._count -= 1
        turn.began = monotonic()
        self._ahead = turn
