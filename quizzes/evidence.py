"""Questions held against their lesson: the words and the second that prove them must be there."""

from collections.abc import Collection, Iterator, Sequence

from quizzes.nearest import nearest_passage
from quizzes.parsing import ParsedQuiz
from quizzes.question import Question
from quizzes.times import write_time
from sources.blocks import Block, find_quotation
from sources.places import Place, Problem

_SHOWN_TIMES = 3


def prove(parsed: ParsedQuiz, blocks: Sequence[Block], seconds: Collection[int]) -> tuple[Problem, ...]:
    """Return an error for each `source:` and `after:` that the lesson does not say, and each `at:` it has no link to.

    `blocks` are those of the question's own lesson, `seconds` the video times that its prose links to.
    """
    problems: list[Problem] = []
    for question in parsed.quiz.questions:
        problems.extend(_prove_words("source", question.source, parsed.source_places.get(question.id), blocks))
        problems.extend(_prove_words("after", question.after, parsed.after_places.get(question.id), blocks))
        problems.extend(_prove_second(question.at, parsed.at_places.get(question.id), seconds))
    return tuple(problems)


def anchor_of(question: Question, blocks: Sequence[Block]) -> str:
    """Return the anchor of the block that holds the question's `source:`; "" where there is none."""
    return _anchor(question.source, blocks)


def after_anchor(question: Question, blocks: Sequence[Block]) -> str:
    """Return the anchor of the block that the question is asked after; "" where it stands at the end."""
    return _anchor(question.after, blocks)


def _anchor(quotation: str, blocks: Sequence[Block]) -> str:
    block = find_quotation(tuple(blocks), quotation) if quotation else None
    return block.anchor if block else ""


def _prove_words(name: str, words: str, place: Place | None, blocks: Sequence[Block]) -> Iterator[Problem]:
    if place is None or find_quotation(tuple(blocks), words):
        return
    nearest = nearest_passage(words, [block.text for block in blocks])
    mend = f"The nearest passage is: {nearest!r}." if nearest else "Quote words that stand in this lesson."
    yield Problem(place, f"{name}-not-in-lesson", f"The lesson does not say {words!r}.", mend)


def _prove_second(at: int | None, place: Place | None, seconds: Collection[int]) -> Iterator[Problem]:
    if at is None or place is None or at in seconds:
        return
    nearest = sorted(sorted(set(seconds), key=lambda second: abs(second - at))[:_SHOWN_TIMES])
    times = ", ".join(write_time(second) for second in nearest)
    mend = f"The nearest are {times}." if times else "Delete `at:`: this lesson links to no second of the video."
    yield Problem(place, "at-not-in-lesson", f"The lesson does not link to {write_time(at)}.", mend)
