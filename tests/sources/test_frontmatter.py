import pytest

from sources.frontmatter import split_frontmatter
from sources.places import Place, Severity


def test_fields_are_strings_and_the_body_knows_its_line() -> None:
    head = split_frontmatter('---\ntitle: Time: a story\nvideoId: "-abc"\nat: 1:30\nno: no\n---\n\nText', "a.md")

    assert head.fields == {"title": "Time: a story", "videoId": "-abc", "at": "1:30", "no": "no"}
    assert head.places["videoId"] == Place("a.md", 3)
    assert (head.body, head.body_line, head.problems) == ("\nText", 7, ())


def test_text_without_a_head_is_all_body() -> None:
    head = split_frontmatter("Text\n---\nmore", "a.md")

    assert (head.fields, head.body, head.body_line) == ({}, "Text\n---\nmore", 1)


def test_a_head_that_is_never_closed_ends_after_its_fields() -> None:
    head = split_frontmatter("---\ntitle: A\n\n## Heading\nText", "a.md")

    assert head.fields == {"title": "A"}
    assert head.body == "\n## Heading\nText"
    assert [(problem.code, problem.severity) for problem in head.problems] == [
        ("frontmatter-unclosed", Severity.WARNING)
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [("- item", "frontmatter-line"), ("title: again", "frontmatter-twice"), ("no colon", "frontmatter-line")],
)
def test_odd_lines_are_reported_and_the_rest_is_read(line: str, code: str) -> None:
    head = split_frontmatter(f"---\ntitle: A\n{line}\nvideoId: b\n---\nText", "a.md")

    assert head.fields == {"title": "A", "videoId": "b"}
    assert [(problem.code, problem.place) for problem in head.problems] == [(code, Place("a.md", 3))]


@pytest.mark.parametrize("value", ["'a'", '"a"', "a"])
def test_one_pair_of_quotes_is_taken_away(value: str) -> None:
    assert split_frontmatter(f"---\nname: {value}\n---\n", "a.md").fields == {"name": "a"}
