"""Ids that authors, addresses and file names share: lowercase ASCII letters, digits and single hyphens."""

import re
import unicodedata
from collections.abc import Container
from hashlib import blake2b

LONGEST_ID = 60
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Letters that Unicode does not decompose into a Latin letter and a mark.
TRANSLITERATED = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h",
        "&": " and ", "’": "", "'": "", "‘": "", "ʼ": "",
    }
)  # fmt: skip


def is_id(text: str) -> bool:
    """Say whether the text is a well-formed id of at most 60 characters."""
    return len(text) <= LONGEST_ID and ID.fullmatch(text) is not None


def slug(text: str) -> str:
    """Return a readable id for the text; a title without Latin letters gives a stable `lesson-<6 hex digits>`."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(TRANSLITERATED))
    words = re.findall(r"[a-z0-9]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    return _shorten("-".join(words)) or f"lesson-{_fingerprint(text)}"


def unique_slug(text: str, taken: Container[str]) -> str:
    """Return the text's slug, with `-2`, `-3` … where it is taken already."""
    wanted = slug(text)
    candidate, number = wanted, 1
    while candidate in taken:
        number += 1
        ending = f"-{number}"
        candidate = wanted[: LONGEST_ID - len(ending)].rstrip("-") + ending
    return candidate


def _shorten(text: str) -> str:
    """Cut at a hyphen where that keeps at least half of what may stay."""
    if len(text) <= LONGEST_ID:
        return text
    cut = text.rfind("-", LONGEST_ID // 2, LONGEST_ID + 1)
    return text[: cut if cut > 0 else LONGEST_ID].rstrip("-")


def _fingerprint(text: str) -> str:
    return blake2b(unicodedata.normalize("NFC", text).encode("utf-8", "replace"), digest_size=3).hexdigest()
