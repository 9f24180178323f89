"""Whatever is in the file: a quiz or a MaterialError, and nothing shown that is not known."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds import (
    KINDS,
    AnyQuestion,
    Cloze,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Scale,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from quizzes.parsing import ParsedQuiz, parse_quiz
from sources.places import MaterialError, Severity
from tests.quizzes.writing import PATH, parse_sample, sample

FILES = {kind: sample(kind) for kind in KINDS}
PIECES = (
    *("\n", "\n\n", " ", "\t", "  ", "\r\n", "\r", "\ufeff", "\0", "\x0b", "\u2028", "\u00a0", "\u200b"),
    *("- [x] ", "- [ ] ", "- [", "]", "> ", "= ", "± ", "*", "## ", "# ", "### ", "---\n", "```", "~~~", "`", "|"),
    *("{#id}", "{#", "}", "{mis=x}", '"', "“", "”", "<b>", "<!--", "-->", "&lt;", "\\", "[[", "]]", "$", "\ud800", "ﬀ"),
    *("kind: ", "multiple", "short", "numeric", "truefalse", "source: ", "at: ", "0:10", "explain: ", "after: "),
    *(
        "matching",
        "ordering",
        "cloze",
        "scale",
        "recall: ",
        "yes",
        "confidence: ",
        "ask",
        " :: ",
        "- a {#a} :: b {#b}\n",
    ),
    *(
        "1. a {#a}\n",
        "2. b {#b}\n",
        "3. ",
        "1: a\n",
        "2: b\n",
        "0: ",
        "{{",
        "}}",
        "{{a|b #c}}",
        " #d",
        "\ue010",
        "&#xE010;",
    ),
    *("lesson: chess\n", "pass: 80\n", "weight: 2", "true", "15 EUR", "1,000", "chess", "x" * 5000),
)


def try_to_parse(text: str) -> ParsedQuiz | None:
    try:
        return parse_quiz(text, PATH)
    except MaterialError as error:
        problems = error.problems
    lines = text.count("\n") + text.count("\r") + 1
    assert any(problem.severity is Severity.ERROR for problem in problems)
    assert all(1 <= problem.place.line <= lines for problem in problems)
    return None


def words_of(question: AnyQuestion) -> list[str]:
    words = [question.stem, question.explanation]
    if isinstance(question, SingleChoice | MultipleChoice):
        words += [part for option in question.options for part in (option.label, option.reason)]
    if isinstance(question, Matching):
        words += [side.label for side in (*question.lefts, *question.rights)]
    if isinstance(question, Ordering):
        words += [step.label for step in question.steps]
    if isinstance(question, Cloze):
        assert len(question.pieces) == len(question.blanks) + 1
        words.append("____".join(question.pieces))
        assert not re.search("[\ue010\ue011]", words[-1])
    if isinstance(question, Scale):
        words += [level.label for level in question.levels]
    return words


def assert_nothing_unknown_is_shown(parsed: ParsedQuiz) -> None:
    for question in parsed.quiz.questions:
        for words in words_of(question):
            shown = re.sub(r"<code>.*?</code>", "", words)
            odd = r"\[[xX ]\]|\{#|\{\{|```|^#+ |^[-+*] |(?:^|\s)(?:source|after): *\""
            assert not re.search(odd, shown), words


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_text_is_a_quiz_or_an_error(text: str) -> None:
    try_to_parse(text)
    if parsed := try_to_parse("---\nlesson: chess\n---\n## Which? {#q}\n" + text):
        assert_nothing_unknown_is_shown(parsed)


@given(st.text())
def test_any_characters_are_a_quiz_or_an_error(text: str) -> None:
    try_to_parse(text)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_file_cut_short_is_the_same_quiz_or_an_error(kind: str, data: st.DataObject) -> None:
    text = FILES[kind].replace(f"lesson: {kind}", "lesson: chess")
    end = data.draw(st.integers(0, len(text)))

    if parsed := try_to_parse(text[:end]):
        # Only words at the very end can be lost without anybody being able to tell.
        assert text[:end].count("\nexplain:") == 1
        assert_nothing_unknown_is_shown(parsed)
        assert same_key(parsed, parse_sample(kind))


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_damaged_file_shows_nothing_unknown(kind: str, data: st.DataObject) -> None:
    text = FILES[kind].replace(f"lesson: {kind}", "lesson: chess")
    for _ in range(data.draw(st.integers(1, 3))):
        begin = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(begin, min(begin + 12, len(text))))
        text = text[:begin] + data.draw(st.sampled_from(PIECES)) + text[end:]

    if parsed := try_to_parse(text):
        assert_nothing_unknown_is_shown(parsed)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_blank_lines_anywhere_change_nothing(kind: str, data: st.DataObject) -> None:
    lines = FILES[kind].split("\n")
    after_head = lines.index("---", 1) + 1
    for _ in range(data.draw(st.integers(1, 6))):
        blank = data.draw(st.sampled_from(["", "  ", "\t", " \t "]))
        lines.insert(data.draw(st.integers(after_head, len(lines))), blank)
    ends = data.draw(st.sampled_from(["\n", "\r\n", "\r"]))

    assert parse_quiz(ends.join(lines), f"quizzes/{kind}.md").quiz == parse_sample(kind).quiz


def same_key(one: ParsedQuiz, other: ParsedQuiz) -> bool:
    return [key_of(question) for question in one.quiz.questions] == [
        key_of(question) for question in other.quiz.questions
    ]


def key_of(question: AnyQuestion) -> object:
    if isinstance(question, SingleChoice | MultipleChoice):
        return [(option.id, option.right) for option in question.options]
    if isinstance(question, TrueFalse):
        return question.right
    if isinstance(question, ShortAnswer):
        return question.accepted
    if isinstance(question, Numeric):
        return question.value, question.tolerance, question.unit
    if isinstance(question, Matching):
        return [(left.id, left.right) for left in question.lefts], [right.id for right in question.rights]
    if isinstance(question, Ordering):
        return [step.id for step in question.steps]
    if isinstance(question, Cloze):
        return question.blanks
    return [level.value for level in question.levels]


def test_a_huge_file_is_read_in_reasonable_time() -> None:
    text = "---\nlesson: chess\n---\n## Which? {#q}\n" + "explain: a\n" + "  so it goes on\n" * 20_000

    assert try_to_parse(text) is None
