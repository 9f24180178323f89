"""The content folder: which courses it holds, and all of them compiled."""

from collections.abc import Iterator
from pathlib import Path

from course.material.compiling import Compiled, compile_folder
from sources.ids import is_id
from sources.places import MaterialError, Place, Problem

ARTICLE = "article.md"


def course_folders(content_dir: Path) -> tuple[Path, ...]:
    """List the folders that hold a course, by name; raises MaterialError where one's name cannot be an address."""
    if not content_dir.is_dir():
        return ()
    folders = sorted(path for path in content_dir.iterdir() if path.is_dir() and not path.name.startswith("."))
    badly_named = [folder for folder in folders if not is_id(folder.name)]
    if badly_named:
        raise MaterialError(*(_bad_name(folder) for folder in badly_named))
    return tuple(folders)


def compile_folders(content_dir: Path) -> dict[str, Compiled]:
    """Compile every course, by slug; raises MaterialError with the problems of all of them."""
    compiled: dict[str, Compiled] = {}
    problems: list[Problem] = []
    for folder in course_folders(content_dir):
        try:
            compiled[folder.name] = compile_folder(folder)
        except MaterialError as error:
            problems.extend(error.problems)
    if problems:
        raise MaterialError(*problems)
    return compiled


def fingerprint(content_dir: Path) -> frozenset[tuple[str, int, int]]:
    """Give what changes when a file changes: each file's path, size in bytes and time of change in nanoseconds."""
    return frozenset(_stats(content_dir))


def _stats(content_dir: Path) -> Iterator[tuple[str, int, int]]:
    for path in content_dir.rglob("*"):
        try:
            found = path.stat()
        except OSError:  # it went away while we looked
            continue
        yield str(path), found.st_size, found.st_mtime_ns


def _bad_name(folder: Path) -> Problem:
    return Problem(
        Place(folder.name),
        "course-name",
        f"The folder {folder.name!r} cannot be part of an address.",
        "Name it with small letters, digits and hyphens, such as career-ownership.",
    )
