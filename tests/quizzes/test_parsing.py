from collections.abc import Callable

import msgspec
import pytest

from quizzes.kinds import KINDS, AnyQuestion, MultipleChoice, Numeric, ShortAnswer, SingleChoice, TrueFalse, kind_of
from quizzes.parsing import parse_quiz
from quizzes.question import Option
from sources.places import Place, Severity
from tests.quizzes.writing import END, HEAD, OPTIONS, choice, only_question, parse, parse_sample, sample


def test_single_choice_is_read_whole() -> None:
    (question,) = parse_sample("single").quiz.questions

    assert question == SingleChoice(
        id="recruiter-writes",
        stem="You are content, and a recruiter writes to you. What would the <em>CEO</em> of a career do?",
        stem_text="You are content, and a recruiter writes to you. What would the CEO of a career do?",
        explanation="Entertaining an offer is not leaving. "
        "It is how you keep knowing your <strong>market value</strong>.",
        source="constantly tests the open market and entertains other opportunities",
        at=933,
        after="",
        options=(
            Option(
                id="decline",
                label="Decline at once, out of loyalty",
                text="Decline at once, out of loyalty",
                right=False,
                reason="You would not learn what you are worth elsewhere, and loyalty was never asked.",
                misconception="loyalty-protects-me",
            ),
            Option(
                id="listen",
                label="Hear what is on offer and what it pays",
                text="Hear what is on offer and what it pays",
                right=True,
                reason="Looking costs an hour, and keeps you available for the best opportunities.",
            ),
            Option(
                id="wait",
                label="Wait until you dislike your job",
                text="Wait until you dislike your job",
                right=False,
                reason="By then you choose under pressure, with skills that may have aged.",
                misconception="waiting-is-rewarded",
            ),
        ),
    )


def test_quiz_knows_its_lesson_its_pass_mark_and_where_all_stands() -> None:
    parsed = parse_sample("single")

    assert (parsed.quiz.lesson, parsed.quiz.pass_mark) == ("single", 80)
    assert parsed.places == {"recruiter-writes": Place("quizzes/single.md", 5, 4)}
    assert parsed.source_places == {"recruiter-writes": Place("quizzes/single.md", 6, 9)}
    assert parsed.at_places == {"recruiter-writes": Place("quizzes/single.md", 6, 85)}
    assert parsed.after_places == {}
    assert parsed.warnings == ()


def test_multiple_choice_is_read_with_its_keys_and_its_place_in_the_prose() -> None:
    parsed = parse_sample("multiple")
    (question,) = parsed.quiz.questions

    assert isinstance(question, MultipleChoice)
    assert [option.id for option in question.options if option.right] == ["read", "talk"]
    assert (question.at, question.after) == (603, "desired level of responsibility")
    assert parsed.after_places == {"employable": Place("quizzes/multiple.md", 7, 8)}
    assert parsed.quiz.pass_mark is None


def test_kinds_without_options_are_read() -> None:
    statement, game, years = (parse_sample(kind).quiz.questions[0] for kind in ("truefalse", "short", "numeric"))

    assert isinstance(statement, TrueFalse)
    assert statement.right
    assert isinstance(game, ShortAnswer)
    assert game.accepted == ("chess", "* chess", "chess, not *")
    assert game.at is None
    assert isinstance(years, Numeric)
    assert (years.value, years.tolerance, years.unit) == ("2.5", "0.5", "years")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("= 15", ("15", "0", "")),
        ("= 15 ± 1 EUR", ("15", "1", "EUR")),
        ("= 15 +- 1 EUR", ("15", "1", "EUR")),
        ("=15+/-0,5%", ("15", "0.5", "%")),
        ("= −3,5 °C", ("-3.5", "0", "°C")),
        ("= 12500 square metres", ("12500", "0", "square metres")),
        ("= ,5", ("0.5", "0", "")),
    ],
)
def test_numeric_key_is_read(line: str, expected: tuple[str, str, str]) -> None:
    question = only_question(f"## How much? {{#much}}\nkind: numeric\n{line}\n{END}")

    assert isinstance(question, Numeric)
    assert (question.value, question.tolerance, question.unit) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_questions_survive_being_stored(kind: str) -> None:
    (question,) = parse_sample(kind).quiz.questions

    stored = msgspec.json.encode(question)

    assert msgspec.json.decode(stored)["kind"] == kind
    assert msgspec.json.decode(stored, type=AnyQuestion) == question


