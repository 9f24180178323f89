"""What replies add up to: how many a second, how long they took, which were errors."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

SHARES: Mapping[str, float] = {"read": 0.80, "answer": 0.15, "teach": 0.05}
GOOD = frozenset({200, 303})
TURNED_AWAY = 503


@dataclass(slots=True)
class Tally:
    """Replies of one spell; waits in seconds, of those that were served."""

    waits: list[float] = field(default_factory=list)
    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)

    def add(self, kind: str, status: int, waited: float) -> None:
        self.statuses[kind, status] += 1
        if status in GOOD:
            self.waits.append(waited)

    @property
    def asked(self) -> int:
        return self.statuses.total()

    @property
    def turned_away(self) -> int:
        return self._number(lambda status: status == TURNED_AWAY)

    @property
    def errors(self) -> int:
        """Neither served nor told to come again."""
        return self._number(lambda status: status not in GOOD and status != TURNED_AWAY)

    def odd(self) -> list[tuple[tuple[str, int], int]]:
        """Which errors, by kind and status, and how many of each."""
        return [each for each in self.statuses.items() if each[0][1] not in GOOD and each[0][1] != TURNED_AWAY]

    def wait_at(self, share: float) -> float:
        """The wait that this share of the served did not exceed."""
        ordered = sorted(self.waits)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0

    def refused_share(self, kind: str) -> float:
        """Of the requests of this kind, which part was turned away."""
        of_kind = sum(number for (each, _status), number in self.statuses.items() if each == kind)
        return self.statuses[kind, TURNED_AWAY] / of_kind if of_kind else 0.0

    def _number(self, counts: Callable[[int], bool]) -> int:
        return sum(number for (_kind, status), number in self.statuses.items() if counts(status))


def kinds(random: Random) -> Iterator[str]:
    """What is asked next, for ever, in the shares of a busy day."""
    while True:
        yield random.choices(list(SHARES), list(SHARES.values()))[0]


def arrivals(random: Random, per_second: float, seconds: float) -> Iterator[float]:
    """When requests come that do not wait for each other, in seconds from the beginning."""
    at = random.expovariate(per_second)
    while at < seconds:
        yield at
        at += random.expovariate(per_second)
