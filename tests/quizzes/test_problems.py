import pytest

from sources.places import Place, Problem, Severity
from tests.quizzes.writing import END, HEAD, OPTIONS, PATH, choice, codes_of, numbered, problems_of, problems_of_file

HEAD_LINES = HEAD.count("\n")
HEADS = [
    ("", "lesson-missing"),
    ("---\npass: 80\n---\n", "lesson-missing"),
    ("---\nlesson: Two Words\n---\n", "lesson-unreadable"),
    ("---\nlesson: checkers\n---\n", "lesson-not-file-name"),
    ("---\nlesson: chess\npass: 0\n---\n", "pass-unreadable"),
    ("---\nlesson: chess\npass: 101\n---\n", "pass-unreadable"),
    ("---\nlesson: chess\npass: 80 %\n---\n", "pass-unreadable"),
    ("---\nlesson: chess\npass: ８０\n---\n", "pass-unreadable"),
    ("---\nlesson: chess\ndrawn: 1\n---\n", "unknown-field"),
    ("---\nlesson: chess\ndraw: 0\n---\n", "draw-unreadable"),
    ("---\nlesson: chess\ndraw: two\n---\n", "draw-unreadable"),
    ("---\nlesson: chess\ndraw:\n---\n", "draw-unreadable"),
    ("---\nlesson: chess\ndraw: 2\n---\n", "draw-too-many"),
    ("---\nlesson: chess\nlesson: chess\n---\n", "frontmatter-twice"),
    ("---\nlesson: chess\nodd words\n---\n", "frontmatter-line"),
    ("---\nlesson: chess\n\n", "frontmatter-unclosed"),
]


@pytest.mark.parametrize(("head", "code"), HEADS, ids=numbered(HEADS))
def test_head_that_cannot_be_read_is_refused(head: str, code: str) -> None:
    problems = problems_of_file(head + choice(OPTIONS))

    assert code in [problem.code for problem in problems]
    assert {problem.severity for problem in problems} == {Severity.ERROR}


def test_problem_says_where_what_and_what_instead() -> None:
    (problem,) = problems_of(choice(OPTIONS).replace(" {#chess}", ""))

    assert problem == Problem(
        Place(PATH, HEAD_LINES + 4, 7),
        "option-id-missing",
        "The option 'Chess' has no id.",
        "Write `{#chess}` at the end of the line.",
    )


def test_suggested_ids_do_not_collide() -> None:
    problems = problems_of(
        "## Which? {#q}\n- [ ] Go on {#go-on}\n > x\n- [x] Go: on? {#b}\n > y\n- [ ] go, on\n > z\n" + END
    )

    assert "Write `{#go-on-2}` at the end of the line." in [problem.mend for problem in problems]


def test_offending_words_are_placed_by_their_column() -> None:
    problems = problems_of(choice(OPTIONS, "at: 0:10 level: 2\n").replace("Which game?", "Which <b>game</b>?"))

    assert [(problem.code, problem.place.line, problem.place.column) for problem in problems] == [
        ("raw-html", HEAD_LINES + 1, 10),
        ("unknown-name", HEAD_LINES + 2, 10),
    ]


def test_misspelt_name_and_kind_are_mended() -> None:
    problems = problems_of(choice(OPTIONS, "kind: singel\nexplian: x\n"))

    assert [problem.mend for problem in problems] == ["Write `kind: single`.", "Write `explain:`."]


def test_all_problems_are_told_together_in_the_order_of_the_file() -> None:
    broken = (
        choice(OPTIONS.replace("[x]", "[ ]"), "at: 75\n")
        + "## Is it so? {#so}\nkind: truefalse\n= maybe\n"
        + 'source: "x"\n'
    )

    problems = problems_of(broken)

    assert [problem.code for problem in problems] == [
        "no-key",
        "at-unreadable",
        "explanation-missing",
        "answer-unreadable",
    ]
    assert list(problems) == sorted(problems, key=lambda problem: problem.place)


def test_warnings_are_told_with_the_errors() -> None:
    problems = problems_of("## Which? {#q}\n" + OPTIONS)

    assert {(problem.code, problem.severity) for problem in problems} == {
        ("source-missing", Severity.WARNING),
        ("explanation-missing", Severity.ERROR),
    }


def test_option_inside_a_longer_word_is_another_option() -> None:
    assert codes_of(choice(OPTIONS + "- [ ] Chessboard {#board}\nx\n")) == ["reason-missing", "unknown-line"]


def test_long_lines_are_not_repeated_whole() -> None:
    (problem,) = problems_of(choice("x" * 3000 + "\n" + OPTIONS))

    assert len(problem.message) < 120


def test_endless_file_is_refused_at_once() -> None:
    questions = "".join(choice(OPTIONS).replace("#game", f"#g{n}").replace("game?", f"game {n}?") for n in range(101))
    options = choice(OPTIONS + "".join(f"- [ ] Game {n} {{#g{n}}}\n > No.\n" for n in range(20_000)))

    assert codes_of(questions) == ["too-many-questions"]
    assert codes_of(options) == ["too-many-options"]


def test_question_of_a_misspelt_kind_is_checked_as_what_it_is_most_like() -> None:
    assert codes_of(choice(OPTIONS.replace("{#chess}", ""), "kind: singel\n")) == ["unknown-kind", "option-id-missing"]
