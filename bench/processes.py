"""CPU time of a server with all its processes, as Linux accounts for it."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Process:
    """One line of /proc/<pid>/stat: `ticks` are its own and those of the children it has buried."""

    pid: int
    name: str
    parent: int
    ticks: int


def read_process(stat: str) -> Process:
    # The name stands in parentheses and may hold spaces and parentheses itself.
    pid, _, rest = stat.partition(" (")
    name, _, numbers = rest.rpartition(") ")
    fields = numbers.split()
    return Process(int(pid), name, parent=int(fields[1]), ticks=sum(map(int, fields[11:15])))


def all_processes() -> dict[int, Process]:
    found = {}
    for folder in PROC.iterdir():
        if folder.name.isdecimal():
            try:
                found[int(folder.name)] = read_process((folder / "stat").read_text(errors="replace"))
            except OSError:  # it ended while we looked
                continue
    return found


def family(roots: Iterable[int], processes: Mapping[int, Process]) -> set[int]:
    """The roots and everything that they started."""
    members = {pid for pid in roots if pid in processes}
    while grown := {each.pid for each in processes.values() if each.parent in members} - members:
        members |= grown
    return members


def cpu_seconds(roots: Iterable[int]) -> float:
    """CPU time so far, in user and kernel mode, of processes and of all their children."""
    processes = all_processes()
    return sum(processes[pid].ticks for pid in family(roots, processes)) / TICKS_PER_SECOND


def memory_bytes(roots: Iterable[int]) -> int:
    """Memory of processes and of all their children; what several share is counted once."""
    return sum(map(_own_bytes, family(roots, all_processes())))


def read_memory(rollup: str) -> int:
    """The line `Pss:` of /proc/<pid>/smaps_rollup, in bytes."""
    lines = (line.split() for line in rollup.splitlines() if line.startswith("Pss:"))
    return sum(int(kilobytes) * 1024 for _name, kilobytes, _unit in lines)


def _own_bytes(pid: int) -> int:
    try:
        return read_memory((PROC / str(pid) / "smaps_rollup").read_text())
    except OSError:  # it ended while we looked
        return 0


def pids_named(name: str) -> set[int]:
    return {process.pid for process in all_processes().values() if process.name == name}
