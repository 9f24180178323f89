"""A plan made into lessons: Markdown of its sections put together, rendered, and cut into blocks."""

import re
from collections.abc import Sequence

from lessons.article import Article
from lessons.lesson import Lesson, Module, Outline
from lessons.plan import FoundOutline, LessonPlan
from lessons.reading_time import count_words, reading_minutes
from lessons.sections import Section
from sources.blocks import Block, cut_into_blocks
from sources.markup import to_html
from sources.places import MaterialError, Place, Problem

SECOND = re.compile(r'<a class="yt-timestamp"[^<>]*? data-t="(\d+)"|<a [^<>]*?data-t="(\d+)"[^<>]*class="yt-timestamp"')
LOWEST_HEADING = 6


def render_outline(article: Article, sections: Sequence[Section], found: FoundOutline) -> Outline:
    """Render every lesson of a plan; MaterialError with all problems where a text is beyond bounds."""
    problems: list[Problem] = []
    title = [number for number in found.welcome if sections[number].level == 1]
    welcome = _render(article, join_sections(sections, found.welcome, title), found.welcome, sections, problems)
    modules = tuple(
        Module(
            id=module.id,
            title=module.title,
            lessons=tuple(_lesson(article, sections, plan, problems) for plan in module.lessons),
        )
        for module in found.modules
    )
    if problems:
        raise MaterialError(*problems)
    return Outline(title=found.title, video=article.video, channel=article.channel, welcome=welcome, modules=modules)


def _lesson(article: Article, sections: Sequence[Section], plan: LessonPlan, problems: list[Problem]) -> Lesson:
    text = join_sections(sections, plan.sections, plan.heads, is_merged=len(plan.heads) > 1)
    blocks = _render(article, text, plan.sections, sections, problems)
    words = sum(count_words(block.text) for block in blocks)
    return Lesson(
        id=plan.id,
        title=plan.title,
        blocks=blocks,
        seconds=linked_seconds(blocks),
        words=words,
        minutes=reading_minutes(words),
    )


def linked_seconds(blocks: Sequence[Block]) -> tuple[int, ...]:
    """Return the video times that the blocks link to, in their order."""
    return tuple(int(first or second) for block in blocks for first, second in SECOND.findall(block.html))


def _render(
    article: Article, text: str, numbers: Sequence[int], sections: Sequence[Section], problems: list[Problem]
) -> tuple[Block, ...]:
    line = sections[numbers[0]].line if numbers else 1
    try:
        return cut_into_blocks(to_html(text, place=Place(article.path, line)))
    except MaterialError as error:
        problems += error.problems
        return ()


def join_sections(
    sections: Sequence[Section], numbers: Sequence[int], heads: Sequence[int], *, is_merged: bool = False
) -> str:
    """Join sections to one Markdown text: a lesson's heading is the page's, a merged one shows each.

    Deeper headings are shifted so that they begin at h2, below the shown headings of a merged lesson at h3.
    """
    pieces: list[str] = []
    for group in _groups(numbers, heads):
        first = group[0]
        shallowest = min((sections[number].level for number in group[1:]), default=0)
        base = 3 if is_merged and first in heads else 2
        for number in group:
            section = sections[number]
            if number != first:
                pieces.append(f"{'#' * min(section.level - shallowest + base, LOWEST_HEADING)} {section.heading}")
            elif is_merged and number in heads:
                pieces.append(f"## {section.heading}")
            pieces += [section.times, section.text]
    return "\n\n".join(piece for piece in pieces if piece)


def _groups(numbers: Sequence[int], heads: Sequence[int]) -> list[list[int]]:
    """Cut a lesson's sections before each of its headings."""
    groups: list[list[int]] = []
    for number in numbers:
        if number in heads or not groups:
            groups.append([])
        groups[-1].append(number)
    return groups
