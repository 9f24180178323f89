"""Numbers that one process adds to and all processes of this machine can read.

Each process takes the first file that no living one holds, and goes on with the numbers in it: so none is lost when a
worker is replaced, none goes back, and there are never more files than there were processes at one time.
"""

import fcntl
import mmap
import os
from collections.abc import Iterator
from pathlib import Path

MOST_PROCESSES = 64
_BYTES = 8


class Slots:
    """The files of one folder that hold numbers of one layout."""

    def __init__(self, folder: Path, size: int, layout: int) -> None:
        self._folder = folder
        self._size = size
        self._layout = layout
        self._handle = -1

    def take(self) -> memoryview:
        """Give this process its numbers; they are its alone where no file can be had, as on a full disk."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for number in range(MOST_PROCESSES):
                if (found := self._try_to_take(self._folder / f"figures-{number}")) is not None:
                    return found
        except OSError:
            pass
        return memoryview(bytearray(self._size * _BYTES)).cast("Q")

    def others(self) -> Iterator[memoryview]:
        """Give the numbers in each file, this process's among them."""
        for path in sorted(self._folder.glob("figures-*")):
            content = path.read_bytes()
            if self._is_ours(content[:_BYTES]) and len(content) == self._whole:
                yield memoryview(content[_BYTES:]).cast("Q")

    @property
    def is_shared(self) -> bool:
        """Whether what this process counts is in a file."""
        return self._handle >= 0

    @property
    def _whole(self) -> int:
        return (self._size + 1) * _BYTES

    def _is_ours(self, head: bytes) -> bool:
        return head == self._layout.to_bytes(_BYTES, "little")

    def _try_to_take(self, path: Path) -> memoryview | None:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return None
        if not self._is_ours(os.pread(handle, _BYTES, 0)) or os.fstat(handle).st_size != self._whole:
            self._begin(handle)
        self._handle = handle  # kept open: the lock is this process's as long as it lives
        return memoryview(mmap.mmap(handle, self._whole))[_BYTES:].cast("Q")

    def _begin(self, handle: int) -> None:
        os.ftruncate(handle, 0)
        # All of its blocks now: a page that could not be had later would end the process.
        os.posix_fallocate(handle, 0, self._whole)
        os.pwrite(handle, self._layout.to_bytes(_BYTES, "little"), 0)
