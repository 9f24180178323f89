from fnmatch import fnmatchcase
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.wildcard import accepts_anything, in_words, matches


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("chess*", "chess"),
        ("chess*", "Chess, not checkers"),
        ("*value", "market value"),
        ("the * ceo", "the one and only CEO"),
        ("*market*value*", "my market has a value"),
        ("a**b", "ab"),
        ("a*a", "aa"),
        (r"5\*", "5*"),
        (r"*\**", "a * b"),
    ],
)
def test_star_stands_for_anything_or_nothing(pattern: str, text: str) -> None:
    assert matches(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("chess*", "play chess"),
        ("*value", "valued"),
        ("a*a", "a"),
        ("ab*ba", "aba"),
        ("the * ceo", "the ceo"),
        ("*b*a*", "ab"),
        (r"5\*", "55"),
        ("a.c", "abc"),
        ("a?", "ab"),
        ("[ab]", "a"),
    ],
)
def test_everything_else_stands_for_itself(pattern: str, text: str) -> None:
    assert not matches(pattern, text)


@given(st.text("ab*", min_size=1, max_size=12), st.text("ab", max_size=12))
def test_wildcards_agree_with_the_shell(pattern: str, text: str) -> None:
    assert matches(pattern, text) == fnmatchcase(text, pattern)


def test_hostile_text_is_matched_at_once() -> None:
    begun = perf_counter()

    assert not matches("*".join("a" * 1000) + "*b", "a" * 200_000)
    assert perf_counter() - begun < 2


@pytest.mark.parametrize(
    ("pattern", "expected"), [("*", True), ("* *", True), ("", True), ("*a", False), (r"\*", False)]
)
def test_pattern_of_stars_alone_accepts_anything(pattern: str, expected: bool) -> None:
    assert accepts_anything(pattern) is expected


def test_pattern_is_shown_with_ellipses_within() -> None:
    assert in_words(r"*five \* or * more *") == "five * or … more"
    assert in_words("*runway*") == "runway"
