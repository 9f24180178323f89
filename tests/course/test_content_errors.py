"""What authors get wrong: one clear line with file, line and column; nothing is published, nothing starts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from commands.serving import prepare, serve
from config import Settings
from course.material.folders import compile_folders
from sources.places import MaterialError
from tests.fixtures.databases import DatabaseKind, Databases
from tests.fixtures.people import School
from tests.material.garden import COURSES, GARDEN, SKY

QUIZ = f"{GARDEN}/quizzes/know-your-soil.md"
Edit = Callable[[Path], object]


def put(path: str, old: str, new: str) -> Edit:
    def edit(content: Path) -> None:
        text = (content / path).read_text(encoding="utf-8")
        assert old in text
        (content / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def write(path: str, text: str | bytes) -> Edit:
    def edit(content: Path) -> None:
        (content / path).write_bytes(text if isinstance(text, bytes) else text.encode())

    return edit


def twice(content: Path) -> None:
    put(f"{GARDEN}/quizzes/water-wisely.md", "{#when-to-water}", "{#holds-water}")(content)


WRONG: dict[str, tuple[Edit, str, str]] = {
    "unknown line": (put(QUIZ, "at: 00:01:05\n", "colour: red\n"), f"{QUIZ}:6:1", "colour"),
    "no explanation": (put(QUIZ, "explain: What holds water for days is clay.\n", ""), f"{QUIZ}:4:4", "explanation"),
    "not in the article": (put(QUIZ, "clay holds water", "clay hates water"), f"{QUIZ}:5:", "clay hates water"),
    "not a second of the lesson": (put(QUIZ, "00:01:05", "00:09:09"), f"{QUIZ}:6:", "00:09:09"),
    "id in two files": (twice, f"{GARDEN}/quizzes/water-wisely.md:4:", f"{QUIZ}:4:"),
    "broken settings": (put(f"{GARDEN}/course.toml", "pass = 80", "pass = = 80"), f"{GARDEN}/course.toml:3:8", "TOML"),
    "unknown setting": (put(f"{GARDEN}/course.toml", "pass = 80", "pss = 80"), f"{GARDEN}/course.toml:3:1", "pss"),
    "not UTF-8": (write(f"{GARDEN}/article.md", b"# A\n\nCaf\xe9\n"), f"{GARDEN}/article.md:3:4", "UTF-8"),
    "too large": (write(f"{GARDEN}/article.md", b"word " * 2_000_000), f"{GARDEN}/article.md:1:1", "2,000,000"),
    "quiz for no lesson": (
        write(
            f"{GARDEN}/quizzes/weeds.md",
            (COURSES / QUIZ).read_text().replace("lesson: know-your-soil", "lesson: weeds"),
        ),
        f"{GARDEN}/quizzes/weeds.md:1:1",
        "no lesson",
    ),
    "prompt of no kind": (
        put(f"{GARDEN}/lessons/water-wisely.md", "```reflect", "```reflct"),
        f"{GARDEN}/lessons/water-wisely.md:4:",
        "reflct",
    ),
    "no article": (lambda content: (content / GARDEN / "article.md").unlink(), f"{GARDEN}/article.md:1:1", "read"),
    "a name that is no address": (
        lambda content: (content / SKY).rename(content / "Night Sky!"),
        "Night Sky!:1:1",
        "address",
    ),
}


@pytest.fixture
def database_kind() -> DatabaseKind:
    """What is wrong with a text is found before there is a database."""
    return "sqlite"


@pytest.fixture
def content_dir(courses_to_spoil: Path) -> Path:
    return courses_to_spoil


@pytest.mark.parametrize("what", WRONG)
def test_check_says_what_is_wrong_and_where(command_app: Flask, content_dir: Path, what: str) -> None:
    spoil, place, word = WRONG[what]
    spoil(content_dir)

    result = command_app.test_cli_runner().invoke(args=["course", "check"])

    errors = [line for line in result.stderr.splitlines() if ": error: " in line]
    assert result.exit_code == 1, result.output
    assert any(line.startswith(place) and word in line for line in errors), result.stderr
    assert "Traceback" not in result.output


def test_check_of_good_courses_counts_them(command_app: Flask) -> None:
    result = command_app.test_cli_runner().invoke(args=["course", "check"])

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "first-garden: 2 modules, 4 lessons, 6 questions.",
        "night-sky: 2 modules, 2 lessons, 0 questions.",
    ]


def test_check_of_one_course_alone(command_app: Flask, content_dir: Path) -> None:
    WRONG["unknown line"][0](content_dir)

    result = command_app.test_cli_runner().invoke(args=["course", "check", str(content_dir / SKY)])

    assert result.exit_code == 0
    assert result.stdout.startswith("night-sky: ")


def test_problems_of_all_courses_are_told_at_once(content_dir: Path) -> None:
    WRONG["unknown line"][0](content_dir)
    write(f"{SKY}/article.md", b"\xff")(content_dir)

    with pytest.raises(MaterialError) as caught:
        compile_folders(content_dir)

    assert {problem.place.path.partition("/")[0] for problem in caught.value.problems} == {GARDEN, SKY}


def test_publishing_is_all_or_nothing(command_app: Flask, school: School, content_dir: Path) -> None:
    put(f"{SKY}/article.md", "Look up", "Look far up")(content_dir)
    WRONG["unknown line"][0](content_dir)
    before = school.dump()

    result = command_app.test_cli_runner().invoke(args=["course", "publish"])

    assert result.exit_code == 1
    assert school.dump() == before


def test_publishing_names_what_changed(command_app: Flask, school: School, content_dir: Path) -> None:
    put(f"{SKY}/article.md", "Look up", "Look far up")(content_dir)

    said = [command_app.test_cli_runner().invoke(args=["course", "publish"]).stdout for _ in range(2)]

    assert said == ["Published: night-sky.\n", "Published: nothing, all courses are as they were.\n"]


@pytest.mark.parametrize("what", ["unknown line", "broken settings", "not UTF-8"])
def test_server_does_not_start_on_broken_content(
    databases: Databases, content_dir: Path, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    spoil, place, _ = WRONG[what]
    spoil(content_dir)

    with databases.fresh("sqlite") as url:
        code = serve("app:create_app", settings_of(url, content_dir), is_demo=False)

    said = capsys.readouterr().err
    assert code == 1
    assert place in said
    assert "The server does not start on content with errors." in said


def settings_of(url: str, content_dir: Path) -> Settings:
    return Settings(database_url=url, content_dir=content_dir, secret_key="s" * 64)


def test_start_publishes_and_greets(
    databases: Databases, content_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with databases.fresh("sqlite") as url:
        prepare(settings_of(url, content_dir))

    said = capsys.readouterr().out
    assert "Runway serves 2 courses at http://127.0.0.1:8000" in said
    assert "http://127.0.0.1:8000/become-instructor/" in said


def test_start_on_an_empty_folder_says_what_to_do(
    databases: Databases, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    with databases.fresh("sqlite") as url:
        prepare(settings_of(url, tmp_path / "empty"))

    said = capsys.readouterr()
    assert "put an article.md there" in said.err
    assert "Runway serves 0 courses" in said.out


def test_start_greets_without_a_link_once_there_is_an_instructor(
    school: School, ines: int, school_url: str, content_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare(settings_of(school_url, content_dir))

    assert "become-instructor" not in capsys.readouterr().out
