from itertools import permutations
from re import fullmatch

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from quizzes.option_order import opaque_id, order_options
from tests.quizzes.writing import multiple

OPTIONS = multiple("ABCD", "A").options


def ids_in_order(seed: str) -> str:
    return "".join(option.id for option in order_options(OPTIONS, seed))


@given(st.text())
def test_order_holds_every_option_once_and_stays(seed: str) -> None:
    assert sorted(ids_in_order(seed)) == ["A", "B", "C", "D"]
    assert ids_in_order(seed) == ids_in_order(seed)


@given(st.text(), st.lists(st.booleans(), min_size=4, max_size=4), st.permutations(OPTIONS))
def test_order_depends_neither_on_the_key_nor_on_the_author(seed: str, keys: list[bool], written: list[object]) -> None:
    changed = tuple(
        structs.replace(option, right=key, label="other")
        for option, key in zip(sorted(OPTIONS, key=written.index), keys, strict=True)
    )

    assert "".join(option.id for option in order_options(changed, seed)) == ids_in_order(seed)


def test_every_order_occurs_about_equally_often() -> None:
    orders = [ids_in_order(f"learner {number}") for number in range(4_800)]

    counts = [orders.count("".join(order)) for order in permutations("ABCD")]

    # 200 expected of each: five standard deviations are 70.
    assert all(130 < count < 270 for count in counts)


def test_opaque_id_is_short_stable_and_url_safe() -> None:
    assert fullmatch(r"[\w-]{12}", opaque_id(b"secret", "question", "option"), flags=0)
    assert opaque_id(b"secret", "question", "option") == opaque_id(b"secret", "question", "option")


def test_opaque_id_differs_by_secret_question_and_option() -> None:
    made = {
        opaque_id(secret, question, option)
        for secret in (b"", b"secret", b"other", b"x" * 200)
        for question in ("ab", "a")
        for option in ("c", "bc")
    }

    assert len(made) == 16
