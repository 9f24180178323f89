"""What a course asks for, part by part: its modules' concrete steps, and the headed parts of its lessons."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from lessons.lesson import Lesson, Module
from sources.blocks import Block

# The kinds of prompts whose answer is something to do, with a time or a date.
STEP_KINDS = ("plan", "commit", "woop")
LONGEST_MINUTES = 10
_HEADING = re.compile(r"<h[2-6][ >]")


class Part(Struct, frozen=True):
    """A headed part of a lesson: its heading in words, and the anchors of its blocks."""

    title: str
    anchors: tuple[str, ...]


def has_step(module: Module) -> bool:
    """Say whether a prompt of the module asks for a concrete step: an email, a number, a date."""
    return any(prompt.kind in STEP_KINDS for lesson in module.lessons for prompt in lesson.prompts)


def headed_parts(lesson: Lesson) -> tuple[Part, ...]:
    """Return the lesson's parts that have a heading and a text of their own."""
    return tuple(part for part in _parts(lesson.blocks) if len(part.anchors) > 1)


def _parts(blocks: Sequence[Block]) -> Iterator[Part]:
    starts = [index for index, block in enumerate(blocks) if _HEADING.match(block.html)]
    for start, end in pairwise([*starts, len(blocks)]):
        yield Part(blocks[start].text, tuple(block.anchor for block in blocks[start:end]))
