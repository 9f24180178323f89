"""Ordering: steps to be put into their right order."""

import re
from fractions import Fraction
from itertools import pairwise

from quizzes.body import QuestionBody, SharedFields
from quizzes.kinds.kind import Answer, Kind
from quizzes.parts import MOST_PARTS, Part, check_number, check_unlike, name_parts, read_given, read_part
from quizzes.question import Question
from quizzes.result import Credit, Mark, UnreadableAnswer
from sources.mending import Insertion
from sources.places import Problem

_PLACE = re.compile("[1-9][0-9]?")
_LEAST = 3  # two steps are a question with two answers


class Ordering(Question, frozen=True, kw_only=True, tag="ordering"):
    """A question whose steps stand in their right order; an answer gives each its place, counted from 1."""

    steps: tuple[Part, ...]


def parse(body: QuestionBody, shared: SharedFields, problems: list[Problem]) -> Ordering:
    """Read the lines `1.`, `2.`, `3.`, which must be numbered in their order."""
    check_number(len(body.steps), _LEAST, body.stem.place, problems, "step", "Write each as `1. words {#id}`.")
    steps: list[Part] = []
    for number, line in enumerate(body.steps[: MOST_PARTS + 1], start=1):
        if line.number != number:
            message = f"This step has the number {line.number}, and is the {number}. of them."
            mend = f"Write `{number}. `: the steps stand in their right order."
            problems.append(Problem(line.place, "number-out-of-order", message, mend))
        steps.append(read_part(line.words, {step.id for step in steps}, problems, "step"))
    check_unlike(zip(steps, (line.place for line in body.steps), strict=False), problems, "step")
    return Ordering(steps=tuple(steps), **shared)


def grade(question: Ordering, answer: Answer) -> Credit:
    """Return the share of steps next to each other that were given in order, the first of the two first.

    A step without a place is in order with nothing. Raises UnreadableAnswer where two steps have the same place.
    """
    places = read_places(question, answer)
    if not places:
        return None
    if len(set(places.values())) < len(places):
        raise UnreadableAnswer("place-twice")
    neighbours = marks(question, answer)
    return Fraction(sum(each.hit for each in neighbours), len(neighbours))


def marks(question: Ordering, answer: Answer) -> tuple[Mark, ...]:
    """Return for each two steps that follow each other whether the first was put before the second."""
    places = read_places(question, answer)
    return tuple(
        Mark(
            f"{first.id}.{second.id}",
            f"{first.text} → {second.text}",
            first.id in places and second.id in places and places[first.id] < places[second.id],
        )
        for first, second in pairwise(question.steps)
    )


def read_places(question: Ordering, answer: Answer) -> dict[str, int]:
    """Return the place of each step that was given one there is."""
    possible = {str(number): number for number in range(1, len(question.steps) + 1)}
    given = read_given(answer)
    return {step.id: possible[given[step.id]] for step in question.steps if given.get(step.id) in possible}


def key(question: Ordering) -> tuple[str, ...]:
    """Return the steps in their order, numbered."""
    return tuple(f"{number}. {step.text}" for number, step in enumerate(question.steps, start=1))


def describe(question: Ordering, answer: Answer) -> str:
    """Return the steps in the order that they were given, each with its place; "(removed)" for one that is no more."""
    texts = {step.id: step.text for step in question.steps}
    given = {part: int(place) for part, place in read_given(answer).items() if _PLACE.fullmatch(place)}
    return "; ".join(
        f"{place}. {texts.get(part, '(removed)')}" for part, place in sorted(given.items(), key=lambda each: each[1])
    )


def missing_ids(body: QuestionBody) -> tuple[Insertion, ...]:
    """Name the steps that have no id."""
    return name_parts([step.words for step in body.steps])


KIND = Kind(
    name="ordering",
    question=Ordering,
    parse=parse,
    grade=grade,
    key=key,
    describe=describe,
    marks=marks,
    marked="right",
    missing_ids=missing_ids,
    takes=("steps",),
)
