"""The outlines of known articles, written by hand."""

import re
from typing import Any

import pytest

from lessons.arrangement import arrange
from lessons.article import read_article
from lessons.outline import find_outline
from tests.lessons.articles import FAMILY, SEED, outline_titles

SEED_OUTLINE = [
    ("Act Like the CEO of Your Career", ["Act Like the CEO of Your Career"]),
    ("Dangers of Career Stagnation", ['The "Joe" Analogy', 'Believing "You\'re Not Ready"']),
    (
        "Strategies for Career Advancement",
        [
            "Play Chess, Not Checkers",
            "Continuous Learning and Market Awareness",
            "Rebranding and Strategic Step Backs",
            "Don't Wait for Recognition",
            "Testing the Open Market",
        ],
    ),
    (
        "Resources for Career Development",
        ["Resume Optimization", "Interview and Marketing Skills", "Leveraging LinkedIn"],
    ),
    ("Conclusion", ["Conclusion"]),
]

FAMILY_OUTLINES = {
    "callouts": [
        ("Understanding Absolute Value", 1),
        ("Case 1: Absolute Value Less Than a Number (e.g., |f(x)| < a)", 1),
        ("Case 2: Absolute Value Greater Than a Number (e.g., |f(x)| > a)", 1),
    ],
    "duplicate-headings": [
        ("The Importance of Advertising and Leads", 1),
        ("The Core Four Advertising Methods", 4),
        ("Leveraging Others: The Four Lead Getters", 4),
        ("The 100 Million Dollar Leads System", 1),
        ("The Ultimate Offer: A Free System", 1),
    ],
    "empty-h2-then-h3": [
        ("Current Market Conditions", 1),
        ("State of Initial Public Offerings (IPOs)", 1),
        ("AI's Influence on Valuations and Business Models", 1),
        ("Venture Capital Funding and Strategies", 3),
        ("The Importance of Writing Deal Memos", 1),
        ("Creator Economy and Data Ownership", 1),
        ("Regulatory Impact on Investment and Innovation", 1),
        ("The Role of Constraint in Startups", 1),
    ],
    "h3-first-no-h2": [
        ("The Speaker's Personal Journey and the Role of Skills", 1),
        ("Foundational Skills and Practical Application", 1),
        ("The Role of Time and Investment in Skills", 1),
        ("How Money is Made Through Value Exchange", 1),
        ("The Path of Skill Acquisition and Authority", 1),
        ("Overcoming Obstacles through Self-Responsibility", 1),
    ],
    "latex": [
        ("The Problem: Finding Polynomial Roots", 2),
        ("Newton's Method Explained (Real Numbers)", 5),
        ("Newton's Method in the Complex Plane", 2),
        ("The Newton's Fractal", 1),
        ("Why the Complexity? The Boundary Property", 3),
        ("Future Explorations", 1),
    ],
    "no-heading": [("React Hooks explained", 1)],
    "setext-From-line": [("India's Batting Lineup and Talent Pool", 2)],
    "table-with-wikilink-pipe": [("Z-statistic", 3), ("T-statistic", 3), ("Summary of Differences", 1)],
    "ts-attr-broken": [
        ("The Genesis of the Concept", 1),
        ("Breakthroughs and Experimental Realization", 1),
        ("Conceptual Challenges in Quantum Mechanics", 1),
        ("Potential Applications", 1),
        ("Broader Implications", 1),
    ],
    "ts-in-heading": [
        ("Stanley Druckenmiller's Bearish Outlook", 1),
        ("Druckenmiller's Techniques for Detecting Market Changes", 3),
        ("Investment Strategies in a Bearish Market", 1),
        ("Identifying Good Investment Opportunities", 5),
        ("Conclusion", 1),
    ],
    "ts-minutes-in-hours-slot": [("The Energy Race: US vs. China", 1), ("The Role of Nuclear Energy", 2)],
    "typical": [
        ("Recent Security Incidents", 1),
        ("Timeline of Recent Events (October 2024)", 1),
        ("Attacker and Motivation", 1),
        ("Context: The Internet Archive's Mission and Challenges", 1),
    ],
    "unclosed-fence": [("The 10-Step Customer Acquisition Process", 10)],
    "wikilink-in-heading": [
        ("El Salvador's History of Violence and Gangs", 1),
        ("Nayib Bukele's Crackdown and Its Outcomes", 1),
        ("Recent Surge in Violence and Controversial Measures", 1),
        ("Growing Concerns Over Authoritarianism", 1),
    ],
    "wrapped-in-fence": [
        ("Addiction and Stress", 1),
        ("Mechanisms Behind Addiction as a Coping Strategy", 1),
        ("Addressing Underlying Stressors", 1),
        ("Conclusion", 1),
    ],
}
# How many of its times each article links; the others cannot be right.
LINKED_TIMES = {
    "callouts": 45,
    "duplicate-headings": 32,
    "empty-h2-then-h3": 44,
    "h3-first-no-h2": 0,
    "latex": 73,
    "no-heading": 0,
    "setext-From-line": 23,
    "table-with-wikilink-pipe": 28,
    "ts-attr-broken": 0,
    "ts-in-heading": 18,
    "ts-minutes-in-hours-slot": 19,
    "typical": 44,
    "unclosed-fence": 50,
    "wikilink-in-heading": 41,
    "wrapped-in-fence": 4,
}
CHANNELS = {
    "callouts": "khanacademy",
    "setext-From-line": "goodareaslive",
    "wrapped-in-fence": "hubermanlab",
    "h3-first-no-h2": "alexhormozi",
}


