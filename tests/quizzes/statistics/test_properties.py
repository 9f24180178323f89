from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.statistics.figure import Figure
from quizzes.statistics.matrix import Answered
from quizzes.statistics.report import CourseStatistics, analyze
from tests.quizzes.statistics.courses import Row, analyze_rows, draw_rows, items_for, responses_for

shares = st.floats(0, 1)
rows_of_any_credit = st.integers(0, 7).flatmap(
    lambda width: st.lists(st.lists(st.none() | shares, min_size=width, max_size=width), max_size=70)
)
complete = st.builds(draw_rows, st.integers(0, 2**32), st.integers(50, 60), st.integers(5, 6))


def figures(found: CourseStatistics) -> list[Figure]:
    whole = [found.reliability.alpha, found.platforms.internal_consistency, found.platforms.standard_error]
    passages = [each.facility for each in found.passages]
    beliefs = [share for each in found.misconceptions for share in (each.share_before, each.share_after)]
    return [*whole, *passages, *beliefs, *(figure for item in found.items.values() for figure in _of_item(item))]


def _of_item(item) -> list[Figure]:  # type: ignore[no-untyped-def]
    options = [figure for option in item.options for figure in (option.share, option.rest)]
    return [item.facility, item.item_rest, *options, *(each.share for each in item.sureness)]


@settings(max_examples=60)
@given(rows_of_any_credit)
def test_every_figure_has_a_value_within_its_interval_or_a_reason(rows: list[Row]) -> None:
    for figure in figures(analyze_rows(rows)):
        assert (figure.value is None) == (figure.silence is not None)
        if figure.value is not None and figure.interval is not None:
            assert figure.interval.low - 1e-9 <= figure.value <= figure.interval.high + 1e-9


@settings(max_examples=40)
@given(st.builds(draw_rows, st.integers(0, 2**32), st.integers(50, 70), st.integers(1, 7), missing=st.floats(0, 0.5)))
def test_shares_and_correlations_stay_within_their_bounds(rows: list[Row]) -> None:
    found = analyze_rows(rows)

    for item in found.items.values():
        assert 0 <= (item.facility.value or 0) <= 1
        assert -1 <= (item.item_rest.value or 0) <= 1
        assert all(-1 <= (option.rest.value or 0) <= 1 for option in item.options)
    assert (found.reliability.alpha.value or 0) <= 1
    efficiencies = [each.discriminative_efficiency.value or 0 for each in found.platforms.items.values()]
    assert all(each <= 100 for each in efficiencies)


@settings(max_examples=20)
@given(st.builds(draw_rows, st.integers(0, 2**32), st.integers(0, 60), st.integers(1, 6), missing=st.floats(0, 0.9)))
def test_neither_the_order_of_people_nor_that_of_questions_matters(rows: list[Row]) -> None:
    dice = Random(1)
    renamed = dice.sample(range(1000), len(rows))
    shuffled = [Answered(renamed[each.person], each.item, 1, each.answer, each.credit) for each in responses_for(rows)]
    items = items_for(rows)
    dice.shuffle(shuffled)
    dice.shuffle(items)

    found, again = analyze_rows(rows), analyze(items, shuffled)

    assert again.items == found.items
    assert again.reliability.alpha == found.reliability.alpha
    assert again.platforms.items.keys() == found.platforms.items.keys()


@settings(max_examples=20)
@given(complete)
def test_correlations_and_alpha_do_not_know_the_scale(rows: list[Row]) -> None:
    halved = [[cell / 2 for cell in row if cell is not None] for row in rows]

    found, again = analyze_rows(rows), analyze_rows(halved)

    assert again.reliability.alpha == found.reliability.alpha
    rests = [[item.item_rest for item in each.items.values()] for each in (found, again)]
    assert rests[0] == rests[1]


@settings(max_examples=20)
@given(complete)
def test_a_question_that_all_answer_alike_moves_no_correlation(rows: list[Row]) -> None:
    found, again = analyze_rows(rows), analyze_rows([[*row, 1.0] for row in rows])

    assert [again.items[key].item_rest for key in found.items] == [item.item_rest for item in found.items.values()]
