from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.quiz import needed


@pytest.mark.parametrize(
    ("scorable", "pass_mark", "expected"),
    [(0, 80, 0), (1, 80, 1), (3, 80, 3), (5, 80, 4), (5, 60, 3), (7, 100, 7), (100, 29, 29), (3, 1, 1)],
)
def test_needed_rounds_up(scorable: int, pass_mark: int, expected: int) -> None:
    assert needed(scorable, pass_mark) == expected


@given(st.integers(0, 10_000), st.integers(1, 100))
def test_needed_is_exact_and_can_be_reached(scorable: int, pass_mark: int) -> None:
    assert needed(scorable, pass_mark) == ceil(Fraction(pass_mark * scorable, 100))
    assert needed(scorable, pass_mark) <= scorable
