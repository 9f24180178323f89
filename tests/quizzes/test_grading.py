import pytest

from quizzes.grading import Result, UnreadableAnswer, describe, grade, key
from quizzes.kinds import SingleChoice
from quizzes.question import Option
from tests.quizzes.writing import SHARED, multiple, numeric, short, truefalse

CHOICE = SingleChoice(
    options=(
        Option(id="a", label="<em>A</em>", text="A", right=False),
        Option(id="b", label="B", text="B", right=True),
    ),
    **SHARED,
)


@pytest.mark.parametrize(
    ("credit", "answered", "right", "state"),
    [
        (None, False, False, "unanswered"),
        (0.0, True, False, "wrong"),
        (0.5, True, False, "partly"),
        (1.0, True, True, "right"),
    ],
)
def test_result_says_what_it_means(credit: float | None, answered: bool, right: bool, state: str) -> None:
    result = Result(credit)

    assert (result.answered, result.right, result.state) == (answered, right, state)


@pytest.mark.parametrize(
    ("answer", "credit"),
    [
        (("b",), 1.0),
        (("b", "b"), 1.0),
        (("a",), 0.0),
        (("a", "b"), 0.0),
        ((), None),
        (("",), None),
        (("gone",), None),
        (("gone", "b"), 1.0),
    ],
)
def test_single_choice_is_right_for_its_key_alone(answer: tuple[str, ...], credit: float | None) -> None:
    assert grade(CHOICE, answer) == Result(credit)


@pytest.mark.parametrize(
    ("ticked", "credit"),
    [
        ("AC", 1.0),
        ("A", 0.5),
        ("ABC", 0.5),
        ("AB", 0.0),
        ("B", 0.0),
        ("ABCD", 0.0),
        ("", None),
        ("BD", 0.0),
        ("Z", None),
    ],
)
def test_multiple_choice_weighs_right_picks_against_wrong_ones(ticked: str, credit: float | None) -> None:
    assert grade(multiple("ABCD", "AC"), tuple(ticked)) == Result(credit)


def test_multiple_choice_without_non_keys_has_no_penalty() -> None:
    question = multiple("ABC", "ABC")

    assert grade(question, ("A",)) == Result(1 / 3)
    assert grade(question, ("A", "B", "C")) == Result(1.0)


def test_multiple_choice_of_thirds_comes_to_exactly_full_credit() -> None:
    assert grade(multiple("ABCDEF", "ABC"), ("A", "B", "C")).right
    assert grade(multiple("ABCDEF", "ABC"), ("A", "B", "D")).credit == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("answer", "credit"),
    [(("true",), 1.0), (("false",), 0.0), ((), None), (("True",), None), (("maybe",), None), (("true", "false"), 0.0)],
)
def test_true_or_false_is_judged_by_its_word(answer: tuple[str, ...], credit: float | None) -> None:
    assert grade(truefalse(right=True), answer) == Result(credit)


def test_false_statement_is_right_when_called_false() -> None:
    assert grade(truefalse(right=False), ("false",)).right


@pytest.mark.parametrize("typed", ["market value", "  Market   VALUE ", "market\u00a0value", "market\tvalue"])
def test_short_answer_does_not_mind_case_and_spaces(typed: str) -> None:
    assert grade(short("Market value"), (typed,)).right


@pytest.mark.parametrize(
    ("accepted", "typed"),
    [("café", "cafe\u0301"), ("straße", "STRASSE"), ("don't wait", "don’t wait"), ("Σίσυφος", "ΣΊΣΥΦΟΣ")],
)
def test_short_answer_compares_as_people_do(accepted: str, typed: str) -> None:
    assert grade(short(accepted), (typed,)).right


@pytest.mark.parametrize("typed", ["market", "market value!", "the market value", "marketvalue", "cafe", "markt value"])
def test_short_answer_wants_all_of_it_and_guesses_nothing(typed: str) -> None:
    assert grade(short("market value", "café"), (typed,)) == Result(0.0)


@pytest.mark.parametrize("answer", [(), ("",), ("  \t ",)])
def test_short_answer_left_blank_is_not_answered(answer: tuple[str, ...]) -> None:
    assert grade(short("*a*", "b"), answer) == Result(None)


@pytest.mark.parametrize("typed", ["15", "14", "16", "15,5", "15.5", " 14,0 ", "+15", "015"])
def test_numeric_is_right_within_its_tolerance(typed: str) -> None:
    assert grade(numeric("15", "1"), (typed,)).right


