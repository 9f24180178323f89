from typing import Any

import pytest

from lessons.arrangement import arrange
from lessons.article import read_article
from sources.places import Place
from tests.lessons.articles import outline_titles

HEAD = "---\ntitle: A title\nvideoId: -RdOwhmqP5s\n---\n"


def read(body: str) -> Any:
    return read_article(HEAD + body, "a/article.md")


def titles(body: str) -> list[tuple[str, list[str]]]:
    return outline_titles(arrange(read(body)))


def words(body: str) -> tuple[list[str], list[list[str]]]:
    outline = arrange(read(body))
    lessons = [lesson for module in outline.modules for lesson in module.lessons]
    return [block.text for block in outline.welcome], [[block.text for block in lesson.blocks] for lesson in lessons]


def codes(body: str) -> list[str]:
    return [problem.code for problem in read(body).problems if problem.code != "wikilink-dangling"]


@pytest.mark.parametrize(
    ("line", "channel"),
    [
        ("From: [[someone]] <br/> ", "someone"),
        ("From: [[someone]]", "someone"),
        ("From: [[some_one | Some One]] <br>", "Some One"),
        ("From: someone <br/>", "someone"),
    ],
)
def test_the_channel_comes_from_the_first_line(line: str, channel: str) -> None:
    article = read(f"\n{line}\n\n## One\nText.")

    assert article.channel == channel
    assert words(f"\n{line}\n\n## One\nText.") == ([], [["Text."]])


def test_words_after_the_channel_stay() -> None:
    assert words("From: [[someone]] <br/> More words.\n\n## One\nText.") == (["More words."], [["Text."]])


def test_a_line_from_somebody_further_down_is_text() -> None:
    assert words("Text.\n\nFrom: [[someone]]") == ([], [["Text.", "From: someone"]])


@pytest.mark.parametrize("rule", ["---", "====="])
def test_a_rule_under_the_channel_makes_no_heading_of_it(rule: str) -> None:
    assert titles(f"From: [[someone]] <br/>\n{rule}\n\n## One\nText.") == [("One", ["One"])]


def test_underlined_headings_count() -> None:
    assert titles("Intro.\n\nOne\n---\n\nText.\n\nTwo\n-----\nText.") == [("One", ["One"]), ("Two", ["Two"])]


def test_an_underlined_title_stands_above_modules() -> None:
    outline = arrange(read("The Title\n===\n\nIntro.\n\nOne\n---\nText."))

    assert (outline.title, [block.text for block in outline.welcome]) == ("The Title", ["Intro."])


@pytest.mark.parametrize(
    "body",
    ["Two lines\nof text.\n---\n\nMore.", "- item\n---\nMore.", "> quote\n---\nMore.", "x" * 200 + "\n---\nMore."],
)
def test_dashes_under_other_text_are_a_rule(body: str) -> None:
    assert titles(body) == [("A title", ["A title"])]


@pytest.mark.parametrize(
    "wrapped",
    [
        "```markdown\n{}\n```",
        "```markdown\n{}\n```\n\nWords after it.",
        "Here is the article:\n\n```markdown\n{}\n```",
        "```md\n{}",
        "```\n{}\n```\n",
        "~~~markdown\n{}\n~~~",
    ],
)
def test_an_article_wrapped_in_a_fence_is_unwrapped(wrapped: str) -> None:
    body = wrapped.format("Intro.\n\n## One\nText.\n\n```python\n# no heading\n```\n\n## Two\nMore.")

    assert titles(body) == [("One", ["One"]), ("Two", ["Two"])]
    assert "article-wrapped" in codes(body)


def test_a_channel_inside_the_wrapping_fence_is_found() -> None:
    assert read("```markdown\nFrom: [[someone]]\n\n## One\nText.\n```").channel == "someone"


def test_a_fence_that_is_code_stays_code() -> None:
    body = "## One\n\n```python\n# no heading\n## none either\n```\n\nText."

    assert titles(body) == [("One", ["One"])]
    assert words(body) == ([], [["# no heading ## none either", "Text."]])


def test_a_stray_fence_at_the_end_is_taken_away_and_reported() -> None:
    assert words("## One\nText.\n\n```") == ([], [["Text."]])
    assert codes("## One\nText.\n\n```") == ["fence-unclosed"]


def test_an_unclosed_fence_with_a_language_ends_before_the_next_heading() -> None:
    body = "## One\n\n```python\n# comment\nx = 1\n\n## Two\nText."

    assert titles(body) == [("One", ["One"]), ("Two", ["Two"])]
    assert words(body) == ([], [["# comment x = 1"], ["Text."]])


def test_an_opening_phrase_stays_and_is_noted() -> None:
    body = "Here is the article on time:\n\n## One\nText."

    assert words(body) == (["Here is the article on time:"], [["Text."]])
    assert codes(body) == ["opening-phrase"]


def test_live_html_vanishes_and_is_noted_with_its_place() -> None:
    article = read('## One\nText <iframe src="x">no</iframe> more. `<script>`\n')

    assert [(problem.code, problem.place) for problem in article.problems] == [
        ("html-not-shown", Place("a/article.md", 6, 6))
    ]
    assert words('## One\nText <iframe src="x">no</iframe> more. `<script>`') == ([], [["Text more. <script>"]])


def test_footnotes_are_in_the_lesson_that_refers_to_them() -> None:
    body = "## One\nA fact[^1].\n\n## Two\nText.\n\n[^1]: The source."

    assert words(body) == ([], [["A fact.", "The source."], ["Text."]])


def test_an_empty_text_is_a_course_with_one_empty_lesson() -> None:
    assert titles("") == [("A title", ["A title"])]
    assert outline_titles(arrange(read_article("", "a"))) == [("Lesson", ["Lesson"])]


def test_a_video_named_elsewhere_overrides_the_articles_own() -> None:
    assert read_article(HEAD, "a", video="q8S-685BZcY").video == "q8S-685BZcY"
