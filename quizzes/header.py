"""What a quiz file says before its questions: its lesson, its pass mark, how many of them each learner is asked."""

from pathlib import PurePosixPath

from msgspec import Struct

from quizzes.wholes import read_whole
from sources.frontmatter import Frontmatter
from sources.ids import is_id
from sources.places import Place, Problem

_FIELDS = ("lesson", "pass", "draw")


class Header(Struct, frozen=True):
    """The lesson's id, the pass mark in percent, None for the course's, and how many are drawn, None for all."""

    lesson: str
    pass_mark: int | None
    draw: int | None


def read_header(front: Frontmatter, path: str, problems: list[Problem], *, questions: int) -> Header:
    """Read the head of a quiz with so many questions; what is missing or unreadable becomes a problem."""
    for name in front.fields:
        if name not in _FIELDS:
            mend = "Delete it; known are `lesson:`, `pass:` and `draw:`."
            message = f"The field `{name}:` is not known in a quiz."
            problems.append(Problem(_place(front, name, path), "unknown-field", message, mend))
    return Header(
        lesson=_read_lesson(front, path, problems),
        pass_mark=_read_pass_mark(front, path, problems),
        draw=_read_draw(front, path, problems, questions=questions),
    )


def _read_lesson(front: Frontmatter, path: str, problems: list[Problem]) -> str:
    lesson, name = front.fields.get("lesson", ""), PurePosixPath(path).stem
    place = _place(front, "lesson", path)
    mend = f"Write `lesson: {name}` between two lines `---` at the top."
    if not lesson:
        problems.append(Problem(place, "lesson-missing", "The quiz does not say which lesson it belongs to.", mend))
    elif not is_id(lesson):
        problems.append(Problem(place, "lesson-unreadable", f"{lesson!r} is not a lesson's id.", mend))
    elif lesson != name:
        message = f"The quiz belongs to {lesson!r}, but its file is named {name!r}."
        problems.append(Problem(place, "lesson-not-file-name", message, f"Rename the file to {lesson}.md, or: {mend}"))
    return lesson


def _read_pass_mark(front: Frontmatter, path: str, problems: list[Problem]) -> int | None:
    if "pass" not in front.fields:
        return None
    text = front.fields["pass"]
    percent = read_whole(text, most=100)
    if percent is None:
        message = f"{text!r} is not a pass mark."
        mend = "Write a whole number of percent from 1 to 100, such as `pass: 80`."
        problems.append(Problem(_place(front, "pass", path), "pass-unreadable", message, mend))
    return percent


def _read_draw(front: Frontmatter, path: str, problems: list[Problem], *, questions: int) -> int | None:
    if "draw" not in front.fields:
        return None
    text, place = front.fields["draw"], _place(front, "draw", path)
    number = read_whole(text, most=9999)
    if number is None:
        message = f"{text!r} is not a number of questions."
        mend = "Write how many of the questions each learner is asked, such as `draw: 4`, or delete the line."
        problems.append(Problem(place, "draw-unreadable", message, mend))
    elif number > questions:
        message = f"The number of questions to draw is {number}, but this quiz has {questions}."
        mend = (
            f"Write a number from 1 to {questions}, or more questions." if questions else "Write the questions first."
        )
        problems.append(Problem(place, "draw-too-many", message, mend))
    return number


def _place(front: Frontmatter, name: str, path: str) -> Place:
    return front.places.get(name, Place(path))
