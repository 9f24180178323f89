"""Reading an author's text file: one place that knows about sizes, encodings and line ends."""

from pathlib import Path

from sources.places import MaterialError, Place, Problem


def read_text(path: Path, *, shown_as: str, limit: int = 2_000_000) -> str:
    """Return the file's text with `\\n` line ends and no BOM; MaterialError if missing, too large or not UTF-8 text."""
    place = Place(shown_as)
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise _refusal(
            place, "file-unreadable", f"The file cannot be read: {error.strerror}.", "Put it there."
        ) from error
    if len(data) > limit:
        message = f"The file is larger than {limit:,} bytes."
        raise _refusal(place, "file-too-large", message, "Split it, or take out what is not text.")
    return decode_text(data, shown_as=shown_as)


def decode_text(data: bytes, *, shown_as: str) -> str:
    """Return UTF-8 bytes as text with `\\n` line ends and no BOM; MaterialError at the first byte that is not text."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    nul = data.find(b"\x00")
    if nul >= 0:
        place = _place_of(data, nul, shown_as)
        raise _refusal(place, "file-nul", "The file holds a NUL byte.", "Save it as plain text in UTF-8.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _place_of(data, error.start, shown_as)
        message = f"The byte 0x{data[error.start]:02x} is not UTF-8."
        raise _refusal(place, "file-not-utf8", message, "Save the file in UTF-8.") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _place_of(data: bytes, offset: int, shown_as: str) -> Place:
    before = data[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n").decode("utf-8", "replace")
    line_start = before.rfind("\n") + 1
    return Place(shown_as, before.count("\n") + 1, len(before) - line_start + 1)


def _refusal(place: Place, code: str, message: str, mend: str) -> MaterialError:
    return MaterialError(Problem(place, code, message, mend))
