"""Pools: each learner's own questions, as little as possible changed by an edit."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from quizzes.drawing import draw_questions

NAMES = tuple(f"question-{number}" for number in range(8))
POOLS = st.lists(st.sampled_from(NAMES), unique=True, min_size=1)
KEPT = st.frozensets(st.sampled_from(NAMES), max_size=3)
SEEDS = st.sampled_from(("ada", "ines", "max"))


@given(POOLS, st.integers(-1, 9), SEEDS, KEPT)
def test_draw_fills_its_places_in_the_authors_order(
    pool: list[str], places: int, seed: str, kept: frozenset[str]
) -> None:
    drawn = draw_questions(pool, places, seed, kept=kept)

    assert list(drawn) == [each for each in pool if each in drawn]
    assert kept & set(pool) <= set(drawn)
    assert len(drawn) == max(len(kept & set(pool)), min(max(places, 0), len(pool)))


@given(POOLS, st.integers(1, 9), SEEDS, KEPT, st.integers(0, 8))
def test_added_question_takes_at_most_one_place_and_only_for_itself(
    pool: list[str], places: int, seed: str, kept: frozenset[str], at: int
) -> None:
    before = set(draw_questions(pool, places, seed, kept=kept))
    after = set(draw_questions([*pool[:at], "new", *pool[at:]], places, seed, kept=kept))

    assert after - before <= {"new"}
    assert len(before - after) <= 1
    assert after == before or "new" in after


@given(POOLS, st.integers(1, 9), SEEDS, KEPT, st.data())
def test_what_was_drawn_is_drawn_again_once_it_was_answered(
    pool: list[str], places: int, seed: str, kept: frozenset[str], data: st.DataObject
) -> None:
    drawn = draw_questions(pool, places, seed, kept=kept)
    more = data.draw(st.frozensets(st.sampled_from(drawn))) if drawn else frozenset()

    assert draw_questions(pool, places, seed, kept=kept | more) == drawn


def test_each_question_is_drawn_for_its_share_of_learners() -> None:
    drawn = Counter(
        each for number in range(4000) for each in draw_questions(NAMES, 2, f"learner-{number}", kept=frozenset())
    )

    assert set(drawn) == set(NAMES)
    assert all(900 <= times <= 1100 for times in drawn.values())
