from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.ids import LONGEST_ID, is_id, slug, unique_slug


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Play Chess, Not Checkers", "play-chess-not-checkers"),
        ("Don’t Wait for Recognition", "dont-wait-for-recognition"),
        ("Straße & Café – Øre", "strasse-and-cafe-ore"),
        ("  --  A  --  ", "a"),
        ("C++ 20", "c-20"),
        ("x" * 80, "x" * 60),
    ],
)
def test_slugs_are_readable(title: str, expected: Any) -> None:
    assert slug(title) == expected


def test_long_titles_are_cut_between_words() -> None:
    assert slug("word " * 30) == "-".join(["word"] * 12)


def test_titles_without_latin_letters_have_stable_ids_of_their_own() -> None:
    first, second = slug("負けない心"), slug("第二章")

    assert first == slug("負けない心")
    assert first != second
    assert first.startswith("lesson-")
    assert len(first) == len("lesson-") + 6


def test_taken_slugs_get_a_number() -> None:
    assert unique_slug("Formula", {"formula", "formula-2"}) == "formula-3"
    assert len(unique_slug("x" * 80, {"x" * 60})) == LONGEST_ID


@given(st.text())
def test_every_slug_is_an_id(text: str) -> None:
    assert is_id(slug(text))


@pytest.mark.parametrize("text", ["", "A", "a_b", "-a", "a-", "a--b", "a b", "ä", "a" * 61, "a\n"])
def test_what_is_no_id(text: str) -> None:
    assert not is_id(text)
