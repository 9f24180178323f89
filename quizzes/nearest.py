"""The passage of a text that shares most words with a quotation that is not in it."""

from collections.abc import Iterable

from quizzes.wording import fold

_LONGEST = 40


def nearest_passage(quotation: str, texts: Iterable[str]) -> str:
    """Return the stretch of one text, hardly longer than the quotation, with most of its words; "" for none of them."""
    wanted = [_bare(word) for word in quotation.split()][:_LONGEST]
    targets, size = set(wanted) - {""}, len(wanted) + len(wanted) // 3 + 1
    best, passage = 0, ""
    for text in texts:
        shared, words = _best_window(text.split(), targets, size)
        if shared > best:
            best, passage = shared, words
    return passage


def _best_window(words: list[str], targets: set[str], size: int) -> tuple[int, str]:
    bare = [_bare(word) for word in words]
    best, begin = 0, 0
    for start in range(max(len(words) - size, 0) + 1):
        shared = len(targets.intersection(bare[start : start + size]))
        if shared > best:
            best, begin = shared, start
    hits = [index for index in range(begin, min(begin + size, len(words))) if bare[index] in targets]
    return best, " ".join(words[hits[0] : hits[-1] + 1]) if hits else ""


def _bare(word: str) -> str:
    return fold(word).strip(".,;:!?…\"'()")
