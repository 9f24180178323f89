"""Courses made of choices, and who answered what, as the tests write them."""

from collections.abc import Iterable, Sequence
from random import Random

from quizzes.kinds import SingleChoice
from quizzes.question import Option
from quizzes.statistics.matrix import Answered, AskedQuestion
from quizzes.statistics.report import CourseStatistics, analyze

Row = Sequence[float | None]
"""What one person earned, question by question; None where they did not answer."""

LSAT = (
    "00000:3 00001:6 00010:2 00011:11 00100:1 00101:1 00110:3 00111:4 01000:1 01001:8 01011:16 01101:3 01110:2 "
    "01111:15 10000:10 10001:29 10010:14 10011:81 10100:3 10101:28 10110:15 10111:80 11000:16 11001:56 11010:21 "
    "11011:173 11100:11 11101:61 11110:28 11111:298"
)
"""How often each pattern of answers came in section 6 of the Law School Admission Test (Bock & Lieberman 1970)."""


def lsat() -> list[Row]:
    rows: list[Row] = []
    for pattern, times in (each.split(":") for each in LSAT.split()):
        rows += [[float(digit) for digit in pattern]] * int(times)
    return rows


def choice(
    item_id: str, options: str = "abc", key: str = "a", *, beliefs: dict[str, str] | None = None, at: int | None = None
) -> SingleChoice:
    made = [
        Option(id=each, label=each, text=each, right=each in key, misconception=(beliefs or {}).get(each, ""))
        for each in options
    ]
    return SingleChoice(
        id=item_id, stem=item_id, stem_text=item_id, explanation="Because.", source="", at=at, options=tuple(made)
    )


def items_for(rows: Sequence[Row]) -> list[AskedQuestion]:
    return [AskedQuestion(choice(f"q{number}")) for number in range(len(rows[0]) if rows else 0)]


def responses_for(rows: Iterable[Row]) -> list[Answered]:
    """Who has full credit chose a, all others b."""
    return [
        Answered(person, f"q{number}", 1, ("a" if credit == 1 else "b",), credit)
        for person, row in enumerate(rows)
        for number, credit in enumerate(row)
        if credit is not None
    ]


def analyze_rows(rows: Sequence[Row]) -> CourseStatistics:
    return analyze(items_for(rows), responses_for(rows))


def draw_rows(
    seed: int, people: int, questions: int, *, missing: float = 0, levels: Sequence[float] = (0, 1)
) -> list[Row]:
    """Draw answers of people who differ in how much they know, to questions that differ in how hard they are."""
    dice = Random(seed)
    rows: list[Row] = []
    for _ in range(people):
        knows = dice.random()
        row = [dice.choice(levels) if dice.random() > knows else max(levels) for _ in range(questions)]
        rows.append([None if dice.random() < missing else credit for credit in row])
    return rows
