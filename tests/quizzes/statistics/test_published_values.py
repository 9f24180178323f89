import pytest

from quizzes.statistics.figure import Interval
from quizzes.statistics.intervals import bonett, fisher, wilson
from tests.quizzes.statistics.courses import analyze_rows, lsat

FACILITIES = [0.924, 0.709, 0.553, 0.763, 0.870]
ITEM_RESTS = [0.1128, 0.1532, 0.1728, 0.1444, 0.1216]
ALPHA = 0.2950


def test_lsat_has_its_published_facilities() -> None:
    items = analyze_rows(lsat()).items.values()

    assert [item.facility.value for item in items] == FACILITIES
    assert {item.facility.n for item in items} == {1000}


def test_lsat_has_its_published_correlations_to_four_places() -> None:
    items = analyze_rows(lsat()).items.values()

    assert [round(item.item_rest.value or 0, 4) for item in items] == ITEM_RESTS


def test_lsat_has_its_published_alpha_to_four_places() -> None:
    found = analyze_rows(lsat())

    assert round(found.reliability.alpha.value or 0, 4) == ALPHA
    assert found.platforms.internal_consistency.value == pytest.approx(29.50, abs=0.005)


def test_right_and_wrong_option_mirror_the_correlation_of_their_question() -> None:
    for item in analyze_rows(lsat()).items.values():
        right, wrong, unchosen = (option.rest.value for option in item.options)

        assert right == pytest.approx(item.item_rest.value)
        assert wrong == pytest.approx(-(item.item_rest.value or 0))
        assert unchosen is None


def test_intervals_agree_with_values_from_elsewhere() -> None:
    # Newcombe 1998, Statistics in Medicine 17, table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    assert _rounded(wilson(81 / 263, 263)) == (0.2553, 0.3662)
    assert _rounded(wilson(15 / 148, 148)) == (0.0624, 0.1605)
    assert _rounded(wilson(0, 20)) == (0.0, 0.1611)
    assert _rounded(wilson(1 / 29, 29)) == (0.0061, 0.1718)
    # r = 0.5 from 28: z = 0.5493 ± 1.96 ÷ 5.
    assert _rounded(fisher(0.5, 28)) == (0.1560, 0.7358)
    # Feldt's exact interval of 0.85 from 89 people and 7 questions is 0.797 to 0.893 (documentation of statpsych).
    assert bonett(0.85, 89, 7).low == pytest.approx(0.797, abs=0.002)
    assert bonett(0.85, 89, 7).high == pytest.approx(0.893, abs=0.002)


def test_the_ends_of_intervals_are_reached() -> None:
    assert wilson(1, 10).high == 1
    assert fisher(1, 50) == Interval(1, 1)
    assert fisher(-1, 50) == Interval(-1, -1)
    assert bonett(1, 50, 5) == Interval(1, 1)


def _rounded(interval: Interval) -> tuple[float, float]:
    return round(interval.low, 4), round(interval.high, 4)
