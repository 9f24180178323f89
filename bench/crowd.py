"""Several connections at once, and how long each request took."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bench.servers import Server

CONNECTIONS = 4

Job = Callable[[], None]
"""One request or one chain of them; raises where the reply is not what it should be."""


@dataclass(frozen=True, slots=True)
class Spell:
    """What a number of jobs cost: `cpu` and `waits` in seconds."""

    jobs: int
    cpu: float
    elapsed: float
    waits: tuple[float, ...]

    @property
    def cpu_each(self) -> float:
        return self.cpu / self.jobs

    @property
    def per_second(self) -> float:
        return self.jobs / self.elapsed

    def wait_at(self, share: float) -> float:
        """The wait that this share of jobs did not exceed."""
        ordered = sorted(self.waits)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def work(server: Server, queues: Sequence[Sequence[Job]]) -> Spell:
    """Do each queue's jobs one after the other, all queues at once; the server's CPU time is counted meanwhile."""
    cpu, clock = server.cpu_seconds(), time.perf_counter()
    with ThreadPoolExecutor(len(queues)) as pool:
        waits = [wait for queue in pool.map(_do, queues) for wait in queue]
    return Spell(len(waits), server.cpu_seconds() - cpu, time.perf_counter() - clock, tuple(waits))


def _do(queue: Sequence[Job]) -> list[float]:
    waits = []
    for job in queue:
        begun = time.perf_counter()
        job()
        waits.append(time.perf_counter() - begun)
    return waits
