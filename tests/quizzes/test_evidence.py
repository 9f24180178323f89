from quizzes.evidence import after_anchor, anchor_of, prove
from quizzes.parsing import parse_quiz
from sources.blocks import Block
from sources.places import Place, Problem
from tests.quizzes.writing import OPTIONS, PATH, parse, parse_sample, sample

TEXTS = (
    "A true CEO of their career constantly tests the open market and entertains other opportunities.",
    "This keeps them available for the best opportunities and ensures they are aware of their market value.",
    "Staying current with industry trends is vital, “play chess” included.",
)
BLOCKS = tuple(Block(f"p{number}", f"<p>{text}</p>", text) for number, text in enumerate(TEXTS, start=1))
SECONDS = (933, 814, 603, 10, 5000)


def quoting(lines: str) -> str:
    return f"## Which game? {{#game}}\n{lines}\n{OPTIONS}explain: Because.\n"


def test_words_and_seconds_of_the_lesson_prove_a_question() -> None:
    assert prove(parse_sample("single"), BLOCKS, SECONDS) == ()


def test_typographic_quotes_and_spaces_do_not_matter() -> None:
    assert prove(parse(quoting('source: "is vital,  "play chess" included"')), BLOCKS, SECONDS) == ()


def test_question_without_source_and_time_needs_no_proof() -> None:
    parsed = parse_quiz(sample("short").replace('source: "Play Chess, Not Checkers"\n', ""), "quizzes/short.md")

    assert prove(parsed, BLOCKS, SECONDS) == ()
    assert anchor_of(parsed.quiz.questions[0], BLOCKS) == ""


def test_words_that_the_lesson_does_not_say_are_shown_the_nearest() -> None:
    parsed = parse(quoting('source: "ensures they know of their market value"'))

    assert prove(parsed, BLOCKS, SECONDS) == (
        Problem(
            Place(PATH, 5, 9),
            "source-not-in-lesson",
            "The lesson does not say 'ensures they know of their market value'.",
            "The nearest passage is: 'ensures they are aware of their market value.'.",
        ),
    )


def test_words_like_nothing_in_the_lesson_are_told_so() -> None:
    (problem,) = prove(parse(quoting('source: "xyzzy"')), BLOCKS, SECONDS)

    assert problem.mend == "Quote words that stand in this lesson."


def test_lesson_without_words_proves_nothing() -> None:
    assert [problem.code for problem in prove(parse_sample("single"), (), ())] == [
        "source-not-in-lesson",
        "at-not-in-lesson",
    ]


def test_after_must_be_said_too() -> None:
    (problem,) = prove(parse(quoting('source: "open market"   after: "closed market"')), BLOCKS, SECONDS)

    assert (problem.code, problem.place) == ("after-not-in-lesson", Place(PATH, 5, 32))


def test_second_that_the_lesson_does_not_link_to_is_shown_the_nearest() -> None:
    (problem,) = prove(parse(quoting('source: "open market"   at: 15:00')), BLOCKS, SECONDS)

    assert problem == Problem(
        Place(PATH, 5, 29),
        "at-not-in-lesson",
        "The lesson does not link to 00:15:00.",
        "The nearest are 00:10:03, 00:13:34, 00:15:33.",
    )


def test_second_in_a_lesson_without_seconds_is_told_so() -> None:
    (problem,) = prove(parse(quoting('source: "open market"   at: 15:00')), BLOCKS, ())

    assert problem.mend == "Delete `at:`: this lesson links to no second of the video."


def test_anchors_are_those_of_the_blocks_that_say_the_words() -> None:
    (question,) = parse(quoting('source: "aware of their market value"   after: "open market"')).quiz.questions

    assert anchor_of(question, BLOCKS) == "p2"
    assert after_anchor(question, BLOCKS) == "p1"


def test_anchors_of_words_that_are_not_there_are_empty() -> None:
    (question,) = parse(quoting('source: "nothing of the kind"')).quiz.questions

    assert anchor_of(question, BLOCKS) == ""
    assert after_anchor(question, BLOCKS) == ""
