"""A course folder checked: all that keeps it from being published, and all that would make it better."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from course.material.compiling import Gathered, gather
from course.material.coverage import Coverage, cover, find_gaps
from quizzes.writing_rules import check_writing
from sources.places import Problem


@dataclass(frozen=True, slots=True)
class Checked:
    """A course's problems in the order of its files, the texts they are in, and what it covers where it can be told."""

    slug: str
    problems: tuple[Problem, ...]
    texts: Mapping[str, str]
    modules: int = 0
    coverage: Coverage | None = None


def check_folder(folder: Path) -> Checked:
    """Check the course in `folder`; a quiz with errors is held against no rule of writing until they are mended."""
    gathered = gather(folder)
    if gathered.material is None:
        return Checked(folder.name, gathered.problems, gathered.texts)
    outline = gathered.material.outline
    coverage = cover(outline, gathered.quizzes)
    problems = [*gathered.problems, *_find_more(folder.name, gathered, coverage)]
    problems.sort(key=lambda problem: problem.place)
    return Checked(folder.name, tuple(problems), gathered.texts, len(outline.modules), coverage)


def _find_more(slug: str, gathered: Gathered, coverage: Coverage) -> Iterator[Problem]:
    if gathered.material is None:
        return
    yield from check_writing(gathered.quizzes, gathered.material.settings.language)
    # Where a file was refused, what it holds would seem to be missing.
    if not gathered.has_errors:
        yield from find_gaps(slug, gathered.material.outline, coverage)
