"""What is to be mended first, and from how many people on it is said."""

from quizzes.statistics.matrix import Answered, AskedQuestion
from quizzes.statistics.report import analyze
from quizzes.statistics.to_mend import Reason, questions_to_mend
from tests.quizzes.statistics.courses import choice, draw_rows, items_for, responses_for


def reasons(picked: str, *, sure: int = 0) -> tuple[Reason, ...]:
    """Of a question whose key is a, that was answered so; so many of them were sure."""
    responses = [
        Answered(person, "q", 1, (each,), float(each == "a"), "sure" if person < sure else None)
        for person, each in enumerate(picked)
    ]
    found = questions_to_mend(analyze([AskedQuestion(choice("q"))], responses))
    return found[0].reasons if found else ()


def test_nobody_right_is_said_from_ten_people_on() -> None:
    assert reasons("b" * 9) == ()
    assert reasons("b" * 10) == (Reason.NOBODY_RIGHT,)
    assert reasons("b" * 9 + "a") == ()


def test_sure_and_wrong_is_said_from_a_fifth_on() -> None:
    assert reasons("b" * 2 + "a" * 8, sure=2) == (Reason.SURE_AND_WRONG,)
    assert reasons("b" * 2 + "a" * 8, sure=1) == ()


def test_what_nobody_chooses_is_said_from_sixty_people_on() -> None:
    assert reasons("ab" * 29 + "a") == ()
    assert reasons("ab" * 30) == (Reason.NOBODY_CHOOSES,)


def test_gravest_reason_comes_first() -> None:
    rows = draw_rows(3, 120, 6)
    items = [AskedQuestion(choice("q0", key="b")), *items_for(rows)[1:], AskedQuestion(choice("q9"))]
    responses = [
        Answered(each.person, each.item, 1, each.answer, 1 - each.credit if each.item == "q0" else each.credit)
        for each in responses_for(rows)
    ] + [Answered(person, "q9", 1, ("b",), 0.0) for person in range(120)]

    found = questions_to_mend(analyze(items, responses))

    assert [(each.item.item.question.id, each.reasons[0]) for each in found[:2]] == [
        ("q0", Reason.WRONG_KEY),
        ("q9", Reason.NOBODY_RIGHT),
    ]
    assert [option.choice.id for option in found[0].suspected] == ["a"]
