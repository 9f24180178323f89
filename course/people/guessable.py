"""Passwords that are guessed first: common ones, names, and rows of keys. Length alone does not keep those out."""

import gzip
import re
from collections.abc import Iterable
from enum import Enum
from functools import cache
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

COMMON = Path(__file__).with_name("common-passwords.txt.gz")
"""The 10,000 most common ones that are long enough here, case-folded; static/VENDORED.md says where they are from."""
SHORTEST_NAME = 3
"""Letters; what is shorter, such as "Jo", stands in too many words."""
LEAST_LEFT = 5
"""Characters that have to be left of a password once all is taken away that is easily thought of."""
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "yxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
)
_NEXT = {pair for row in ROWS for way in (row, row[::-1]) for pair in pairwise(way)}
_WORD = re.compile(r"[^\W\d_]+")
_REPEATED = re.compile(r"(.{1,12}?)\1+")


class Guess(Enum):
    """How a password would be guessed."""

    COMMON = "it is among the common ones"
    NAME = "it is made of words about the person or the site"
    PATTERN = "it repeats itself, or follows the keys"


def how_guessed(password: str, about: Iterable[str] = ()) -> Guess | None:
    """Say how a password would be guessed; None where it takes more. `about` are the person's and the site's names."""
    folded = normalize("NFC", password).casefold().strip()
    if folded in _common() or folded.rstrip("!.?*#$ ") in _common():
        return Guess.COMMON
    if len(_without_rows(_REPEATED.sub(r"\1", folded))) < LEAST_LEFT:
        return Guess.PATTERN
    rest = _without_names(folded, about)
    return Guess.NAME if rest != folded and len(_letters(_without_rows(rest))) < LEAST_LEFT else None


@cache
def _common() -> frozenset[str]:
    return frozenset(gzip.decompress(COMMON.read_bytes()).decode().split("\n"))


def _without_rows(text: str) -> str:
    """The characters of a text that do not follow from the one before them: by repeating it, or by the next key."""
    return "".join(each for before, each in zip(" " + text, text, strict=False) if not _follows(before, each))


def _follows(before: str, each: str) -> bool:
    return before == each or (before, each) in _NEXT


def _without_names(folded: str, about: Iterable[str]) -> str:
    names = {word for text in about for word in _WORD.findall(normalize("NFC", text).casefold())}
    for name in sorted(names, key=len, reverse=True):
        if len(name) >= SHORTEST_NAME:
            folded = folded.replace(name, "")
    return folded


def _letters(text: str) -> str:
    """What is left without digits and marks: a year after a name adds little."""
    return "".join(_WORD.findall(text))
