from typing import Any

import pytest

from lessons.arrangement import arrange
from lessons.article import read_article
from lessons.lesson import Lesson, Outline
from lessons.outline import find_outline
from sources.places import MaterialError
from tests.lessons.articles import outline_titles

HEAD = "---\ntitle: A title\nvideoId: q8S-685BZcY\n---\n"
TIME = '<a class="yt-timestamp" data-t="00:07:14">[00:07:14]</a>'


def outline(body: str) -> Outline:
    return arrange(read_article(HEAD + body, "a/article.md"))


def titles(body: str) -> list[tuple[str, list[str]]]:
    return outline_titles(outline(body))


def lessons(body: str) -> list[Lesson]:
    return [lesson for module in outline(body).modules for lesson in module.lessons]


def htmls(lesson: Lesson) -> list[str]:
    return [block.html.replace(f' id="{block.anchor}"', "") for block in lesson.blocks]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## A\na\n## B\nb", [("A", ["A"]), ("B", ["B"])]),
        ("## A\n### B\nb\n### C\nc", [("A", ["B", "C"])]),
        ("## A\na\n### B\nb\n#### C\nc", [("A", ["B"])]),
        ("## A\n" + "word " * 150 + "\n### B\nb", [("A", ["B"])]),
        ("## A\n" + "word " * 151 + "\n### B\nb", [("A", ["A", "B"])]),
        ("## A\na\n#### B\nb", [("A", ["A"])]),
        ("# T\nt\n## A\na\n### B\nb", [("A", ["B"])]),
        ("# A\na\n## B\nb\n# C\nc", [("A", ["B"]), ("C", ["C"])]),
        ("# A\na\n# B\nb", [("A", ["A"]), ("B", ["B"])]),
        ("### A\na\n### B\nb\n#### C\nc", [("A", ["A"]), ("B", ["C"])]),
        ("### A\na\n##### B\nb", [("A", ["B"])]),
        ("words", [("A title", ["A title"])]),
        ("##\n## A\na", [("A", ["A"])]),
        ("## A ##\na", [("A", ["A"])]),
        ("## *A* `b` [[x | c]]\na", [("A b c", ["A b c"])]),
        (f"## A {TIME}\na", [("A", ["A"])]),
    ],
)
def test_headings_become_modules_and_lessons(body: str, expected: Any) -> None:
    assert titles(body) == expected


def test_what_stands_before_the_first_module_is_the_welcome() -> None:
    found = outline("# T\nOne.\n\nTwo.\n\n## A\na")

    assert found.title == "T"
    assert [block.html for block in found.welcome] == ['<p id="p1">One.</p>', '<p id="p2">Two.</p>']


def test_times_of_a_heading_open_its_prose() -> None:
    first, second = lessons(f"## A {TIME}\nintro\n### B {TIME}\nb\n### C\nc")

    assert [block.text for block in first.blocks] == ["", "intro", "", "b"]
    assert (first.seconds, second.seconds) == ((434, 434), ())
    assert htmls(first)[0].startswith('<p><a class="yt-timestamp"')


def test_deeper_headings_begin_at_h2() -> None:
    (lesson,) = lessons("## A\n### B\nb\n##### C\nc\n###### D\nd")

    assert htmls(lesson) == ["<p>b</p>", "<h2>C</h2>", "<p>c</p>", "<h3>D</h3>", "<p>d</p>"]


@pytest.mark.parametrize(
    ("body", "expected", "first"),
    [
        ("## A\n### B\n### C\nc", [("A", ["C"])], ["<h2>B</h2>", "<h2>C</h2>", "<p>c</p>"]),
        ("## A\n### B\nb\n### C\n## D\nd", [("A", ["B"]), ("D", ["D"])], ["<h2>B</h2>", "<p>b</p>", "<h2>C</h2>"]),
        ("## A\n## B\nb", [("B", ["B"])], ["<h2>A</h2>", "<h2>B</h2>", "<p>b</p>"]),
        ("## A\na\n## B", [("A", ["A"])], ["<h2>A</h2>", "<p>a</p>", "<h2>B</h2>"]),
        ("## A\n## B\n## C\nc", [("C", ["C"])], ["<h2>A</h2>", "<h2>B</h2>", "<h2>C</h2>", "<p>c</p>"]),
    ],
)
def test_an_empty_section_is_merged_and_reported(body: str, expected: Any, first: Any) -> None:
    found = find_outline(read_article(HEAD + body, "a/article.md"))

    assert titles(body) == expected
    assert htmls(lessons(body)[0]) == first
    assert {problem.code for problem in found.problems} == {"section-empty"}


def test_a_course_of_nothing_but_a_heading_keeps_it() -> None:
    assert titles("## A") == [("A", ["A"])]


def test_ids_are_unique_and_say_what_they_are() -> None:
    body = "## Z\n### Formula\na\n## T\n### Formula\nb\n### Formula\nc\n## 負けない\nd"

    assert [lesson.id for lesson in lessons(body)][:3] == ["formula", "t-formula", "t-formula-2"]
    assert lessons(body)[3].id.startswith("lesson-")
    assert [module.id for module in outline(body).modules][:2] == ["z", "t"]


def test_minutes_come_from_words() -> None:
    short, long = lessons("## A\na\n## B\n" + "word " * 600)

    assert (short.words, short.minutes) == (1, 1)
    assert (long.words, long.minutes) == (600, 3)


def test_headings_without_end_are_refused() -> None:
    with pytest.raises(MaterialError, match="more than 1,000 headings"):
        outline("## A\n" * 100_000)


def test_many_footnotes_take_no_time() -> None:
    assert outline("[^1]: a\n\n[^1] b\n" * 600).modules
