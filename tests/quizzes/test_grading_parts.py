"""Answers of several parts: what each earns, how it reads, and that only its ids matter."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from quizzes.grading import Result, UnreadableAnswer, describe, grade, key
from quizzes.kinds import AnyQuestion, Cloze, Matching, Ordering, Scale
from quizzes.kinds.cloze import Blank
from quizzes.kinds.matching import Left
from quizzes.kinds.scale import Level
from quizzes.parts import Part, write_given
from tests.quizzes.writing import SHARED

LETTERS = "abcdef"


def part(name: str) -> Part:
    return Part(id=name, label=name.upper(), text=name.upper())


def matching(rights: str, extra: str = "") -> Matching:
    """Lefts a, b, c … with these rights, and rights that go with nothing."""
    lefts = tuple(
        Left(id=left, label=left.upper(), text=left.upper(), right=right)
        for left, right in zip(LETTERS, rights, strict=False)
    )
    return Matching(lefts=lefts, rights=tuple(part(each) for each in dict.fromkeys(rights + extra)), **SHARED)


def ordering(steps: Sequence[str]) -> Ordering:
    return Ordering(steps=tuple(part(step) for step in steps), **SHARED)


def cloze(**accepted: str) -> Cloze:
    blanks = tuple(Blank(id=name, accepted=tuple(words.split("|"))) for name, words in accepted.items())
    return Cloze(pieces=("",) * (len(blanks) + 1), blanks=blanks, **SHARED)


def scale(first: int, last: int) -> Scale:
    levels = tuple(Level(value=value, label="", text="") for value in range(first, last + 1))
    return Scale(levels=levels, **SHARED)


def in_places(steps: Sequence[str]) -> tuple[str, ...]:
    return write_given((step, str(place)) for place, step in enumerate(steps, start=1))


@pytest.mark.parametrize(
    ("answer", "credit"),
    [
        (("a=x", "b=y", "c=x", "d=z"), 1.0),
        (("a=x", "b=y", "c=y", "d=z"), 0.75),
        (("a=x",), 0.25),
        (("a=y",), 0.0),
        (("a=gone",), 0.0),
        (("a=x", "a=y"), 0.25),
        ((), None),
        (("a=", "b= ", "nonsense"), None),
        (("gone=x",), None),
    ],
)
def test_matching_earns_the_share_of_right_places(answer: tuple[str, ...], credit: float | None) -> None:
    assert grade(matching("xyxz"), answer) == Result(credit)


@pytest.mark.parametrize(
    ("steps", "credit"),
    [("abcd", 1.0), ("bacd", 2 / 3), ("bcda", 2 / 3), ("dabc", 2 / 3), ("dcba", 0.0), ("badc", 1 / 3)],
)
def test_ordering_earns_the_share_of_neighbours_in_order(steps: str, credit: float) -> None:
    assert grade(ordering("abcd"), in_places(steps)).credit == pytest.approx(credit)


@pytest.mark.parametrize(
    ("answer", "credit"),
    [
        (("a=1", "b=2"), 1 / 3),
        (("a=1", "c=2"), 0.0),
        (("a=1",), 0.0),
        (("a=0", "b=5", "c=x", "d="), None),
        ((), None),
        (("gone=1",), None),
    ],
)
def test_ordering_with_steps_left_out_earns_what_is_in_order(answer: tuple[str, ...], credit: float | None) -> None:
    result = grade(ordering("abcd"), answer)

    assert result.credit == (None if credit is None else pytest.approx(credit))


def test_two_steps_in_one_place_are_not_judged() -> None:
    with pytest.raises(UnreadableAnswer) as caught:
        grade(ordering("abc"), ("a=1", "b=1"))

    assert caught.value.message_code == "place-twice"


@pytest.mark.parametrize(
    ("answer", "credit"),
    [
        (("game=Chess", "who=the one CEO"), 1.0),
        (("game= play  CHESS", "who=me"), 0.5),
        (("who=CEO = chief",), 0.5),
        (("game=checkers",), 0.0),
        (("game=", "who= "), None),
        ((), None),
    ],
)
def test_cloze_earns_the_share_of_blanks_filled_right(answer: tuple[str, ...], credit: float | None) -> None:
    assert grade(cloze(game="chess|* chess", who="*CEO*"), answer) == Result(credit)


@pytest.mark.parametrize(
    ("answer", "credit"), [(("0",), 1.0), (("3",), 1.0), (("4",), None), (("",), None), ((), None)]
)
def test_scale_counts_once_it_is_answered_and_is_never_right_or_wrong(
    answer: tuple[str, ...], credit: float | None
) -> None:
    result = grade(scale(0, 3), answer)

    assert result == Result(credit, is_judged=False)
    assert result.state == ("unanswered" if credit is None else "noted")


def test_keys_are_told_in_words() -> None:
    assert key(matching("xyx")) == ("A → X", "B → Y", "C → X")
    assert key(ordering("bca")) == ("1. B", "2. C", "3. A")
    assert key(cloze(game="chess|* chess", who="*CEO*|chief * officer")) == ("chess", "CEO / chief … officer")
    assert key(scale(1, 5)) == ()


def test_answers_are_described_alike_whatever_order_they_came_in() -> None:
    assert describe(matching("xy"), ("b=x", "a=y")) == "A → Y; B → X"
    assert describe(matching("xy"), ("c=x", "a=z")) == "A → (removed); (removed) → X"
    assert describe(matching("xy"), ()) == ""
    assert describe(ordering("abc"), ("a=2", "c=1", "gone=3", "b=x")) == "1. C; 2. A; 3. (removed)"
    assert describe(cloze(game="chess", who="CEO"), ("who=me", "gone=x")) == "…; me; x (removed)"
    assert describe(cloze(game="chess"), ()) == ""
    assert describe(scale(1, 5), ("2",)) == "2 of 5"
    assert describe(scale(1, 5), ("9",)) == "(removed)"
    assert describe(scale(1, 5), ()) == ""
    labelled = Scale(levels=(Level(value=0, label="<em>no</em>", text="no"), *scale(1, 2).levels), **SHARED)
    assert describe(labelled, ("0",)) == "0 of 2: no"


questions = st.one_of(
    st.text("xyz", min_size=1, max_size=6).map(lambda rights: matching(rights, extra="w")),
    st.permutations(LETTERS).map(ordering),
    st.dictionaries(st.sampled_from(LETTERS), st.text("xyz|", min_size=1, max_size=5), min_size=1).map(
        lambda accepted: cloze(**accepted)
    ),
    st.integers(2, 9).map(lambda last: scale(1, last)),
)
given_parts = st.tuples(
    st.sampled_from([*LETTERS, "gone"]), st.one_of(st.sampled_from("123456xyz"), st.text(max_size=9))
)
answers = st.one_of(
    st.lists(given_parts.map("=".join), max_size=8).map(tuple), st.lists(st.text(max_size=9), max_size=3).map(tuple)
)


@given(questions, answers)
def test_credit_is_a_share_and_any_answer_can_be_described(question: AnyQuestion, answer: tuple[str, ...]) -> None:
    describe(question, answer)
    try:
        result = grade(question, answer)
    except UnreadableAnswer:
        return

    assert result.credit is None or 0 <= result.credit <= 1
    assert grade(question, answer) == result
    assert not (result.answered and not describe(question, answer))


@given(st.permutations(LETTERS), st.permutations(LETTERS))
def test_only_the_right_order_earns_full_credit(steps: list[str], given_order: list[str]) -> None:
    assert grade(ordering(steps), in_places(given_order)).right == (steps == given_order)


@given(st.text("xyz", min_size=6, max_size=6), st.text("xyz", min_size=6, max_size=6), st.sampled_from(LETTERS))
def test_one_more_right_place_never_lowers_the_credit(rights: str, chosen: str, more: str) -> None:
    question = matching(rights, extra="xyz")
    places = dict(zip(LETTERS, chosen, strict=True))

    before = grade(question, write_given(places.items())).credit
    after = grade(question, write_given({**places, more: rights[LETTERS.index(more)]}.items())).credit

    assert after is not None
    assert before is not None
    assert after >= before


@given(st.text("xyz", min_size=6, max_size=6), st.permutations(LETTERS), st.permutations("xyz"), answers)
def test_rewording_and_reordering_a_matching_change_no_credit(
    rights: str, lefts: list[str], listed: list[str], answer: tuple[str, ...]
) -> None:
    question = matching(rights, extra="xyz")
    edited = structs.replace(
        question,
        lefts=tuple(
            structs.replace(left, text="other", label="other")
            for left in sorted(question.lefts, key=lambda left: lefts.index(left.id))
        ),
        rights=tuple(sorted(question.rights, key=lambda right: listed.index(right.id))),
    )

    assert grade(edited, answer) == grade(question, answer)


@given(st.permutations(LETTERS), answers)
def test_order_of_what_was_given_does_not_matter(steps: list[str], answer: tuple[str, ...]) -> None:
    unique = tuple({each.partition("=")[0]: each for each in answer}.values())
    for question in (ordering(steps), matching("xyzxyz"), cloze(a="x", b="y*")):
        assert _credit(question, unique) == _credit(question, unique[::-1])
        assert sorted(describe(question, unique)) == sorted(describe(question, unique[::-1]))


def _credit(question: AnyQuestion, answer: tuple[str, ...]) -> float | str | None:
    try:
        return grade(question, answer).credit
    except UnreadableAnswer as error:
        return error.message_code
