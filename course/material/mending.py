"""A course's files mended where a program can do it: only what its author asked for by `--fix` is ever written."""

import shutil
from collections.abc import Callable, Collection
from pathlib import Path

from lessons.mending import mend_lesson, written_prompt_ids
from quizzes.mending import mend_quiz, written_ids
from sources.files import read_text
from sources.places import MaterialError, Place

Change = tuple[Place, str]


def mend_folder(folder: Path) -> tuple[Change, ...]:
    """Write missing ids and order numbers in the files of one course; returns what was changed and where."""
    return (
        *_mend(folder, "quizzes", written_ids, _mended_quiz),
        *_mend(folder, "lessons", written_prompt_ids, mend_lesson),
    )


def _mended_quiz(text: str, path: str, taken: Collection[str]) -> tuple[str, tuple[Change, ...]]:
    mended = mend_quiz(text, path, taken)
    return mended.text, mended.changes


def _mend(
    folder: Path,
    name: str,
    find_ids: Callable[[str, str], set[str]],
    mend: Callable[[str, str, Collection[str]], tuple[str, tuple[Change, ...]]],
) -> list[Change]:
    texts = {path: _text(path, folder) for path in sorted((folder / name).glob("*.md"))}
    shown = {path: path.relative_to(folder.parent).as_posix() for path in texts}
    taken = {each for path, text in texts.items() for each in find_ids(text, shown[path])}
    done: list[Change] = []
    for path, text in texts.items():
        mended, changes = mend(text, shown[path], taken)
        if changes:
            _write(path, mended)
            taken |= find_ids(mended, shown[path])
            done += changes
    return done


def _text(path: Path, folder: Path) -> str:
    """Read a file with its own line ends; what cannot be read is left alone, and checking will say why."""
    try:
        read_text(path, shown_as=path.relative_to(folder.parent).as_posix())
    except MaterialError:
        return ""
    return path.read_bytes().decode("utf-8")


def _write(path: Path, text: str) -> None:
    """Put the new text in the old one's place at once, so that no half of it is ever there."""
    path = path.resolve()
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(text.encode("utf-8"))
    shutil.copymode(path, fresh)
    fresh.replace(path)
