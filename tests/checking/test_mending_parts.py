"""`--fix` names the sides of pairs, steps and blanks; the rest of the file is the same to the byte."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.mending import mend_quiz
from quizzes.parsing import parse_quiz
from tests.quizzes.writing import SAMPLES

PATH = "chess/quizzes/openings.md"
KIND = {"matching": "kind: matching", "ordering": "kind: ordering", "cloze": "kind: cloze"}
WORDS = ("Asking today", "*Waiting*", "C#", "a\tb", "Straße", "世界", "x::y", "{a, b}", "")
ID = re.compile(r" \{#[\w-]+\}| #[\w-]+(?=\}\})")
ATTRIBUTES = ("", " {#a}", "\t{#b}  ", " {mis=c}", " { mis=c }", " {#Bad}", " {#a", " {#a b}")
SIDES = ["".join(side) for side in product(WORDS, ATTRIBUTES)]
BLANKS = (
    "{{chess}}",
    "{{chess|* chess #chess}}",
    "{{ a | b }}",
    "{{C#}}",
    "{{#}}",
    "{{}}",
    "{{a #Bad}}",
    "{{a #b c}}",
    "{{",
)

sides = st.sampled_from(SIDES)
lines = st.one_of(
    st.builds("- {} :: {}".format, sides, sides),
    st.builds("{}. {}".format, st.integers(0, 12), sides),
    st.lists(st.sampled_from([*BLANKS, "and", "\t"]), max_size=5).map(" ".join),
    st.builds("- [{}] {}".format, st.sampled_from("x "), sides),
    st.sampled_from(
        [*KIND.values(), "## Who?", "## Who? {#who}", "", "<!--", "-->", "explain: x", "  > y", "\x00", "---"]
    ),
)


def is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(sign in rest for sign in short)


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("matching", "- Ask today :: Chess", "- Ask today {#ask-today} :: Chess {#chess}"),
        ("matching", "- A {#a} :: Chess\n- B :: chess {#c}", "- A {#a} :: Chess {#c}\n- B {#b} :: chess {#c}"),
        ("matching", "- A! :: X\n- A :: Y\n- :: Z", "- A! {#a} :: X {#x}\n- A {#a-2} :: Y {#y}\n- :: Z {#z}"),
        ("matching", "-\tA\t:: X\t", "-\tA {#a}\t:: X {#x}\t"),
        ("matching", "- A :: X :: Y", "- A :: X :: Y"),
        (
            "ordering",
            "1. Open {#open}\n2. Open it \n3. Shut",
            "1. Open {#open}\n2. Open it {#open-it} \n3. Shut {#shut}",
        ),
        (
            "cloze",
            "A {{rook}} and {{rook|pawn}}, {{pawn #p}}",
            "A {{rook #rook}} and {{rook|pawn #rook-2}}, {{pawn #p}}",
        ),
        ("cloze", "In {{C#|C sharp}} {{ b }} {{}}", "In {{C#|C sharp #c}} {{ b #b }} {{}}"),
        ("truefalse", "- A :: X\n1. B\n{{c}}", "- A :: X\n1. B\n{{c}}"),
    ],
)
def test_parts_get_ids_of_their_words(kind: str, before: str, after: str) -> None:
    head = f"## Who? {{#who}}\nkind: {kind}\n"

    assert mend_quiz(head + before, PATH, ()).text == head + after


def test_what_was_written_is_told_at_its_place() -> None:
    changes = mend_quiz("## Who? {#who}\nkind: cloze\nA {{rook}} and {{pawn}}.\n", PATH, ()).changes

    assert [(str(place), what) for place, what in changes] == [
        (f"{PATH}:3:9", "wrote #rook"),
        (f"{PATH}:3:22", "wrote #pawn"),
    ]


@pytest.mark.parametrize("kind", KIND)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_quiz_without_ids_of_its_parts_can_be_read_once_they_are_written(kind: str, end: str) -> None:
    text = (SAMPLES / f"{kind}.md").read_text(encoding="utf-8")
    head, line, body = text.partition(f"kind: {kind}")
    without = "\ufeff" + f"{head}{line}{ID.sub('', body)}".replace("\n", end)
    assert without.count("#") < text.count("#")

    mended = mend_quiz(without, PATH, ())

    assert len(parse_quiz(mended.text.removeprefix("\ufeff"), f"{kind}.md").quiz.questions) == 1


@given(st.lists(lines, max_size=14), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["", "\ufeff"]))
def test_mending_writes_ids_and_nothing_else_and_once(written: list[str], end: str, bom: str) -> None:
    text = bom + end.join(line for line in written if not line.startswith("- ["))

    mended = mend_quiz(text, PATH, ())

    assert mend_quiz(mended.text, PATH, ()).text == mended.text
    assert is_subsequence(text, mended.text)
    added = sum(len(what.removeprefix("wrote ")) for _, what in mended.changes)
    assert len(text) + added <= len(mended.text) <= len(text) + added + len(mended.changes)


@given(st.lists(lines, max_size=14))
def test_mending_twice_is_mending_once_whatever_stands_there(written: list[str]) -> None:
    mended = mend_quiz("\r\n".join(written), PATH, ())

    assert mend_quiz(mended.text, PATH, ()) == type(mended)(mended.text, ())
