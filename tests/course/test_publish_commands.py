"""`flask course publish`, `answers` and `accept`, as an author calls them."""

from pathlib import Path

import pytest
from flask import Flask

from commands.serving import prepare
from config import Settings
from course.people.practice import practice_identity
from tests.fixtures.databases import DatabaseKind
from tests.fixtures.people import School
from tests.material.garden import GARDEN, RIGHT, SKY, SOIL

QUIZ = f"{GARDEN}/quizzes/know-your-soil.md"
SHORT = f"{GARDEN}/quizzes/choose-plants.md"


@pytest.fixture
def database_kind() -> DatabaseKind:
    return "sqlite"


@pytest.fixture
def content_dir(courses_to_spoil: Path) -> Path:
    return courses_to_spoil


def run(app: Flask, *words: str) -> tuple[int, str, str]:
    result = app.test_cli_runner().invoke(args=["course", *words])
    assert "Traceback" not in result.output
    return result.exit_code, result.stdout, result.stderr


def put(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def without_first_question(content_dir: Path) -> None:
    path = content_dir / QUIZ
    head, _, rest = path.read_text(encoding="utf-8").partition("## Your earth")
    path.write_text(head + "## " + rest.partition("\n## ")[2], encoding="utf-8")


# --------------------------------------------------------------------------------------------------------- publish


def test_dry_run_shows_what_changed_and_to_whom_and_writes_nothing(
    command_app: Flask, school: School, ada: int, content_dir: Path
) -> None:
    school.answer(ada, "nitrogen-crop", ("Lupins",))
    put(content_dir / SHORT, "= clover\n", "= clover\n= lupins\n")
    before = school.dump()

    code, said, _ = run(command_app, "publish", "--dry-run")

    assert code == 0
    assert school.dump() == before
    assert said.splitlines() == [
        "first-garden: what changed since version 1",
        "  question nitrogen-crop",
        "    KEY clover; lupins, was clover",
        "What it would do to the 1 person in it",
        "  1 answer counts, of 1 person (Ada), for more",
        "  Nobody loses.",
        "night-sky: nothing changed since version 1.",
    ]


def test_dry_run_of_what_would_be_refused_says_so(
    command_app: Flask, school: School, ada: int, content_dir: Path
) -> None:
    school.answer(ada, "holds-water", RIGHT["holds-water"])
    without_first_question(content_dir)

    code, said, errors = run(command_app, "publish", "--dry-run")

    assert code == 1
    assert "removed from know-your-soil" in said
    assert "--retire holds-water" in errors
    assert "Publishing would be refused." in errors


def test_publish_refuses_and_retires_by_name(command_app: Flask, school: School, ada: int, content_dir: Path) -> None:
    school.answer(ada, "holds-water", RIGHT["holds-water"])
    without_first_question(content_dir)

    refused, _, errors = run(command_app, "publish")
    code, said, _ = run(command_app, "publish", "--retire", "holds-water")

    assert refused == 1
    assert errors.splitlines()[-1] == "Nothing was published."
    assert (code, said) == (0, "Published: first-garden.\n")
    assert (school.lesson(ada, SOIL).right, school.lesson(ada, SOIL).scorable) == (1, 2)


def test_publish_of_one_course_leaves_the_others(command_app: Flask, school: School, content_dir: Path) -> None:
    put(content_dir / SKY / "article.md", "Look up", "Look far up")
    put(content_dir / SHORT, "= clover\n", "= clover\n= lupins\n")

    _, said, _ = run(command_app, "publish", "--course", GARDEN)

    assert said == "Published: first-garden.\n"
    assert school.published(SKY).number == 1
    assert school.count("course", "is_listed") == 2


def test_names_stop_at_ten_and_move_no_cursor(command_app: Flask, school: School, content_dir: Path) -> None:
    for number in range(12):
        person = school.member(f"Person{number:02}")
        school.enrol(person)
        school.answer(person, "nitrogen-crop", ("lupins",))
    with school.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE person SET name = 'Eve\x1b[2J' WHERE name = 'Person00'")
    put(content_dir / SHORT, "= clover\n", "= clover\n= lupins\n")

    _, said, _ = run(command_app, "publish", "--dry-run")

    assert "12 answers count, of 12 people (Eve�[2J, Person01" in said
    assert "Person09 and 2 more), for more" in said
    assert "\x1b" not in said


def test_start_serves_the_last_version_of_what_is_refused(
    school: School, ada: int, settings: Settings, content_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    school.answer(ada, "holds-water", RIGHT["holds-water"])
    without_first_question(content_dir)

    prepare(settings)

    said = capsys.readouterr()
    assert "--retire holds-water" in said.err
    assert "served as it was published last" in said.err
    assert "Runway serves 2 courses" in said.out
    assert school.published().number == 1


# -------------------------------------------------------------------------------------------------- answers, accept


def test_answers_are_counted_first_ones_and_all(command_app: Flask, school: School, ada: int) -> None:
    max_ = school.member("Max")
    school.enrol(max_)
    for person, typed in ((ada, "Lupins"), (ada, "clover"), (max_, "lupins"), (max_, "beans"), (max_, "lupins")):
        school.answer(person, "nitrogen-crop", (typed,))

    code, said, _ = run(command_app, "answers", GARDEN, "nitrogen-crop")

    assert code == 0
    assert [line.split() for line in said.splitlines()] == [
        ["first", "all", "counts", "as", "answer"],
        ["2", "3", "wrong", "lupins"],
        ["0", "1", "wrong", "beans"],
        ["0", "1", "right", "clover"],
    ]


def test_first_answers_are_told_option_by_option(command_app: Flask, school: School, ada: int, ines: int) -> None:
    max_ = school.member("Max")
    with school.database.writing() as session:
        practice = practice_identity(session, ines, now=school.now)
    school.enrol(max_, practice)
    for person, picked in ((ada, "sand"), (ada, "clay"), (max_, "clay"), (practice, "sand")):
        school.answer(person, "holds-water", (picked,))

    _, said, _ = run(command_app, "answers", GARDEN, "holds-water")

    assert said.partition("\n\n")[2].splitlines() == [
        "picked   of  key  option",
        "     1    2       Sand",
        "     1    2  yes  Clay",
        "     0    2       Gravel",
    ]


@pytest.mark.parametrize("words", [("weeds", "nitrogen-crop"), (GARDEN, "weeds")])
def test_answers_of_what_is_not_there(command_app: Flask, school: School, words: tuple[str, str]) -> None:
    code, _, errors = run(command_app, "answers", *words)

    assert code == 1
    assert "weeds" in errors


def test_accepted_answer_is_one_more_line_and_counts_for_all(
    command_app: Flask, school: School, ada: int, content_dir: Path
) -> None:
    school.answer(ada, "nitrogen-crop", ("Lupins",))
    before = (content_dir / SHORT).read_bytes()

    code, said, _ = run(command_app, "accept", GARDEN, "nitrogen-crop", "lupins")

    after = (content_dir / SHORT).read_bytes()
    assert code == 0
    assert "1 answer counts, of 1 person (Ada), for more" in said
    assert said.splitlines()[-1] == f"Added to {SHORT}: = lupins"
    assert after == before.replace(b"= * clover\n", b"= * clover\n= lupins\n")
    assert school.published().number == 2
    assert school.count("regrade", "credit = 1") == 1
    assert run(command_app, "publish")[1] == "Published: nothing, all courses are as they were.\n"


def test_accepting_on_trial_changes_neither_file_nor_database(
    command_app: Flask, school: School, ada: int, content_dir: Path
) -> None:
    school.answer(ada, "nitrogen-crop", ("Lupins",))
    before, file = school.dump(), (content_dir / SHORT).read_bytes()

    code, said, _ = run(command_app, "accept", "--dry-run", GARDEN, "nitrogen-crop", "lupins")

    assert code == 0
    assert "Would be added to" in said
    assert (school.dump(), (content_dir / SHORT).read_bytes()) == (before, file)


def test_star_that_was_typed_is_no_wildcard(command_app: Flask, school: School, content_dir: Path) -> None:
    run(command_app, "accept", GARDEN, "nitrogen-crop", "5 * clovers")

    assert b"= 5 \\* clovers\n" in (content_dir / SHORT).read_bytes()


@pytest.mark.parametrize(
    ("question", "answer", "word"),
    [
        ("weeds", "x", "There is no question"),
        ("holds-water", "x", "not a short answer"),
        ("nitrogen-crop", "  ", "empty"),
        ("nitrogen-crop", "a\x1bb", "nobody types"),
        ("nitrogen-crop", "CLOVER", "accepted already"),
        ("nitrogen-crop", "red clover", "accepted already"),
    ],
)
def test_answer_that_cannot_be_accepted(
    command_app: Flask, school: School, content_dir: Path, question: str, answer: str, word: str
) -> None:
    before, file = school.dump(), (content_dir / SHORT).read_bytes()

    code, _, errors = run(command_app, "accept", GARDEN, question, answer)

    assert code == 1
    assert word in errors
    assert (school.dump(), (content_dir / SHORT).read_bytes()) == (before, file)


def test_accepting_is_refused_where_the_files_say_something_else(
    command_app: Flask, school: School, content_dir: Path
) -> None:
    put(content_dir / QUIZ, "Clay keeps it.", "Clay holds it.")
    file = (content_dir / SHORT).read_bytes()

    code, _, errors = run(command_app, "accept", GARDEN, "nitrogen-crop", "lupins")

    assert code == 1
    assert "differ from what is published" in errors
    assert (content_dir / SHORT).read_bytes() == file
    assert school.published().number == 1


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_accepting_keeps_every_other_byte(
    command_app: Flask, school: School, content_dir: Path, line_end: bytes
) -> None:
    path = content_dir / SHORT
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", line_end))
    before = path.read_bytes()

    code, _, errors = run(command_app, "accept", GARDEN, "nitrogen-crop", "lupins")

    assert (code, errors) == (0, "")
    assert path.read_bytes().replace(b"= lupins" + line_end, b"") == before
