"""`flask course new`: any article gives a course that can be served at once, or one clear line."""

import os
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from course.material.compiling import compile_folder, gather
from course.material.starting import make_files, start_course
from lessons.arrangement import arrange
from lessons.article import read_article
from lessons.course_file import read_course_file
from lessons.lesson import Outline
from lessons.lesson_file import read_lesson_file
from lessons.outline import find_outline
from lessons.prompt_kinds import KINDS as PROMPT_KINDS
from lessons.reading import read_material
from quizzes.evidence import prove
from quizzes.examples import EXAMPLES
from quizzes.kinds import KINDS as QUESTION_KINDS
from quizzes.parsing import parse_quiz
from quizzes.writing_rules import check_writing
from sources.places import MaterialError
from tests.checking.conftest import Run
from tests.lessons.articles import FAMILY, FAMILY_ARTICLES, SEED
from tests.material.garden import COURSES, GARDEN, SKY

OWN_ARTICLES = (SEED, COURSES / GARDEN / "article.md", COURSES / SKY / "article.md")
ARTICLES = OWN_ARTICLES + FAMILY_ARTICLES
ODD = {
    "no heading": "Words, and nothing else than words, in one paragraph.\n",
    "8,000 words": "word " * 8_000,
    "broken frontmatter": "---\ntitle: A\nnonsense\n## One\nText.\n",
    "two of a name": "## A\none\n## A\ntwo\n## A#2\nthree\n### A\nfour\n",
    "an empty module": "## A\n## B\n### C\nText.\n## D\n",
    "quotation marks": '## "A" \\ \'B\' [x]\nText.\n## C "#" D\nMore.\n',
    "a long module text": f"## A\n{'word ' * 200}\n### B\nText.\n",
    "several first headings": "# A\nText.\n# B\n## C\nMore.\n",
    "a title above": "# The course\nWelcome.\n## A\nText.\n",
    "a time as heading": '## <a class="yt-timestamp" data-t="00:01:00">[1:00]</a>\nText.\n## B\nMore.\n',
    "arrows": "## A\nFrom here --> there goes the arrow, and further.\n<!-- no --> end.\n",
    "Japanese": "## 日本語\n文章です。もう一つの文章です。\n",
}
RAW = re.compile(r'^source: "(.*)"(?:   at: (\d\d:\d\d:\d\d))?$', re.MULTILINE)


def stem(path: Path) -> str:
    return path.parent.name if path.name == "article.md" else path.stem


def files_of(text: str) -> dict[str, str]:
    return make_files(text, "course/article.md")[0]


def outline_found(text: str) -> Outline:
    return arrange(read_article(text, "course/article.md"))


def outline_written(text: str, toml: str) -> Outline:
    return read_material("course", text, toml).outline


def assert_reads_back(text: str) -> None:
    assert outline_written(text, files_of(text)["course.toml"]) == outline_found(text)


