"""Words compared as people compare them."""

from unicodedata import normalize

_STRAIGHT_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})


def fold(text: str) -> str:
    """Return text trimmed, case-folded, in NFC, its inner spaces collapsed.

    Typographic quotes become straight ones, because telephones write them unasked.
    """
    # Folding the decomposed form first is Unicode's canonical caseless match; folding NFC alone is not stable.
    folded = normalize("NFC", normalize("NFD", text).casefold())
    return " ".join(folded.translate(_STRAIGHT_QUOTES).split())
