"""The articles that tests read: the seed's, and the family's where it lies beside the repository."""

from pathlib import Path

from lessons.lesson import Outline
from sources.blocks import Block

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "content" / "career-ownership" / "article.md"
FAMILY = ROOT.parent / "shared" / "data" / "articles"
FAMILY_ARTICLES = tuple(sorted(FAMILY.glob("*.md")))


def outline_titles(outline: Outline) -> list[tuple[str, list[str]]]:
    """Return the titles of modules and their lessons."""
    return [(module.title, [lesson.title for lesson in module.lessons]) for module in outline.modules]


def all_blocks(outline: Outline) -> list[Block]:
    """Return the blocks of welcome and lessons in the course's order."""
    lessons = [lesson for module in outline.modules for lesson in module.lessons]
    return [*outline.welcome, *(block for lesson in lessons for block in lesson.blocks)]