@pytest.mark.parametrize("path", ARTICLES, ids=stem)
def test_the_outline_that_is_written_is_the_outline_that_was_found(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert_reads_back(text)
    modules = read_course_file(files_of(text)["course.toml"], "course.toml").modules
    assert bool(modules) == any(module.head is not None for module in find_outline(read_article(text, "a")).modules)


@pytest.mark.parametrize("what", ODD)
def test_odd_articles_read_back_too(what: str) -> None:
    assert_reads_back(ODD[what])


@pytest.mark.parametrize("path", ARTICLES, ids=stem)
def test_a_course_is_served_at_once(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "content" / "new-course"

    started = start_course(path, folder)

    compiled = compile_folder(folder)
    names = {lesson.id for lesson in compiled.course.lessons}
    assert (folder / "article.md").read_bytes() == path.read_bytes()
    assert len(names) == started.lessons
    assert {file.stem for file in (folder / "quizzes").iterdir()} == names
    assert {file.stem for file in (folder / "lessons").iterdir()} == names
    assert [entry.name for entry in folder.parent.iterdir()] == ["new-course"]


@pytest.mark.parametrize("what", ODD)
def test_odd_articles_are_served_too(what: str, tmp_path: Path) -> None:
    (tmp_path / "odd.md").write_text(ODD[what], encoding="utf-8")

    start_course(tmp_path / "odd.md", tmp_path / "odd")

    assert not gather(tmp_path / "odd").has_errors


@pytest.mark.parametrize("path", ARTICLES, ids=stem)
def test_raw_material_can_be_quoted_as_it_stands(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    outline = outline_found(text)
    number = 0
    for lesson in (lesson for module in outline.modules for lesson in module.lessons):
        for line in RAW.finditer(files_of(text)[f"quizzes/{lesson.id}.md"].partition("\n-->")[0]):
            question = f"## So? {{#q}}\nkind: truefalse\n{line[0]}\n= true\nexplain: So.\n"
            parsed = parse_quiz(f"---\nlesson: {lesson.id}\n---\n{question}", f"quizzes/{lesson.id}.md")
            assert prove(parsed, lesson.blocks, lesson.seconds) == ()
            number += 1
    assert number


def test_sentences_come_with_their_own_second() -> None:
    quoted = RAW.findall(files_of(SEED.read_text(encoding="utf-8"))["quizzes/the-joe-analogy.md"])

    assert [at for words, at in quoted if "eventually loses" in words] == ["00:09:02"]


@pytest.mark.parametrize("kind", QUESTION_KINDS)
def test_every_kind_of_question_has_an_example_that_is_well_written(kind: str) -> None:
    assert kind in EXAMPLES, f"quizzes/examples.py has no example of {kind}"

    parsed = parse_quiz(f"---\nlesson: example\n---\n{EXAMPLES[kind]}", "example.md")

    assert [type(question) for question in parsed.quiz.questions] == [QUESTION_KINDS[kind].question]
    assert [*parsed.warnings, *check_writing([parsed], "en")] == []


def test_every_kind_of_prompt_has_an_example() -> None:
    text = files_of(SEED.read_text(encoding="utf-8"))["lessons/conclusion.md"]
    body = text.partition("<!--")[2].partition("-->")[0]
    numbered = "".join(f"{part}{{#p{number}" for number, part in enumerate(body.split("{#name-of-the-prompt")))
    uncommented = numbered[: numbered.rindex("{#p")]

    assert read_lesson_file(text, "conclusion.md").prompts == ()
    file = read_lesson_file(f"---\nlesson: conclusion\n---\n{uncommented}", "conclusion.md")
    assert {prompt.kind for prompt in file.prompts} == set(PROMPT_KINDS)


def test_a_delete_sign_in_a_title_is_escaped() -> None:
    toml = files_of("---\ntitle: A\x7fB\n---\n## C\nText.\n")["course.toml"]

    assert tomllib.loads(toml)["title"] == "A\x7fB"


def test_what_is_made_is_told(run: Run, tmp_path: Path) -> None:
    result = run("new", SEED, "--into", tmp_path / "own-it")

    assert result.exit_code == 0
    assert "own-it: 5 modules, 12 lessons, 0 warnings, 7 notes." in result.stdout


def test_what_is_odd_is_told_at_its_place(run: Run, tmp_path: Path) -> None:
    (tmp_path / "odd.md").write_text("## A\n## B\nText.\n", encoding="utf-8")

    result = run("new", tmp_path / "odd.md", "--into", tmp_path / "odd")

    assert result.exit_code == 0
    assert result.stderr.startswith("odd.md:1:1: warning: Nothing stands under “A”")


def test_nothing_is_overwritten(run: Run, content_dir: Path) -> None:
    before = {path: path.read_bytes() for path in content_dir.rglob("*") if path.is_file()}

    result = run("new", SEED, "--into", content_dir / GARDEN)

    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert {path: path.read_bytes() for path in content_dir.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "article-empty"),
        (b"---\ntitle: A\n---\n\n", "article-empty"),
        (b"## A\n", "article-empty"),
        (b"%PDF-1.7\n\x00\xff", "file-nul"),
        ("Wörter".encode("utf-16"), "file-nul"),
        (b"\xff\xd8\xff\xe0JFIF", "file-not-utf8"),
        (b"#" * 3_000_000, "file-too-large"),
        (b"# A\n" * 2_000, "headings-too-many"),
    ],
)
def test_what_is_no_article_gives_one_clear_line(run: Run, tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "it.md").write_bytes(data)

    result = run("new", tmp_path / "it.md", "--into", tmp_path / "it")

    assert result.exit_code == 1
    assert [line for line in result.stderr.splitlines() if f"[{code}]" in line]
    assert "Traceback" not in result.output
    assert not (tmp_path / "it").exists()


def test_a_target_that_cannot_be_written_gives_one_clear_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    (tmp_path / "articles").mkdir()
    shutil.copy(SEED, tmp_path / "articles" / "a.md")
    before = sorted(tmp_path.rglob("*"))

    for words in ((SEED, "file/course"), (SEED, "link"), (tmp_path / "articles", "file/courses")):
        result = run("new", words[0], "--into", tmp_path / words[1])

        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.count("\n") == 1
        assert "cannot be written" in result.stderr
        assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("into", [".", "", "..", "/"])
def test_a_target_without_a_name_gives_one_clear_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, into: str
) -> None:
    here = tmp_path / "Here!"
    here.mkdir()
    (here / "here.txt").write_text("x", encoding="utf-8")
    monkeypatch.chdir(here)

    result = run("new", SEED, "--into", into)

    assert result.exit_code in (1, 2)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert [path.name for path in here.iterdir()] == ["here.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_what_is_neither_file_nor_folder_is_not_waited_for(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pipes").mkdir()
    os.mkfifo(tmp_path / "pipes" / "pipe.md")

    assert run("new", tmp_path / "pipes" / "pipe.md", "--into", tmp_path / "a").exit_code == 2
    assert run("new", tmp_path / "pipes", "--into", tmp_path / "b").exit_code == 2


