"""Many people's answers to one question, part by part."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds import KINDS, AnyQuestion, kind_of
from quizzes.tallies import PartTally, Tally, tally
from tests.quizzes.writing import multiple, only_question, parse_sample, short

MATCHING = """## Which game is each? {#games}
kind: matching
- Asking {#ask} :: Chess {#chess}
- Waiting {#wait} :: Checkers {#checkers}
explain: x
"""
ORDERING = "## How? {#how}\nkind: ordering\n1. A {#a}\n2. B {#b}\n3. C {#c}\nexplain: x\n"
CLOZE = "## What? {#what}\nkind: cloze\nA {{rook|* rook #who}} guards {{pawns #whom}}.\nexplain: x\n"
SCALE = "## How well? {#well}\nkind: scale\n1: Badly\n2:\n3: Well\nexplain: x\n"


@pytest.mark.parametrize(
    ("written", "answers", "marked", "parts"),
    [
        (
            MATCHING,
            [("ask=chess",), ("ask=chess", "wait=chess"), ("wait=checkers", "gone=chess")],
            "right",
            [("ask", "Asking → Chess", 2, 3), ("wait", "Waiting → Checkers", 1, 3)],
        ),
        (
            ORDERING,
            [("a=1", "b=2", "c=3"), ("a=3", "b=1", "c=2"), ("b=1",)],
            "right",
            [("a.b", "A → B", 1, 3), ("b.c", "B → C", 2, 3)],
        ),
        (
            CLOZE,
            [("who=The Rook",), ("who=king", "whom=pawns")],
            "right",
            [("who", "rook", 1, 2), ("whom", "pawns", 1, 2)],
        ),
        (
            SCALE,
            [("1",), ("3",), ("3",), ("9",)],
            "picked",
            [("1", "1: Badly", 1, 4), ("2", "2", 0, 4), ("3", "3: Well", 2, 4)],
        ),
    ],
)
def test_parts_are_counted_by_what_they_are(
    written: str, answers: list[tuple[str, ...]], marked: str, parts: list[tuple[str, str, int, int]]
) -> None:
    question = only_question(written)

    assert tally((question, answer) for answer in answers) == Tally(marked, tuple(PartTally(*part) for part in parts))


def test_options_are_counted_as_they_were_picked() -> None:
    question = multiple("ABC", "AC")

    assert tally([(question, ("A", "B")), (question, ("A",))]) == Tally(
        "picked",
        (
            PartTally("A", "A", 2, 2, is_key=True),
            PartTally("B", "B", 1, 2, is_key=False),
            PartTally("C", "C", 0, 2, is_key=True),
        ),
    )


def test_a_part_that_came_or_went_is_counted_of_those_who_were_shown_it() -> None:
    found = tally([(multiple("AB", "A"), ("B",)), (multiple("AB", "A"), ("A",)), (multiple("CA", "C"), ("C",))])

    assert [(part.id, part.hits, part.of, part.is_key) for part in found.parts] == [
        ("C", 1, 1, True),
        ("A", 1, 3, False),
        ("B", 1, 2, False),
    ]


def test_nobody_answered_or_the_answer_is_a_whole() -> None:
    assert tally(()) == Tally("", ())
    assert tally([(short("chess"), ("checkers",))]) == Tally("", ())


QUESTIONS = [parse_sample(kind).quiz.questions[0] for kind in KINDS]
ANSWERS = st.lists(st.sampled_from(["true", "2", "a=1", "x", *(f"{a}={b}" for a in "ab" for b in "ab")]), max_size=4)


@given(st.sampled_from(QUESTIONS), ANSWERS)
def test_marks_are_as_many_whatever_was_answered(question: AnyQuestion, answer: list[str]) -> None:
    marks = kind_of(question).marks(question, tuple(answer))

    assert [mark.id for mark in marks] == [mark.id for mark in kind_of(question).marks(question, ())]
    assert not any(mark.hit for mark in kind_of(question).marks(question, ()))


@given(st.permutations(["1", "2", "3"]), st.sampled_from([MATCHING, ORDERING, CLOZE]))
def test_the_credit_is_the_share_of_the_parts_that_are_right(places: list[str], written: str) -> None:
    question = only_question(written)
    answer = (
        tuple(f"{part}={place}" for part, place in zip("abc", places, strict=True))
        if written == ORDERING
        else ("ask=chess", "who=rook")
    )
    hits = [mark.hit for mark in kind_of(question).marks(question, answer)]

    assert kind_of(question).grade(question, answer) == Fraction(sum(hits), len(hits))
