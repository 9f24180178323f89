"""Nadia's answers and texts for the shipped course, written by hand as labels that stand on the page."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

COURSE = "career-ownership"
ANSWERS = Path(__file__).parents[1] / "answers" / f"{COURSE}.toml"


@dataclass(frozen=True, slots=True)
class Reply:
    """What she picks or types; `first` is what she tried before, empty where she was right at once."""

    question: str
    first: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def tries(self) -> int:
        return 2 if self.first else 1


@dataclass(frozen=True, slots=True)
class Note:
    """What she writes to one prompt, by field."""

    prompt: str
    fields: Mapping[str, str]

    @property
    def words(self) -> int:
        return sum(len(text.split()) for text in self.fields.values())


@dataclass(frozen=True, slots=True)
class Work:
    """All she does in one lesson."""

    lesson: str
    replies: tuple[Reply, ...]
    notes: tuple[Note, ...]

    @property
    def address(self) -> str:
        return f"/courses/{COURSE}/lessons/{self.lesson}"


@cache
def ratings() -> tuple[Note, Note]:
    """How she rates herself before the first lesson, and once more after the last."""
    before, after = (Note(prompt, fields) for prompt, fields in _written()["ratings"].items())
    return before, after


@cache
def works() -> tuple[Work, ...]:
    """Lesson by lesson, in the order of the course."""
    return tuple(
        Work(
            lesson,
            tuple(
                Reply(question, tuple(given.get("first", ())), tuple(given["right"]))
                for question, given in asked["questions"].items()
            ),
            tuple(Note(prompt, fields) for prompt, fields in asked["prompts"].items()),
        )
        for lesson, asked in _written()["lessons"].items()
    )


def _written() -> dict[str, Any]:
    return tomllib.loads(ANSWERS.read_text(encoding="utf-8"))


def all_notes() -> Iterator[Note]:
    for work in works():
        yield from work.notes
