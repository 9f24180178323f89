"""What a part of a take-out is: whose columns it covers, its rows for programs, and its lines for people."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from course.material.catalog import Catalog, Published

Row = Mapping[str, object]
ROWS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Taking:
    """Whose everything is taken out, and where it is read."""

    session: Session
    person_id: int
    catalog: Catalog

    def stream(self, statement: Select[*tuple[Any, ...]]) -> Iterator[Any]:
        """Yield a statement's rows, a few at a time in memory."""
        yield from self.session.execute(statement, execution_options={"yield_per": ROWS_AT_ONCE})

    def published(self, course_id: int) -> Published:
        """Give a course as it is now."""
        return self.catalog.find_by_id(self.session, course_id)

    def of_course(self, course_id: int) -> dict[str, object]:
        """Name a course in a row."""
        published = self.published(course_id)
        return {"course": published.slug, "course_title": published.course.title}

    def lesson_title(self, course_id: int, lesson_id: str) -> str:
        """Give a lesson's title as it is now; its id where it is gone, "" for none."""
        lesson = self.published(course_id).course.lesson(lesson_id)
        return lesson.lesson.title if lesson else lesson_id


def as_list(row: Row) -> Iterator[str]:
    """Show a row as a list of what it says."""
    yield ""
    for name, value in row.items():
        if name not in ("course", "course_title") and value not in (None, ""):
            yield f"- {name.replace('_', ' ')}: {in_line(value)}"


def in_line(value: object) -> str:
    """Show a value within a line of Markdown."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    if isinstance(value, list | tuple):
        return ", ".join(map(in_line, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(str(value).split())


def quoted(text: str) -> Iterator[str]:
    """Show a text as it was typed, as a quotation."""
    for line in text.splitlines() or [""]:
        yield f"> {line}".rstrip()


@dataclass(frozen=True, slots=True)
class Section:
    """One list of `everything.json` and one file of Markdown.

    `covers` names the columns, as "table.column", by which its rows are the person's. `rows` reads them in an order
    that keeps each course's together; `lines` shows one.
    """

    name: str
    title: str
    covers: tuple[str, ...]
    rows: Callable[[Taking], Iterator[Row]]
    lines: Callable[[Row], Iterable[str]] = as_list


def markdown_of(section: Section, rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of a section's file, under a heading for each course."""
    yield f"# {section.title}"
    course: object = None
    is_empty = True
    for row in rows:
        is_empty = False
        if row.get("course") != course:
            course = row.get("course")
            yield ""
            yield f"## {row['course_title']}"
        yield from section.lines(row)
    if is_empty:
        yield ""
        yield "There is nothing here."
