from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from quizzes.grading import UnreadableAnswer, grade
from quizzes.kinds import AnyQuestion
from tests.quizzes.writing import multiple, numeric, short, truefalse

LETTERS = "ABCDEF"


@st.composite
def multiples(draw: st.DrawFn) -> tuple[str, str]:
    options = LETTERS[: draw(st.integers(2, 6))]
    keys = draw(st.sets(st.sampled_from(options), min_size=1))
    return options, "".join(sorted(keys))


questions = st.one_of(
    multiples().map(lambda made: multiple(*made)),
    st.booleans().map(lambda right: truefalse(right=right)),
    st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=3).map(lambda accepted: short(*accepted)),
    st.tuples(st.integers(-2000, 2000), st.integers(0, 5), st.sampled_from(["", "EUR"])).map(
        lambda made: numeric(str(made[0]), str(made[1]), made[2])
    ),
)
answers = st.lists(st.one_of(st.sampled_from([*LETTERS, "true", "false"]), st.text(max_size=20)), max_size=8).map(tuple)


@given(questions, answers)
def test_credit_is_a_share_and_right_means_all_of_it(question: AnyQuestion, answer: tuple[str, ...]) -> None:
    try:
        result = grade(question, answer)
    except UnreadableAnswer:
        return

    assert result.credit is None or 0 <= result.credit <= 1
    assert result.right == (result.credit == 1)
    assert result.answered == (result.credit is not None)
    assert grade(question, answer) == result


@given(multiples(), st.data())
def test_one_more_right_pick_never_lowers_the_credit(made: tuple[str, str], data: st.DataObject) -> None:
    options, keys = made
    picks = data.draw(st.sets(st.sampled_from(options)))
    more = data.draw(st.sampled_from(keys))

    before = grade(multiple(options, keys), tuple(picks)).credit
    after = grade(multiple(options, keys), (*picks, more)).credit

    assert after is not None
    assert after >= (before or 0)


@given(multiples(), st.data())
def test_only_the_keys_alone_earn_full_credit(made: tuple[str, str], data: st.DataObject) -> None:
    options, keys = made
    picks = data.draw(st.sets(st.sampled_from(options), min_size=1))

    assert grade(multiple(options, keys), tuple(picks)).right == (picks == set(keys))


@given(multiples(), st.data())
def test_order_and_repetition_of_picks_do_not_matter(made: tuple[str, str], data: st.DataObject) -> None:
    picks = data.draw(st.lists(st.sampled_from(made[0]), max_size=8))
    shuffled = data.draw(st.permutations(picks))

    assert grade(multiple(*made), tuple(picks)) == grade(multiple(*made), tuple(shuffled) * 2)


@given(st.decimals(-10_000, 10_000, places=2), st.decimals(0, 10, places=2), st.decimals(-10_020, 10_020, places=2))
def test_numeric_is_right_exactly_within_its_tolerance(value: Decimal, tolerance: Decimal, typed: Decimal) -> None:
    question = numeric(str(value), str(tolerance))

    assert grade(question, (str(typed).replace(".", ","),)).right == (abs(typed - value) <= tolerance)
