"""Whatever stands in a prompt: it is read, or refused with places and mends, and shown only as it was understood."""

from contextlib import suppress
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lessons.lesson import Prompt
from lessons.lesson_file import read_lesson_file
from lessons.prompt_body import cut_body
from lessons.prompt_kinds import KINDS
from lessons.prompts import count_words, find_problem, is_blank, is_empty, propose, read_prompt, sentence
from sources.places import MaterialError, Place, Problem

HERE = Place("a/lessons/b.md", 7)
NAMES = st.sampled_from(
    ["if", "then", "wish", "outcome", "obstacle", "plan", "what", "when", "due", "hope", "1", "2", "3"]
)
MARKS = st.sampled_from([":", ": ", ":\t", " : ", "：", ".", " - ", "= ", ""])
WORDS = st.one_of(
    st.sampled_from(
        ["", "…", "I will … (soon)", "7d", "0d", "canary", "*very*", "{#a}", "<script>x</script>", "\0", "\ufeff"]
    ),
    st.text(max_size=20),
)
LINES = st.one_of(WORDS, st.builds(lambda *parts: "".join(parts), NAMES, MARKS, WORDS))
HEADS = st.sampled_from(
    [
        *(f"{kind} {{#a}}" for kind in KINDS),
        "rate {#a again=_end}",
        "rate {#a again=b required=yes}",
        "woop",
        "wop {#a}",
        "commit {#a",
    ]
)
BODIES = st.lists(LINES, max_size=14)
VALUES = st.dictionaries(
    st.sampled_from(["text", "if", "then", "wish", "outcome", "obstacle", "plan", "what", "when", "level"]),
    st.one_of(st.sampled_from(["", " ", "1", "2027-03-01", "0000-00-00", "9999-12-31"]), st.text(max_size=12)),
)


def read(head: str, lines: list[str]) -> Prompt | tuple[Problem, ...]:
    try:
        return read_prompt(head, lines, HERE)
    except MaterialError as refusal:
        return refusal.problems


@given(HEADS, BODIES)
def test_a_prompt_is_read_or_refused_and_never_raises_anything_else(head: str, lines: list[str]) -> None:
    found = read(head, lines)

    if isinstance(found, Prompt):
        assert found.fields
        assert found.question.strip()
        assert all(field.label for field in found.fields if field.name not in ("text", "level"))
    else:
        assert found
        assert all(problem.mend and problem.place.line >= HERE.line for problem in found)


@given(st.sampled_from(list(KINDS)), BODIES)
def test_every_line_is_part_of_the_question_or_understood_or_refused(kind: str, lines: list[str]) -> None:
    problems: list[Problem] = []
    body = cut_body(lines, KINDS[kind], HERE, problems)
    places = {line.place.line for line in (*body.lines.values(), *body.levels)}
    refused = {problem.place.line for problem in problems}
    asked = body.question.split("\n")

    for number, line in enumerate(lines, start=HERE.line + 1):
        is_told = number in places or number in refused
        assert is_told or not line.strip() or any(part in asked for part in line.split("\n")), line


@given(HEADS, BODIES, VALUES, st.dates())
def test_whatever_is_written_can_be_judged_and_read_back(
    head: str, lines: list[str], values: dict[str, str], today: date
) -> None:
    prompt = read(head, lines)
    if not isinstance(prompt, Prompt):
        return
    assert is_blank(prompt, values) or not is_empty(prompt, values)
    assert is_blank(prompt, values) or sentence(prompt, values)
    assert count_words(prompt, values) >= 0
    assert find_problem(prompt, values, values, today) in ("", "day-unreadable", "level-unknown")
    assert is_empty(prompt, propose(prompt, date(2027, 3, 1)))


@given(st.text(alphabet="`~{}#=ratewoopcommit:17d\n\t …\r", max_size=200))
def test_a_lessons_file_is_read_or_refused(text: str) -> None:
    with suppress(MaterialError):
        read_lesson_file(f"---\nlesson: b\n---\n{text}", "a/lessons/b.md")
