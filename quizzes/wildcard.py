"""Accepted answers with a wildcard, matched in linear time on anybody's text."""

from quizzes.wording import fold

_LITERAL_STAR = "\0"


def matches(pattern: str, text: str) -> bool:
    """Tell whether the whole text fits the pattern: `*` stands for any characters or none, `\\*` for a star."""
    pieces = _pieces(pattern)
    subject = fold(text)
    if len(pieces) == 1:
        return subject == pieces[0]
    first, *middle, last = pieces
    if len(subject) < len(first) + len(last) or not subject.startswith(first) or not subject.endswith(last):
        return False
    return _in_order(middle, subject[len(first) : len(subject) - len(last)])


def accepts_anything(pattern: str) -> bool:
    """Tell whether a pattern holds nothing but wildcards and spaces."""
    return not "".join(_pieces(pattern)).strip()


def in_words(pattern: str) -> str:
    """Return a pattern as it is shown to people: an ellipsis for a wildcard within it, none at its ends."""
    return _hide_literal_stars(pattern).strip("* ").replace("*", "…").replace(_LITERAL_STAR, "*")


def _pieces(pattern: str) -> list[str]:
    pieces = fold(_hide_literal_stars(pattern)).split("*")
    return [piece.replace(_LITERAL_STAR, "*") for piece in pieces]


def _hide_literal_stars(pattern: str) -> str:
    return pattern.replace("\\*", _LITERAL_STAR)


def _in_order(pieces: list[str], text: str) -> bool:
    # Taking the first place where each piece fits is enough: later pieces only gain room by it.
    start = 0
    for piece in pieces:
        found = text.find(piece, start)
        if found < 0:
            return False
        start = found + len(piece)
    return True
