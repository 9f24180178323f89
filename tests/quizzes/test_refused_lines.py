import pytest

from quizzes.quiz_lines import LONGEST_LINE
from tests.quizzes.writing import OPTIONS, assert_refused, choice, numbered

ODD_LINES = [
    ("Some words.\n" + choice(OPTIONS), "before-first-question"),
    (choice("Some words.\n" + OPTIONS), "unknown-line"),
    (choice("  Some words.\n" + OPTIONS), "unknown-line"),
    (choice(OPTIONS) + "Some words.\n", "unknown-line"),
    (choice(OPTIONS) + "\u00a0 \u00a0Some words.\n", "unknown-line"),
    (choice(OPTIONS) + "  - a list\n", "unknown-line"),
    (choice(OPTIONS) + "  1. a list\n", "unknown-line"),
    (choice(OPTIONS) + "---\n", "unknown-line"),
    (choice(OPTIONS) + "===\n", "unknown-line"),
    (choice(OPTIONS) + "### Deeper {#deeper}\n", "unknown-line"),
    (choice(OPTIONS) + "##\n", "unknown-line"),
    (choice(OPTIONS) + "  ## Indented? {#indented}\n", "unknown-line"),
    (choice("```\ncode\n```\n" + OPTIONS), "unknown-line"),
    (choice("<!-- note\n" + OPTIONS), "comment-unclosed"),
    (choice("<!-- note --> more\n" + OPTIONS), "comment-trailing"),
    (choice("* [x] Go {#go}\n" + OPTIONS), "unknown-line"),
    (choice("- Go {#go}\n" + OPTIONS), "unknown-line"),
    (choice("- [x]Go {#go}\n" + OPTIONS), "unknown-line"),
    (choice("-\u00a0[x] Go {#go}\n" + OPTIONS), "unknown-line"),
    (choice("- [v] Go {#go}\n" + OPTIONS), "unknown-box"),
    (choice("- [] Go {#go}\n" + OPTIONS), "unknown-box"),
    (choice("> A reason.\n" + OPTIONS), "reason-without-option"),
    (choice(OPTIONS) + "> A reason.\n", "reason-without-option"),
    (choice(OPTIONS.replace("> No.", "No.")), "unknown-line"),
    (choice(OPTIONS) + "  " + "x" * LONGEST_LINE + "y\n", "line-too-long"),
    (choice(OPTIONS) + "  a\0b\n", "control-character"),
    (choice(OPTIONS) + "  a\u2028- [x] b\n", "control-character"),
    (choice(OPTIONS) + "  a\ufeffb\n", "control-character"),
    ("", "no-questions"),
]
ODD_NAMES = [
    (choice(OPTIONS, "draw: 2\n"), "unknown-name"),
    (choice(OPTIONS, "level: 2\n"), "unknown-name"),
    (choice(OPTIONS, "Source: x\n"), "unknown-name"),
    (choice(OPTIONS) + "  sorce: x\n", "unknown-name"),
    (choice(OPTIONS) + "  Sorce: x\n", "unknown-name"),
    (choice(OPTIONS) + "  note: x\n", "unknown-name"),
    (choice(OPTIONS, "at: 0:10 level: 2\n"), "unknown-name"),
    (choice(OPTIONS, "at: 0:10\nat: 0:20\n"), "name-twice"),
    (choice(OPTIONS) + "explain: Again.\n", "name-twice"),
    (choice(OPTIONS, "at: 0:10 more\n"), "unexpected-words"),
    (choice(OPTIONS).replace('"Play Chess"', "Play Chess"), "source-not-quoted"),
    (choice(OPTIONS).replace('"Play Chess"', '"Play Chess'), "source-not-quoted"),
    (choice(OPTIONS).replace('"Play Chess"', '"Play" Chess'), "source-not-quoted"),
    (choice(OPTIONS).replace('"Play Chess"', '""'), "source-empty"),
    (choice(OPTIONS).replace('"Play Chess"', ""), "source-not-quoted"),
    (choice(OPTIONS, 'after: " "\n'), "after-empty"),
    (choice(OPTIONS, "at: 1:75\n"), "at-unreadable"),
    (choice(OPTIONS, "at: 75\n"), "at-unreadable"),
    (choice(OPTIONS, "at: 1:60:00\n"), "at-unreadable"),
    (choice(OPTIONS, "at:\n"), "at-unreadable"),
    (choice(OPTIONS, "kind: singel\n"), "unknown-kind"),
    (choice(OPTIONS, "kind: essay\n"), "unknown-kind"),
    (choice(OPTIONS, "kind:\n"), "unknown-kind"),
    (choice(OPTIONS).replace("explain: Because.\n", ""), "explanation-missing"),
    (choice(OPTIONS).replace("Because.", ""), "explanation-missing"),
]
ODD_WORDS = [
    (choice(OPTIONS).replace("Which game?", "Which `game` ```x```?"), "fence"),
    (choice(OPTIONS).replace("Which game?", "Which <b>game</b>?"), "raw-html"),
    (choice(OPTIONS).replace("Which game?", r"Which \`<b>\` game?"), "raw-html"),
    (choice(OPTIONS).replace("> No.", "> <script>x</script>"), "raw-html"),
    (choice(OPTIONS).replace("Because.", "<!-- x -->"), "raw-html"),
    (choice(OPTIONS) + "  a [[chess]] b\n", "wikilink"),
    (choice(OPTIONS).replace("Which game?", "Which game? - [x] Go"), "box-inside"),
    (choice(OPTIONS) + "  so - [x] Chess\n", "box-inside"),
    (choice(OPTIONS).replace("Because.", 'Because. source: "Play"'), "name-inside"),
    (choice(OPTIONS).replace("Checkers", "Checkers at: 0:10"), "name-inside"),
    (choice(OPTIONS).replace("Checkers", "- Checkers"), "block-in-words"),
    (choice(OPTIONS).replace("> No.", ">> No."), "block-in-words"),
    (choice(OPTIONS).replace("Checkers ", "*" * 400 + "a "), "marks-too-many"),
    (choice(OPTIONS).replace("Checkers ", "&#32; "), "no-words"),
    (choice(OPTIONS).replace("Checkers ", ""), "no-words"),
]


@pytest.mark.parametrize(("questions", "code"), ODD_LINES, ids=numbered(ODD_LINES))
def test_odd_lines_are_refused(questions: str, code: str) -> None:
    assert_refused(questions, code)


@pytest.mark.parametrize(("questions", "code"), ODD_NAMES, ids=numbered(ODD_NAMES))
def test_odd_names_are_refused(questions: str, code: str) -> None:
    assert_refused(questions, code)


@pytest.mark.parametrize(("questions", "code"), ODD_WORDS, ids=numbered(ODD_WORDS))
def test_odd_words_are_refused(questions: str, code: str) -> None:
    assert_refused(questions, code)
