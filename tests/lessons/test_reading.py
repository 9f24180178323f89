from typing import Any

import pytest

from lessons.reading import read_material
from sources.ids import is_id
from sources.places import MaterialError, Place, Severity
from tests.lessons.articles import SEED

ARTICLE = "---\ntitle: T\nvideoId: q8S-685BZcY\n---\n## One\nText [[x | y]].\n\n## Two\nMore."
ONE = "---\nlesson: one\nobjective: You can.\n---\nAid.\n\n```reflect {#now into=market}\nWhat now?\n```\n"
TOML = '[[plan.section]]\nid = "market"\ntitle = "The market"\n'


def refused(**files: Any) -> Any:
    with pytest.raises(MaterialError) as refusal:
        read_material("a", **{"article": ARTICLE, **files})
    return [
        (problem.code, str(problem.place)) for problem in refusal.value.problems if problem.severity is Severity.ERROR
    ], str(refusal.value)


def test_an_article_alone_is_a_course() -> None:
    material = read_material("a", ARTICLE)

    assert [module.title for module in material.outline.modules] == ["One", "Two"]
    assert [problem.code for problem in material.problems] == ["wikilink-dangling"]
    assert material.settings.pass_mark == 80


def test_lessons_get_what_their_files_add() -> None:
    welcome = "---\nlesson: _welcome\n---\nHello.\n"
    material = read_material("a", ARTICLE, TOML, {"one": ONE, "_welcome": welcome})
    one, two = (module.lessons[0] for module in material.outline.modules)

    assert (one.objective, one.aid, [prompt.id for prompt in one.prompts]) == ("You can.", "<p>Aid.</p>", ["now"])
    assert (two.objective, two.prompts) == ("", ())
    assert material.welcome_aid == "<p>Hello.</p>"
    assert material.places == {("one", "now"): Place("a/lessons/one.md", 7)}


def test_a_file_named_after_no_lesson_is_an_error() -> None:
    problems, message = refused(course_toml=TOML, lesson_files={"tow": ONE.replace("one", "tow")})

    assert problems == [("lesson-unknown", "a/lessons/tow.md:1:1")]
    assert "Its lessons are: two, one." in message


def test_a_prompt_goes_into_a_section_that_there_is() -> None:
    assert refused(lesson_files={"one": ONE})[0] == [("prompt-into", "a/lessons/one.md:7:1")]


def test_all_errors_come_together_with_the_warnings() -> None:
    toml = TOML + '[[module]]\nid = "m"\nheading = "Three"\n'
    problems, message = refused(course_toml=toml, lesson_files={"one": ONE.replace("reflect", "relfect")})

    assert problems == [("heading-missing", "a/course.toml:6:11"), ("prompt-kind", "a/lessons/one.md:7:1")]
    assert "wikilink-dangling" in message


def test_a_broken_course_file_is_told_alone() -> None:
    assert refused(course_toml="title =", lesson_files={"x": ONE.replace("one", "x")})[0] == [
        ("toml-broken", "a/course.toml:1:8")
    ]


def test_the_video_of_the_settings_is_linked() -> None:
    article = ARTICLE.replace("Text", 'Text <a class="yt-timestamp" data-t="00:07:14">[00:07:14]</a>')
    material = read_material("a", article, 'video = "-RdOwhmqP5s"')

    assert material.outline.video == "-RdOwhmqP5s"
    assert "watch?v=-RdOwhmqP5s&amp;t=434s" in material.outline.modules[0].lessons[0].blocks[0].html


def test_the_shipped_course_reads_clean() -> None:
    folder = SEED.parent
    files = {path.stem: path.read_text(encoding="utf-8") for path in sorted((folder / "lessons").glob("*.md"))}
    toml = (folder / "course.toml").read_text(encoding="utf-8")

    material = read_material(folder.name, SEED.read_text(encoding="utf-8"), toml, files)

    assert {problem.severity for problem in material.problems} <= {Severity.NOTE}
    assert all(lesson.objective for module in material.outline.modules for lesson in module.lessons)


RATE = "---\nlesson: {0}\n---\n```rate {{#sure again={1}{2}}}\nHow sure?\n1: not\n2: quite\n```\n"


def rated(name: str, again: str, more: str = "") -> dict[str, str]:
    return {name: RATE.format(name, again, more)}


def test_a_rating_is_asked_again_where_it_says_under_an_id_that_no_author_can_write() -> None:
    material = read_material("a", ARTICLE, TOML, rated("one", "two", " required=yes into=market"))
    first, second = (module.lessons[0].prompts[-1] for module in material.outline.modules)

    assert (first.id, first.required, first.first, first.into) == ("sure", True, "", "market")
    assert (second.id, second.required, second.first, second.into) == ("sure--again", False, "sure", "market")
    assert second.levels == first.levels
    assert not is_id(second.id)


def test_the_longest_id_still_fits_where_it_is_asked_again() -> None:
    longest = "a" * 60
    files = {name: text.replace("#sure", f"#{longest}") for name, text in rated("one", "two").items()}

    assert len(read_material("a", ARTICLE, None, files).outline.modules[1].lessons[0].prompts[0].id) <= 80


def test_prompts_of_the_welcome_and_the_end_are_read() -> None:
    end = "---\nlesson: _end\n---\n```reflect {#back}\nLooking back?\n```\n"
    material = read_material("a", ARTICLE, None, {**rated("_welcome", "_end"), "_end": end})

    assert [prompt.id for prompt in material.welcome_prompts] == ["sure"]
    assert [prompt.id for prompt in material.end_prompts] == ["back", "sure--again"]


@pytest.mark.parametrize(
    ("name", "again", "said"),
    [
        ("one", "three", "The course has no lesson “three”."),
        ("one", "one", "“one” is not after this prompt."),
        ("two", "one", "“one” is not after this prompt."),
        ("two", "_welcome", "“_welcome” is not after this prompt."),
        ("_end", "_end", "After the end nothing can be asked again."),
    ],
)
def test_a_rating_that_cannot_be_asked_again_there_is_refused(name: str, again: str, said: str) -> None:
    problems, message = refused(lesson_files=rated(name, again))

    assert problems == [("prompt-again", f"a/lessons/{name}.md:4:1")]
    assert said in message


@pytest.mark.parametrize("name", ["_welcome", "_end"])
def test_what_counts_for_no_lesson_cannot_be_required(name: str) -> None:
    file = f"---\nlesson: {name}\n---\n```reflect {{#now required=yes}}\nWhat now?\n```\n"

    assert refused(lesson_files={name: file})[0] == [("prompt-outside-lesson", f"a/lessons/{name}.md:4:1")]