def read(name: str) -> Any:
    path = FAMILY / f"{name}.md"
    if not path.exists():
        pytest.skip("the family's articles do not lie beside this repository")
    return read_article(path.read_text(encoding="utf-8"), f"{name}/article.md")


def test_the_seed_gives_five_modules_and_twelve_lessons() -> None:
    outline = arrange(read_article(SEED.read_text(encoding="utf-8"), "career-ownership/article.md"))

    assert outline_titles(outline) == SEED_OUTLINE
    assert (outline.video, outline.channel) == ("q8S-685BZcY", "alifeafterlayoff")
    assert len(outline.welcome) == 1


def test_the_seeds_module_text_opens_its_first_lesson() -> None:
    outline = arrange(read_article(SEED.read_text(encoding="utf-8"), "career-ownership/article.md"))
    joe = outline.modules[1].lessons[0]

    assert (joe.id, len(joe.blocks), joe.seconds) == ("the-joe-analogy", 2, (404, 629, 434, 542))
    assert joe.blocks[0].text.startswith("A significant part of career management and planning")
    assert joe.blocks[0].text.endswith("compensation.")
    assert joe.minutes == 1


@pytest.mark.parametrize("name", FAMILY_OUTLINES)
def test_the_familys_outlines(name: str) -> None:
    outline = arrange(read(name))

    assert [(module.title, len(module.lessons)) for module in outline.modules] == FAMILY_OUTLINES[name]


@pytest.mark.parametrize("name", FAMILY_OUTLINES)
def test_no_family_article_has_an_empty_section(name: str) -> None:
    article = read(name)

    assert find_outline(article).problems == ()
    assert all(lesson.blocks for module in arrange(article).modules for lesson in module.lessons)


@pytest.mark.parametrize("name", LINKED_TIMES)
def test_only_times_that_can_be_right_are_linked(name: str) -> None:
    outline = arrange(read(name))
    lessons = [lesson for module in outline.modules for lesson in module.lessons]

    in_welcome = sum(block.html.count('class="yt-timestamp"') for block in outline.welcome)
    assert in_welcome + sum(len(lesson.seconds) for lesson in lessons) == LINKED_TIMES[name]


@pytest.mark.parametrize("name", CHANNELS)
def test_channels_come_from_the_first_line(name: str) -> None:
    assert read(name).channel == CHANNELS[name]


@pytest.mark.parametrize("name", FAMILY_OUTLINES)
def test_nothing_of_the_source_language_is_left_in_the_text(name: str) -> None:
    outline = arrange(read(name))

    for lesson in [lesson for module in outline.modules for lesson in module.lessons]:
        for block in lesson.blocks:
            assert "[[" not in block.text
            assert "**" not in block.text
            assert "yt-timestamp" not in block.text
            assert not re.search(r"\s[.,](?:\s|$)", block.text)
            assert "From:" not in block.text