def test_a_name_that_is_no_address_exits_2_with_one_that_is(run: Run, tmp_path: Path) -> None:
    result = run("new", SEED, "--into", tmp_path / "Own It!")

    assert result.exit_code == 2
    assert "own-it" in result.stderr


def test_a_folder_without_articles_exits_2(run: Run, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()

    assert run("new", tmp_path / "none", "--into", tmp_path / "courses").exit_code == 2


def test_a_folder_of_sixty_articles_gives_sixty_courses(run: Run, tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(60):
        shutil.copyfile(ARTICLES[number % len(ARTICLES)], articles / f"Article {number}.md")

    first, again = (run("new", articles, "--into", tmp_path / "courses") for _ in range(2))

    assert (first.exit_code, again.exit_code) == (0, 1)
    assert len(list((tmp_path / "courses").iterdir())) == 60
    assert first.stdout.splitlines()[-1].startswith("[60/60] article-9: ")
    assert "60 of 60 articles were not made into a course." in again.stderr


def test_articles_whose_names_give_the_same_address_give_two_courses(run: Run, tmp_path: Path) -> None:
    for name in ("A!.md", "a.md", "empty.md"):
        (tmp_path / "articles").mkdir(exist_ok=True)
        (tmp_path / "articles" / name).write_text("" if name == "empty.md" else "Some words.", encoding="utf-8")

    result = run("new", tmp_path / "articles", "--into", tmp_path / "courses")

    assert result.exit_code == 1
    assert sorted(folder.name for folder in (tmp_path / "courses").iterdir()) == ["a", "a-2"]
    assert "[3/3] empty: empty.md:1:1: error: There is nothing to read" in result.stdout


@pytest.mark.skipif(not FAMILY.is_dir(), reason="the family's articles do not lie beside this repository")
def test_the_family_is_all_tried() -> None:
    assert len(FAMILY_ARTICLES) == 15


def test_an_article_beyond_bounds_gives_no_half_course(tmp_path: Path) -> None:
    (tmp_path / "it.md").write_text(f"## A\n{'*' * 400}\n", encoding="utf-8")

    with pytest.raises(MaterialError):
        start_course(tmp_path / "it.md", tmp_path / "it")

    assert [path.name for path in tmp_path.iterdir()] == ["it.md"]
