"""Runs the tests that could notice a mutant, and those alone: which these are is measured once, with coverage."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from queue import SimpleQueue

from coverage import CoverageData

from config import ROOT
from tests.trust.mutants import Mutant

PARTS = (
    "app.py config.py pyproject.toml bench commands content course docs lessons migrations quizzes sources static "
    "templates tests web"
).split()
TESTS = ("tests/web", "tests/course", "tests/trust/test_canaries.py", "tests/trust/test_strangers.py")
KEEN = ("tests/course/test_other_people.py", "tests/course/test_other_cohorts.py")
SLOW = "tests/trust/"
NEAR, FAR = 25, 400
"""So many of those that run a mutant, beside the keen and the slow ones, and so many more if none of these notices:
who runs a lot notices little."""
DOORS = ("tests/web/test_access_table.py", "tests/web/test_api.py", "tests/web/test_second_factor.py")
"""Whoever is turned away runs no line of what they asked for: these look at every address."""
QUICK = ("-q", "-p", "no:cacheprovider", "-k", "not postgresql", "-m", "not browser and not server")
A_MUTANT_MAY_TAKE_SECONDS = 900
FAILED = (1, 2, 3, 4)
"""What pytest returns when a test failed, or when the mutant keeps it from being collected."""


class Trees:
    """Copies of the code, one for each processor, and what the tests run of it."""

    def __init__(self, place: Path, count: int) -> None:
        self._data = place / "coverage"
        self._trees = [copied(place / f"copy-{number}") for number in range(count)]
        self._free: SimpleQueue[Path] = SimpleQueue()
        for each in self._trees:
            self._free.put(each)

    def measure(self) -> None:
        """Run all tests without a mutant, and note which of them runs which line; fail if one fails."""
        measured = ("-n", str(len(self._trees)), "--cov", "--cov-context=test", "--cov-report=")
        done = _pytest(self._trees[0], [*measured, *TESTS], self._data)
        assert done.returncode == 0, done.stdout + done.stderr

    def is_killed(self, mutant: Mutant, tests: Iterable[Sequence[str]]) -> bool:
        """Say whether a test of one of these lists fails with the mutant in place, or does not come to an end."""
        tree = self._free.get()
        path = tree / mutant.path
        honest = path.read_text(encoding="utf-8")
        path.write_text(mutant.source, encoding="utf-8")
        try:
            return any(_fails(tree, some) for some in tests if some)
        finally:
            path.write_text(honest, encoding="utf-8")
            self._free.put(tree)

    def find_tests(self, mutants: Sequence[Mutant]) -> Callable[[Mutant], tuple[list[str], list[str]]]:
        """The tests that run a line of the mutant's function: the keen, those that run few others, the slow; and more.

        The second list is to be asked where the first one notices nothing.
        """
        data = CoverageData(str(self._data))
        data.read()

        @cache
        def by_line(path: str) -> dict[int, list[str]]:
            return data.contexts_by_lineno(str(self._trees[0] / path))

        def tests(mutant: Mutant) -> set[str]:
            lines = by_line(mutant.path)
            return {context.partition("|")[0] for line in mutant.within for context in lines.get(line, ()) if context}

        breadth = Counter(test for each in mutants for test in tests(each))

        def in_order(mutant: Mutant) -> tuple[list[str], list[str]]:
            found = sorted(tests(mutant), key=lambda test: (breadth[test], test))
            keen = [each for each in found if each.startswith(KEEN)]
            slow = [each for each in found if each.startswith(SLOW)]
            doors = DOORS if mutant.path.startswith("web/") else ()
            others = [each for each in found if not each.startswith((*KEEN, *doors, SLOW))]
            return [*doors, *keen, *others[:NEAR], *slow], others[NEAR : NEAR + FAR]

        return in_order


def copied(tree: Path) -> Path:
    """The code and its tests at another place, to be damaged there."""
    tree.mkdir(parents=True)
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, tree / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, tree / part)
    return tree


def _fails(tree: Path, tests: Sequence[str]) -> bool:
    try:
        done = _pytest(tree, ["-n", "0", "-x", *tests])
    except subprocess.TimeoutExpired:
        return True
    assert done.returncode in (0, *FAILED), done.stdout + done.stderr
    return done.returncode != 0


def _pytest(tree: Path, arguments: Sequence[str], coverage: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("RUNWAY_", "PYTEST"))}
    if coverage is not None:
        environment["COVERAGE_FILE"] = str(coverage)
    command = [sys.executable, "-m", "pytest", *QUICK, *arguments]
    return subprocess.run(
        command,
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=None if coverage else A_MUTANT_MAY_TAKE_SECONDS,
    )
