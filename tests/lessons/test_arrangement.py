from typing import Any

import pytest

from lessons.arrangement import arrange
from lessons.article import read_article
from lessons.course_file import read_course_file
from lessons.lesson import Outline
from sources.places import MaterialError
from tests.lessons.articles import SEED, outline_titles

ARTICLE = """---
title: T
videoId: q8S-685BZcY
---
Welcome.

## A
own

### B
b

#### Deep
deep

### C
c

## D

### B
second
"""


def arranged(toml: str, article: str = ARTICLE) -> Outline:
    settings = read_course_file(toml, "a/course.toml")
    return arrange(read_article(article, "a/article.md"), settings, text=toml, path="a/course.toml")


def texts(outline: Outline) -> list[list[str]]:
    return [[block.text for block in lesson.blocks] for module in outline.modules for lesson in module.lessons]


def refused(toml: str, article: str = ARTICLE) -> Any:
    with pytest.raises(MaterialError) as refusal:
        arranged(toml, article)
    return [(problem.code, problem.place.line) for problem in refusal.value.problems], str(refusal.value)


def module(name: str, *lessons: str, heading: str = "") -> str:
    rows = [f'[[module]]\nid = "{name}"' + (f'\nheading = "{heading}"' if heading else f'\ntitle = "{name}"')]
    return "\n".join(rows + [f"[[module.lesson]]\n{lesson}" for lesson in lessons])


def lesson(name: str, *headings: str, title: str = "") -> str:
    listed = ", ".join(f'"{heading}"' for heading in headings)
    return f'id = "{name}"\nfrom = [{listed}]' + (f'\ntitle = "{title}"' if title else "")


FULL = (
    module("a", lesson("b", "B"), lesson("c", "C"), heading="A") + "\n" + module("d", lesson("e", "B#2"), heading="D")
)


def test_headings_are_found_and_ids_are_the_authors() -> None:
    outline = arranged(FULL)

    assert outline_titles(outline) == [("A", ["B", "C"]), ("D", ["B"])]
    assert [lesson.id for module in outline.modules for lesson in module.lessons] == ["b", "c", "e"]
    assert texts(outline) == [["own", "b", "Deep", "deep"], ["c"], ["second"]]
    assert [block.text for block in outline.welcome] == ["Welcome."]


def test_without_modules_the_found_outline_stays() -> None:
    assert outline_titles(arranged('title = "Other"')) == [("A", ["B", "C"]), ("D", ["B"])]
    assert arranged('title = "Other"').title == "Other"


def test_a_module_without_lessons_has_those_found() -> None:
    outline = arranged(module("a", heading="A") + "\n" + module("d", lesson("e", "B#2"), heading="D"))

    assert outline_titles(outline) == [("A", ["B", "C"]), ("D", ["B"])]


def test_merged_lessons_show_each_of_their_headings() -> None:
    outline = arranged(module("a", lesson("bc", "B", "C", title="Both"), heading="A") + "\n" + module("d", heading="D"))
    merged = outline.modules[0].lessons[0]

    assert merged.title == "Both"
    assert [block.html for block in merged.blocks] == [
        '<p id="p1">own</p>',
        '<h2 id="p2">B</h2>',
        '<p id="p3">b</p>',
        '<h3 id="p4">Deep</h3>',
        '<p id="p5">deep</p>',
        '<h2 id="p6">C</h2>',
        '<p id="p7">c</p>',
    ]


def test_a_deeper_heading_can_be_a_lesson() -> None:
    toml = module("a", lesson("b", "B"), lesson("deep", "Deep"), lesson("c", "C"), heading="A")
    outline = arranged(toml + "\n" + module("d", heading="D"))

    assert texts(outline)[:2] == [["own", "b"], ["deep"]]


def test_lessons_can_be_regrouped_over_modules() -> None:
    toml = (
        module("one", lesson("a", "A"), lesson("b", "B")) + "\n" + module("two", lesson("c", "C"), lesson("e", "B#2"))
    )
    outline = arranged(toml)

    assert outline_titles(outline) == [("one", ["A", "B"]), ("two", ["C", "B"])]
    assert texts(outline)[0] == ["own"]


def test_a_heading_named_alone_takes_all_below_it() -> None:
    outline = arranged(module("a", lesson("all", "A"), heading="A") + "\n" + module("d", lesson("e", "D"), heading="D"))

    assert texts(outline) == [["own", "B", "b", "Deep", "deep", "C", "c"], ["B", "second"]]


def test_a_number_in_a_heading_is_no_count() -> None:
    article = ARTICLE.replace("### C", "### Rule #2")

    assert outline_titles(arranged(FULL.replace('"C"', '"Rule #2"'), article))[0] == ("A", ["B", "Rule #2"])


def test_a_heading_that_is_not_there_is_answered_with_the_closest() -> None:
    problems, message = refused(FULL.replace('["C"]', '["See"]').replace('"B#2"', '"Depp"'))

    assert problems == [("heading-missing", 9), ("heading-missing", 15)]
    assert 'Write "Deep"' in message


def test_a_heading_that_no_lesson_takes_is_an_error() -> None:
    problems, message = refused(module("a", lesson("b", "B"), heading="A") + "\n" + module("d", heading="D"))

    assert [code for code, _ in problems] == ["heading-unused"]
    assert 'Write "C" into' in message


def test_text_of_a_module_that_nobody_takes_is_an_error() -> None:
    problems, message = refused(module("x", lesson("b", "B"), lesson("c", "C"), lesson("e", "B#2")))

    assert problems == [("heading-unused", 1)]
    assert "“A”" in message


def test_a_heading_can_be_taken_once() -> None:
    problems, _ = refused(FULL.replace('["C"]', '["B"]'))

    assert problems[0] == ("heading-twice", 9)


def test_the_articles_order_is_the_only_order() -> None:
    swapped = module("a", lesson("c", "C"), lesson("b", "B"), heading="A") + "\n" + module("d", heading="D")

    assert ("order", 8) in [(code, line - 1) for code, line in refused(swapped)[0]]


def test_a_lesson_without_headings_is_an_error() -> None:
    assert refused(FULL.replace('["C"]', "[]"))[0][0][0] == "lesson-without-headings"


def test_the_shipped_course_has_ten_lessons() -> None:
    toml = (SEED.parent / "course.toml").read_text(encoding="utf-8")
    outline = arranged(toml, SEED.read_text(encoding="utf-8"))

    assert [len(module.lessons) for module in outline.modules] == [1, 2, 5, 1, 1]
    assert [block.html[:3] for block in outline.modules[3].lessons[0].blocks] == ["<h2", "<ul"] * 3
