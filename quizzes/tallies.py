"""Many people's answers to one question, told part by part: which blank was filled right, which option was picked."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from quizzes.kinds import kind_of
from quizzes.question import Question
from quizzes.result import Mark


class PartTally(Struct, frozen=True):
    """A part in its newest words: how many answers have it right or picked it, `of` how many that could.

    `is_key` says of what can be picked whether it is right in the newest words; None of everything else.
    """

    id: str
    words: str
    hits: int
    of: int
    is_key: bool | None = None


class Tally(Struct, frozen=True):
    """What a hit means, "right" or "picked", and the parts: those of the newest question first, in its order.

    Of a kind that is answered as a whole it is "", and there are no parts.
    """

    marked: str
    parts: tuple[PartTally, ...]


def tally(answered: Iterable[tuple[Question, tuple[str, ...]]]) -> Tally:
    """Count answers part by part, oldest revision first, each with the question as it was when it was answered.

    Parts are the same where their ids are, so a part that came later, or went, is counted of those who were shown it.
    """
    marked, newest = "", dict[str, Mark]()
    hits, of = Counter[str](), Counter[str]()
    for question, answer in answered:
        kind = kind_of(question)
        found = {mark.id: mark for mark in kind.marks(question, answer)}
        marked, newest = kind.marked, found | {id_: mark for id_, mark in newest.items() if id_ not in found}
        of.update(found.keys())
        hits.update(mark.id for mark in found.values() if mark.hit)
    parts = (PartTally(mark.id, mark.words, hits[mark.id], of[mark.id], mark.is_key) for mark in newest.values())
    return Tally(marked, tuple(parts))
