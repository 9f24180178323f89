"""What a program can mend in a lesson's file: prompts without an id."""

from collections.abc import Collection, Iterator, Sequence

from lessons.prompt_body import is_question_line
from lessons.prompts import is_prompt
from sources.attributes import split_attributes
from sources.comments import blank_comments
from sources.fences import Fence, find_fences
from sources.frontmatter import split_frontmatter
from sources.ids import unique_slug
from sources.mending import split_raw, with_id
from sources.places import MaterialError, Place


def written_prompt_ids(text: str, path: str) -> set[str]:
    """Return the ids that the prompts of a file have."""
    return {found for _, _, _, found in _prompts(text, path) if found}


def mend_lesson(text: str, path: str, taken: Collection[str]) -> tuple[str, tuple[tuple[Place, str], ...]]:
    """Write an id where a prompt has none, `taken` being those of the course; return the text and the changes."""
    raw, changes, ids = split_raw(text), list[tuple[Place, str]](), {*taken, *written_prompt_ids(text, path)}
    for fence, lines, first_line, found in _prompts(text, path):
        if not found:
            written = unique_slug(_question(lines[fence.start + 1 : fence.end]) or "prompt", ids)
            ids.add(written)
            number = first_line + fence.start
            raw.lines[number - 1] = with_id(raw.lines[number - 1], written)
            changes.append((Place(path, number), f"wrote {{#{written}}}"))
    return raw.text, tuple(changes)


def _prompts(text: str, path: str) -> Iterator[tuple[Fence, list[str], int, str]]:
    """Yield the closed fences of prompts that can be read, with the lines of the body, its first line, and the id."""
    head = split_frontmatter("\n".join(split_raw(text).lines), path)
    lines, _ = blank_comments(head.body.split("\n"), path, head.body_line, has_fences=True)
    for fence in find_fences(lines):
        if fence.end is not None and is_prompt(fence.info):
            try:
                yield fence, lines, head.body_line, split_attributes(fence.info, Place(path))[1].id
            except MaterialError:
                continue


def _question(lines: Sequence[str]) -> str:
    """Return the words before the first line of a field."""
    words: list[str] = []
    for line in lines:
        if not is_question_line(line):
            break
        words.append(line)
    return " ".join(words).strip()
