import pytest

from lessons.arrangement import arrange
from lessons.article import read_article
from sources.places import Place, Severity

HEAD = "---\ntitle: A\nvideoId: -RdOwhmqP5s\n---\n"
KNOWN = {"salary-talks": "/courses/salary-talks"}


def shown(body: str) -> str:
    article = read_article(HEAD + body, "a/article.md", known=KNOWN)
    return "\n".join(line.text for line in article.lines)


def problems_of(body: str) -> list[tuple[str, Place, Severity]]:
    return [
        (problem.code, problem.place, problem.severity)
        for problem in read_article(HEAD + body, "a", known=KNOWN).problems
    ]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("[[a_page | the label]]", "the label"),
        ("[[a_page|the label]]", "the label"),
        ("[[a_page]]", "a page"),
        ("[[a_page#Part | b]]", "b"),
        ("[[a_page#Part]]", "a page: Part"),
        ("[[a | b | c]]", "b &#124; c"),
        ("[[a_page | ]]", "a page"),
        ("[[a_page \\| b]]", "b"),
        ("[[a | see [1] there]]", "see [1] there"),
        ("![[picture.png]]", "picture.png"),
        ("[[a | b]", "b"),
        ("[[a | b", "[[a | b"),
        ("[a | b]]", "[a | b]]"),
        ("[[1, 2], [3, 4]]", "[[1, 2], [3, 4]]"),
        ("[[]]", ""),
        ("`[[a | b]]`", "`[[a | b]]`"),
        ("[[salary_talks | b]]", '<a href="/courses/salary-talks">b</a>'),
        ("[[Salary Talks#x | b]]", '<a href="/courses/salary-talks">b</a>'),
    ],
)
def test_wikilinks_become_their_labels(written: str, text: str) -> None:
    assert shown(f"x {written} y") == f"x {text} y"


def test_links_in_fenced_code_stay() -> None:
    assert shown("```\n[[a | b]]\n```") == "```\n[[a | b]]\n```"


def test_a_link_in_a_table_does_not_break_its_row() -> None:
    outline = arrange(read_article(f"{HEAD}| a | b |\n|---|---|\n| [[x | y]] | z |", "a"))

    assert outline.modules[0].lessons[0].blocks[0].text == "a b y z"


def test_targets_that_nobody_holds_are_noted_once() -> None:
    assert problems_of("One [[b | c]]\n[[b | d]] [[salary_talks | e]]") == [
        ("wikilink-dangling", Place("a", 5, 5), Severity.NOTE)
    ]


def test_a_missing_bracket_is_reported_with_its_place() -> None:
    assert ("wikilink-broken", Place("a", 5, 4), Severity.WARNING) in problems_of("On [[salary_talks | c]")
