"""`flask course check`: what is wrong and what could be better, for people and for programs."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from commands.output import fail, show_in_source
from commands.source_lines import offending_words, source_line
from course.material.checking import Checked, check_folder
from course.material.folders import course_folders
from course.material.mending import mend_folder
from sources.places import MaterialError, Problem, Severity


def find_folders(path: Path) -> tuple[Path, ...]:
    """Return the course at a path, or the courses in it; raises MaterialError where one cannot be an address."""
    path = path.resolve()
    return (path,) if (path / "article.md").exists() else course_folders(path)


def mend(folders: Iterable[Path]) -> None:
    """Write what is mechanical, and say what was written."""
    for folder in folders:
        try:
            changes = mend_folder(folder)
        except OSError as error:
            raise fail(f"{folder} cannot be written: {error.strerror}.") from error
        for place, what in changes:
            click.echo(f"{place}: {what}", err=True)


def check(folders: Sequence[Path], *, as_json: bool, with_notes: bool) -> bool:
    """Check the courses and tell of each at once; True where one has an error."""
    found = []
    has_errors = False
    for folder in folders:
        checked = check_folder(folder)
        has_errors |= any(problem.severity is Severity.ERROR for problem in checked.problems)
        if as_json:
            found.append(_as_data(checked))
        else:
            _tell(checked, with_notes=with_notes)
    if as_json:
        click.echo(json.dumps({"courses": found}, ensure_ascii=False, indent=2))
    return has_errors


def tell_bad_names(error: MaterialError, *, as_json: bool) -> None:
    """Tell of folders that cannot be courses."""
    if as_json:
        problems = [_problem_as_data(problem, Checked("", (), {})) for problem in error.problems]
        click.echo(json.dumps({"courses": [], "problems": problems}, ensure_ascii=False, indent=2))
    else:
        show_in_source(error.problems, {})


def _tell(checked: Checked, *, with_notes: bool) -> None:
    shown = [problem for problem in checked.problems if with_notes or problem.severity is not Severity.NOTE]
    show_in_source(shown, checked.texts)
    counts = _counts(checked.problems)
    if counts:
        hidden = "" if with_notes or Severity.NOTE not in _severities(checked.problems) else "; --notes shows the notes"
        click.echo(f"{checked.slug}: {counts}{hidden}.", err=True)
    if checked.coverage and Severity.ERROR not in _severities(checked.problems):
        coverage = checked.coverage
        click.echo(
            f"{checked.slug}: {checked.modules} modules, {coverage.lessons} lessons, {coverage.questions} questions."
        )


def _severities(problems: Iterable[Problem]) -> Counter[Severity]:
    return Counter(problem.severity for problem in problems)


def _counts(problems: Iterable[Problem]) -> str:
    numbers = _severities(problems)
    named = [(numbers[severity], severity.value) for severity in Severity if numbers[severity]]
    return ", ".join(f"{number} {name}{'' if number == 1 else 's'}" for number, name in named)


def _as_data(checked: Checked) -> dict[str, Any]:
    numbers = _severities(checked.problems)
    return {
        "course": checked.slug,
        **{f"{severity.value}s": numbers[severity] for severity in Severity},
        "problems": [_problem_as_data(problem, checked) for problem in checked.problems],
        "coverage": _coverage_as_data(checked),
    }


def _coverage_as_data(checked: Checked) -> dict[str, Any] | None:
    if checked.coverage is None:
        return None
    parts = [{"lesson": lesson, "part": title} for lesson, title in checked.coverage.parts_without_question]
    return {"modules": checked.modules, **asdict(checked.coverage), "parts_without_question": parts}


def _problem_as_data(problem: Problem, checked: Checked) -> dict[str, Any]:
    return {
        "file": problem.place.path,
        "line": problem.place.line,
        "column": problem.place.column,
        "severity": problem.severity.value,
        "code": problem.code,
        "message": problem.message,
        "mend": problem.mend,
        "words": offending_words(problem, checked.texts),
        "source": source_line(problem.place, checked.texts),
    }