@pytest.mark.parametrize("typed", ["13.99", "16,000001", "-15", "−15", "0", "1,5"])
def test_numeric_is_wrong_outside_its_tolerance(typed: str) -> None:
    assert grade(numeric("15", "1"), (typed,)) == Result(0.0)


@pytest.mark.parametrize("typed", ["-0.5", "−0,5", "– 0.5", "-.5"])
def test_numeric_reads_every_minus(typed: str) -> None:
    assert grade(numeric("-0.5"), (typed,)).right


def test_numeric_compares_exactly() -> None:
    assert grade(numeric("0.3", "0.1"), ("0.2",)).right
    assert grade(numeric("0.3", "0.1"), ("0.4",)).right
    assert not grade(numeric("0.3"), ("0.3000000000000000000000000001",)).right


@pytest.mark.parametrize("typed", ["15 EUR", "15EUR", "15 eur", "15,0  Eur"])
def test_numeric_takes_its_unit_in_any_case(typed: str) -> None:
    assert grade(numeric("15", "1", "EUR"), (typed,)).right


@pytest.mark.parametrize("typed", ["15 USD", "15 €", "15 EUROS"])
def test_numeric_with_another_unit_is_wrong(typed: str) -> None:
    assert grade(numeric("15", "1", "EUR"), (typed,)) == Result(0.0)


@pytest.mark.parametrize(
    ("typed", "unit", "code"),
    [
        ("15", "EUR", "unit-missing"),
        ("15 EUR", "", "unit-not-asked"),
        ("fifteen", "", "number-unreadable"),
        ("EUR 15", "EUR", "number-unreadable"),
        ("1e3", "", "number-unreadable"),
        ("1/2", "", "number-unreadable"),
        ("15-20", "", "number-unreadable"),
        ("٣", "", "number-unreadable"),
        ("9" * 31, "", "number-unreadable"),
        ("1" * 100_000, "", "number-unreadable"),
        ("1,000,000", "", "thousands-separator"),
        ("1.000,50", "", "thousands-separator"),
        ("1 000", "", "thousands-separator"),
        ("1\u202f000", "", "thousands-separator"),
        ("1'000", "", "thousands-separator"),
    ],
)
def test_numeric_that_cannot_be_read_is_not_judged(typed: str, unit: str, code: str) -> None:
    with pytest.raises(UnreadableAnswer) as caught:
        grade(numeric("15", "1", unit), (typed,))

    assert caught.value.message_code == code


def test_numeric_with_three_digits_behind_the_comma_is_a_fraction_unless_thousands_are_asked_for() -> None:
    assert grade(numeric("3.142"), ("3,142",)).right
    assert grade(numeric("1200"), ("1200",)).right
    for typed in ("1,200", "1.200", "2,000"):
        with pytest.raises(UnreadableAnswer, match="thousands-separator"):
            grade(numeric("1200"), (typed,))


@pytest.mark.parametrize("answer", [(), ("",), ("   ",)])
def test_numeric_left_blank_is_not_answered(answer: tuple[str, ...]) -> None:
    assert grade(numeric("0"), answer) == Result(None)


def test_key_is_told_in_words_where_no_options_show_it() -> None:
    assert key(CHOICE) == ()
    assert key(multiple("AB", "A")) == ()
    assert key(truefalse(right=True)) == ()
    assert key(short("chess", "* chess", "play * chess", r"5\*")) == ("chess", "play … chess", "5*")
    assert key(numeric("15", "1", "EUR")) == ("15 ± 1 EUR",)
    assert key(numeric("2.50")) == ("2.50",)


def test_answers_are_described_in_words() -> None:
    assert describe(CHOICE, ("b",)) == "B"
    assert describe(CHOICE, ("gone",)) == "(removed)"
    assert describe(multiple("ABC", "A"), ("C", "gone", "A")) == "A; C; (removed)"
    assert describe(multiple("ABC", "A"), ()) == ""
    assert describe(truefalse(right=True), ("false",)) == "False"
    assert describe(truefalse(right=True), ()) == ""
    assert describe(short("x"), (" Chess ",)) == "Chess"
    assert describe(numeric("1"), ("15,5 EUR",)) == "15,5 EUR"
    assert describe(numeric("1"), ()) == ""
