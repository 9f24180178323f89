"""A zip's comment is the SHA-256 of all that stands before it, so that no byte of the file can change unnoticed."""

import hashlib
import os
from typing import IO

from course.records.archives.manifest import Damaged

_LENGTH = 64
ROOM = b"0" * _LENGTH
"""The comment of a zip that is not sealed yet."""
_PIECE = 1 << 20


def seal(file: IO[bytes]) -> None:
    """Write the seal of a finished zip, whose comment is ROOM, into it."""
    digest = _digest(file)
    file.seek(-_LENGTH, os.SEEK_END)
    file.write(digest)


def check_seal(file: IO[bytes]) -> None:
    """Raise Damaged unless each byte is what it was when the file was sealed."""
    if file.seek(0, os.SEEK_END) <= _LENGTH:
        raise Damaged("The file is too short to be an archive.")
    expected = _digest(file)
    if file.read(_LENGTH) != expected:
        raise Damaged("The file was cut off, or changed since it was written, or is no archive.")
    file.seek(0)


def _digest(file: IO[bytes]) -> bytes:
    """Hash all but the seal, and stand before it."""
    left = file.seek(0, os.SEEK_END) - _LENGTH
    file.seek(0)
    digest = hashlib.sha256()
    while left:
        piece = file.read(min(_PIECE, left))
        digest.update(piece)
        left -= len(piece)
    return digest.hexdigest().encode()
