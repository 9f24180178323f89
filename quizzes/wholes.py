"""Whole numbers as authors write them: plain digits, from 1 on."""


def read_whole(text: str, *, most: int) -> int | None:
    """Return a number from 1 to `most`; None for whatever else stands there."""
    if text.isascii() and text.isdigit() and len(text) <= len(str(most)) and 1 <= int(text) <= most:
        return int(text)
    return None
