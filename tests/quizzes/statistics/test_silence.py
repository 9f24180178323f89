import pytest

from config import ROOT
from quizzes.kinds import Scale
from quizzes.kinds.scale import Level
from quizzes.statistics.explaining import METHODS, SILENCES, explain
from quizzes.statistics.figure import Figure, Method, Silence
from quizzes.statistics.matrix import Answered, AskedQuestion
from quizzes.statistics.report import analyze
from tests.quizzes.statistics.courses import Row, analyze_rows, choice, draw_rows, items_for


def too_few(method: Method, n: int, needed: int) -> Figure:
    return Figure(method, n, silence=Silence.TOO_FEW_PEOPLE, needed=needed)


def test_under_ten_answers_there_are_counts_only() -> None:
    item = analyze_rows(draw_rows(1, 9, 2)).items["q0", 1]

    assert item.answered == 9
    assert sum(option.chosen for option in item.options) == 9
    assert item.facility == too_few(Method.FACILITY, 9, 10)
    assert [option.share.value for option in item.options] == [None] * 3
    assert analyze_rows(draw_rows(1, 10, 2)).items["q0", 1].facility.value is not None


def test_correlations_begin_at_fifty_people() -> None:
    below, enough = (analyze_rows(draw_rows(1, people, 6)) for people in (49, 50))

    assert below.items["q0", 1].item_rest == too_few(Method.ITEM_REST, 49, 50)
    assert below.items["q0", 1].options[0].rest == too_few(Method.OPTION_REST, 49, 50)
    assert below.reliability.alpha == too_few(Method.ALPHA, 49, 50)
    assert below.platforms.items["q0"].effective_weight == too_few(Method.WEIGHT, 49, 50)
    assert enough.items["q0", 1].item_rest.value is not None
    assert enough.reliability.alpha.value is not None
    assert enough.platforms.items["q0"].effective_weight.value is not None


def test_a_short_quiz_has_no_reliability() -> None:
    found = analyze_rows(draw_rows(1, 200, 4))

    assert found.reliability.alpha == Figure(Method.ALPHA, 200, silence=Silence.TOO_FEW_QUESTIONS, needed=5)
    assert found.platforms.standard_error.silence == Silence.TOO_FEW_QUESTIONS


def test_only_those_who_answered_something_else_have_a_rest() -> None:
    rows: list[Row] = [*draw_rows(1, 60, 3), *([[1.0, None, None]] * 40)]

    item = analyze_rows(rows).items["q0", 1]

    assert (item.facility.n, item.item_rest.n) == (100, 60)


def test_a_question_that_few_answered_is_left_out_of_the_whole() -> None:
    rows: list[Row] = [[*row, 1.0 if person < 20 else None] for person, row in enumerate(draw_rows(1, 80, 5))]

    found = analyze_rows(rows)

    assert found.reliability.left_out == ("q5",)
    assert found.reliability.items == ("q0", "q1", "q2", "q3", "q4")
    assert found.reliability.alpha == analyze_rows([row[:5] for row in rows]).reliability.alpha
    assert found.reliability.alpha.n == 80


def test_a_negative_alpha_is_shown() -> None:
    # Who gets one right gets the others wrong; two people who get nothing make the totals differ.
    rows: list[Row] = [[float(person % 5 == question) for question in range(5)] for person in range(60)]
    rows += [[0.0] * 5] * 2

    found = analyze_rows(rows)

    assert found.reliability.alpha.value == -30
    assert found.reliability.alpha.interval is not None
    assert found.platforms.internal_consistency.value == -3000
    assert (found.items["q0", 1].item_rest.value or 0) < -0.9


def test_what_does_not_vary_is_none_and_says_so() -> None:
    # Thirds are no binary numbers: only exact sums know that these are all the same.
    found = analyze_rows([[1 / 3] * 6] * 60)

    item = found.items["q0", 1]
    assert item.facility.value == 1 / 3
    assert item.item_rest == Figure(Method.ITEM_REST, 60, silence=Silence.NO_VARIANCE)
    assert found.reliability.alpha == Figure(Method.ALPHA, 60, silence=Silence.NO_VARIANCE)
    platform = found.platforms.items["q0"]
    assert platform.discrimination_index.silence == Silence.NO_VARIANCE
    assert platform.discriminative_efficiency.silence == Silence.NO_VARIANCE
    assert platform.effective_weight.silence == Silence.NO_VARIANCE
    assert found.platforms.standard_error.silence == Silence.NO_VARIANCE


def test_totals_that_do_not_vary_have_no_alpha_though_questions_do() -> None:
    rows: list[Row] = [[float(person % 5 == question) for question in range(5)] for person in range(60)]

    found = analyze_rows(rows)

    assert found.reliability.alpha.silence == Silence.NO_VARIANCE
    assert found.items["q0", 1].item_rest.value == pytest.approx(-1)


@pytest.mark.parametrize("rows", [[], [[None, None]] * 60, [[1.0]] * 60], ids=["nobody", "all missing", "one question"])
def test_nothing_to_hold_against_one_another_is_no_error(rows: list[Row]) -> None:
    found = analyze(items_for(rows or [[None]]), [])

    assert found.people == 0
    assert [item.answered for item in found.items.values()] == [0] * len(found.items)
    assert found.reliability.alpha.silence == Silence.TOO_FEW_QUESTIONS
    assert analyze_rows(rows).items.keys() <= found.items.keys()
    assert analyze([], []).reliability.alpha == Figure(Method.ALPHA, 0, silence=Silence.TOO_FEW_QUESTIONS, needed=5)


def test_one_question_alone_has_a_facility_and_no_rest() -> None:
    item = analyze_rows([[1.0]] * 60).items["q0", 1]

    assert item.facility.value == 1
    assert item.item_rest == too_few(Method.ITEM_REST, 0, 50)


def test_a_scale_is_counted_and_not_judged() -> None:
    levels = tuple(Level(value=value, label="", text="") for value in (1, 2))
    scale = Scale(id="s", stem="", stem_text="", explanation="", source="", levels=levels)
    items = [AskedQuestion(scale), AskedQuestion(choice("q"))]
    responses = [Answered(person, "s", 1, (str(1 + person % 2),), 1.0, "sure") for person in range(60)]

    found = analyze(items, responses)

    item = found.items["s", 1]
    assert [option.chosen for option in item.options] == [30, 30]
    assert (item.right, item.sure_and_wrong, item.sureness) == (0, 0, ())
    assert item.facility.silence == item.item_rest.silence == item.options[0].rest.silence == Silence.NOT_JUDGED
    assert not found.passages


def test_every_figure_and_every_silence_is_documented() -> None:
    text = (ROOT / "docs" / "statistics.md").read_text(encoding="utf-8")

    assert [each.value for each in (*Method, *Silence) if f"`{each.value}`" not in text] == []


def test_every_figure_can_say_how_it_is_computed_and_why_it_is_silent() -> None:
    assert METHODS.keys() == set(Method)
    assert SILENCES.keys() == set(Silence)

    found = analyze_rows(draw_rows(1, 1200, 5))

    assert explain(found.items["q0", 1].facility) == (
        "Computed as credit given ÷ credit that could be had. "
        "From n = 1,200 people, by their first response to the question. 95 % interval: Wilson 1927."
    )
    assert explain(too_few(Method.ALPHA, 12, 50)).startswith(
        "Not told: it takes 50, and there are 12. Computed as k ÷ (k − 1)"
    )