@pytest.mark.parametrize("kind", KINDS)
def test_kind_of_finds_the_kind_that_read_the_question(kind: str) -> None:
    (question,) = parse_sample(kind).quiz.questions

    assert kind_of(question) is KINDS[kind]


CHANGES: dict[str, Callable[[str], str]] = {
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "cr": lambda text: text.replace("\n", "\r"),
    "bom": lambda text: "\ufeff" + text,
    "trailing blanks": lambda text: text.replace("\n", " \t \n"),
    "blank lines": lambda text: text.replace("\n- ", "\n\n\n- ").replace("\n  ", "\n\n  ").replace("\n= ", "\n \t\n= "),
    "tabbed options": lambda text: text.replace("\n- ", "\n\t- ").replace("- [", "-\t["),
    "reasons not indented": lambda text: text.replace("\n  >", "\n>"),
    "tabs for indentation": lambda text: text.replace("\n  ", "\n\t"),
    "no last line end": lambda text: text.rstrip("\n"),
    "capital ticks": lambda text: text.replace("[x]", "[X]"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("change", CHANGES)
def test_blank_lines_tabs_and_line_ends_change_nothing(kind: str, change: str) -> None:
    text = CHANGES[change](sample(kind))

    assert parse_quiz(text, f"quizzes/{kind}.md").quiz == parse_sample(kind).quiz


def test_several_questions_keep_their_order() -> None:
    second = "## Is it so? {#so}\nkind: truefalse\n= false\n" + END

    parsed = parse(choice(OPTIONS) + second)

    assert [question.id for question in parsed.quiz.questions] == ["game", "so"]
    assert parsed.places["so"].line > parsed.places["game"].line


def test_quotation_may_hold_quotation_marks_and_be_followed_by_names() -> None:
    lines = 'source: "becoming "the Joe" of it" at: 7:14 kind: single after: “words of his”\n'
    question = only_question(f"## Which? {{#q}}\n{lines}{OPTIONS}explain: So.\n")

    assert (question.source, question.at, question.after) == ('becoming "the Joe" of it', 434, "words of his")


def test_explanation_goes_on_over_indented_lines_only() -> None:
    question = only_question(choice(OPTIONS) + "  Remember: chess,\n\n  *not* checkers\n")

    assert question.explanation == "Because. Remember: chess, <em>not</em> checkers"


def test_explanation_may_begin_below_its_name() -> None:
    question = only_question(f"## Which? {{#q}}\n{OPTIONS}explain:\n  Because it is.\n")

    assert question.explanation == "Because it is."


def test_words_are_safe_inline_html() -> None:
    question = only_question(choice("- [ ] `<b>` &lt; 5 {#a}\n > x\n- [x] 1. [May](https://example.org) {#b}\n > y\n"))

    assert isinstance(question, SingleChoice)
    assert [option.text for option in question.options] == ["<b> < 5", "1. May"]
    assert question.options[0].label == "<code>&lt;b&gt;</code> &lt; 5"
    assert question.options[1].label.startswith('1. <a href="https://example.org"')


def test_missing_reason_and_source_are_warnings() -> None:
    parsed = parse("## Which? {#q}\n- [ ] Checkers {#a}\n- [x] Chess {#b}\n > Yes.\nexplain: So.\n")

    assert [(problem.code, problem.place.line) for problem in parsed.warnings] == [
        ("source-missing", 4),
        ("reason-missing", 5),
    ]
    assert {problem.severity for problem in parsed.warnings} == {Severity.WARNING}


def test_head_may_be_commented_and_quoted() -> None:
    text = HEAD.replace("lesson: chess", '# ours\nlesson: "chess"\npass: 100') + choice(OPTIONS)

    quiz = parse_quiz(text, "chess.md").quiz

    assert (quiz.lesson, quiz.pass_mark) == ("chess", 100)
