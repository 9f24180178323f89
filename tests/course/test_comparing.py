"""Two texts beside each other: whatever is marked, both can be read whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.reflecting.comparing import MOST_PIECES, Stretch, compare

TEXTS = st.text(alphabet="ab \n🌱א", max_size=60)


@given(TEXTS, TEXTS)
def test_stretches_give_their_texts_back(one: str, other: str) -> None:
    left, right = compare(one, other)

    assert "".join(stretch.text for stretch in left) == one
    assert "".join(stretch.text for stretch in right) == other
    shared = ["".join(stretch.text for stretch in side if not stretch.is_own) for side in (left, right)]
    assert shared[0] == shared[1]


def test_words_that_differ_are_marked() -> None:
    left, right = compare("It is heavy.", "It is light.")

    assert left == (Stretch("It is ", False), Stretch("heavy.", True))
    assert right == (Stretch("It is ", False), Stretch("light.", True))


@pytest.mark.parametrize("joint", [" ", "\n"], ids=["one line", "many lines"])
def test_texts_too_long_to_compare_are_shown_unmarked_or_by_lines(joint: str) -> None:
    one, other = (joint.join([word] * (MOST_PIECES + 1)) for word in ("dark", "light"))

    left, right = compare(one, other)

    assert ("".join(each.text for each in left), "".join(each.text for each in right)) == (one, other)
    assert len(left) == len(right) == 1
