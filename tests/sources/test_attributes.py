import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.attributes import Attributes, split_attributes
from sources.places import MaterialError, Place

HERE = Place("quizzes/a.md", 7, 3)


@pytest.mark.parametrize(
    ("line", "text", "attributes"),
    [
        ("A stem? {#a-stem}", "A stem?", Attributes("a-stem")),
        ("A stem? {#a mis=loyalty}  ", "A stem?", Attributes("a", {"mis": "loyalty"})),
        ('{#a note="two words" b=1}', "", Attributes("a", {"note": "two words", "b": "1"})),
        ('Text {#a note="with {braces}"}', "Text", Attributes("a", {"note": "with {braces}"})),
        ("Text {required=yes}", "Text", Attributes("", {"required": "yes"})),
        ("No attributes", "No attributes", Attributes()),
        ("A set {a, b}", "A set {a, b}", Attributes()),
        ("A gap {{answer|also}}", "A gap {{answer|also}}", Attributes()),
        ("Empty {}", "Empty {}", Attributes()),
    ],
)
def test_lines_are_split(line: str, text: str, attributes: Attributes) -> None:
    assert split_attributes(line, HERE) == (text, attributes)


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("Text {#a} more", "attributes-not-last", 8),
        ("Text {#a", "attributes-not-last", 8),
        ("Text {#a #b}", "attributes-two-ids", 11),
        ("Text {#A_b}", "id-malformed", 9),
        ("Text {#a b}", "attributes-malformed", 11),
        ("Text {#a b=1 b=2}", "attributes-twice", 15),
    ],
)
def test_malformed_attributes_are_refused_at_their_column(line: str, code: str, column: int) -> None:
    with pytest.raises(MaterialError) as refusal:
        split_attributes(line, HERE)

    (problem,) = refusal.value.problems
    assert (problem.code, problem.place) == (code, Place("quizzes/a.md", 7, column))
    assert problem.mend


def test_a_malformed_id_is_answered_with_a_good_one() -> None:
    with pytest.raises(MaterialError, match=r"\{#a-stem\}"):
        split_attributes("Text {#A_Stem}", HERE)


@given(st.text(alphabet='{}#= "ab\t', max_size=60))
def test_nothing_but_a_refusal_is_raised(line: str) -> None:
    try:
        text, _ = split_attributes(line, HERE)
    except MaterialError:
        return
    assert "{#" not in text
