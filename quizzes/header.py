"""What a quiz file says before its questions: which lesson it belongs to, and its pass mark."""

from pathlib import PurePosixPath

from sources.frontmatter import Frontmatter
from sources.ids import is_id
from sources.places import Place, Problem

_FIELDS = ("lesson", "pass")


def read_header(front: Frontmatter, path: str, problems: list[Problem]) -> tuple[str, int | None]:
    """Return the lesson's id and the pass mark in percent, None for the course's."""
    for name in front.fields:
        if name not in _FIELDS:
            mend = "Delete it; known are `lesson:` and `pass:`."
            message = f"The field `{name}:` is not known in a quiz."
            problems.append(Problem(_place(front, name, path), "unknown-field", message, mend))
    return _read_lesson(front, path, problems), _read_pass_mark(front, path, problems)


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
    if text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= 100:
        return int(text)
    message = f"{text!r} is not a pass mark."
    mend = "Write a whole number of percent from 1 to 100, such as `pass: 80`."
    problems.append(Problem(_place(front, "pass", path), "pass-unreadable", message, mend))
    return None


def _place(front: Frontmatter, name: str, path: str) -> Place:
    return front.places.get(name, Place(path))
