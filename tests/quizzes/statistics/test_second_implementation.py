from fractions import Fraction
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.statistics.figure import Figure
from quizzes.statistics.platforms import efficiency
from tests.quizzes.statistics import definitions
from tests.quizzes.statistics.courses import Row, analyze_rows, draw_rows, lsat

PARTIAL = (0, 1 / 3, 0.5, 2 / 3, 1)
matrices = st.builds(
    draw_rows,
    st.integers(0, 2**32),
    st.integers(50, 64),
    st.integers(2, 7),
    missing=st.sampled_from([0, 0, 0.05, 0.4]),
    levels=st.sampled_from([(0, 1), PARTIAL]),
)


def agrees(figure: Figure, defined: float | None) -> bool:
    return figure.value == (None if defined is None else pytest.approx(defined, abs=1e-7))


@settings(max_examples=40)
@given(matrices)
def test_figures_of_questions_agree_with_their_definitions(rows: list[Row]) -> None:
    cells = definitions.as_fractions(rows)

    for number, item in enumerate(analyze_rows(rows).items.values()):
        if item.facility.value is not None:
            p, n = definitions.facility(cells, number), sum(row[number] is not None for row in rows)
            assert item.facility.value == float(p)
            assert item.facility.interval is not None
            edges = definitions.wilson(float(p), n)
            assert (item.facility.interval.low, item.facility.interval.high) == pytest.approx(edges)
        if item.item_rest.n >= 50:
            assert agrees(item.item_rest, definitions.item_rest(cells, number))
            assert len(definitions.rests(cells, number)) == item.item_rest.n
            right, wrong, _ = item.options
            assert agrees(right.rest, definitions.option_rest(cells, number, chose_full=True))
            assert agrees(wrong.rest, definitions.option_rest(cells, number, chose_full=False))


@settings(max_examples=40)
@given(matrices.filter(lambda rows: len(rows[0]) >= 5))
def test_figures_of_the_whole_agree_with_their_definitions(rows: list[Row]) -> None:
    found = analyze_rows(rows)
    cells = definitions.complete(definitions.as_fractions(rows))

    if found.reliability.alpha.n < 50 or found.reliability.left_out:
        return
    assert found.reliability.alpha.n == len(cells)
    assert agrees(found.reliability.alpha, definitions.alpha(cells))
    assert agrees(found.platforms.standard_error, 100 * definitions.standard_error(cells))
    weights = [100 * weight for weight in definitions.effective_weights(cells)]
    assert [each.effective_weight.value for each in found.platforms.items.values()] == pytest.approx(weights)


def test_lsat_agrees_with_formula_20_and_with_point_biserial_correlations() -> None:
    cells = definitions.complete(definitions.as_fractions(lsat()))
    found = analyze_rows(lsat())

    assert agrees(found.reliability.alpha, definitions.kr20(cells))
    assert agrees(found.platforms.standard_error, 100 * definitions.standard_error(cells))
    for number, each in enumerate(found.platforms.items.values()):
        index = each.discrimination_index.value
        assert 100 * (definitions.item_rest(cells, number) or 0) == pytest.approx(index)


@pytest.mark.parametrize("seed", range(20))
def test_efficiency_is_the_share_of_the_best_order_of_all(seed: int) -> None:
    dice = Random(seed)
    column, rest = [dice.randint(0, 3) for _ in range(5)], [dice.randint(0, 6) for _ in range(5)]
    x, y = ([Fraction(each) for each in values] for values in (column, rest))
    largest = max(definitions.covariance(x, order) for order in permutations(y))

    assert efficiency(column, rest) == (float(definitions.covariance(x, y) / largest) if largest else None)
