"""Each check of who may do what is taken away, one by one, in a copy: a test has to fail each time (long runs only)."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from config import ROOT
from tests.trust.amounts import IS_LONG, amount, draw_seed, note_result
from tests.trust.mutants import Mutant, find_mutants

pytestmark = pytest.mark.trust

AT_MOST = amount(0, 1000)
PARTS = (
    "app.py config.py pyproject.toml bench commands content course docs lessons migrations quizzes sources static "
    "templates tests web"
).split()
FIRST = ("tests/web/test_access_table.py", "tests/web/test_api.py")
THEN = (
    "tests/course tests/web/test_reflection_pages.py tests/web/test_own_account.py tests/web/test_cohort_page.py "
    "tests/web/test_exports.py tests/web/test_tokens.py tests/web/test_preview.py tests/web/test_recovery.py "
    "tests/trust/test_canaries.py"
).split()
EQUIVALENT: dict[str, str] = {}
"""Checks that nothing can tell from their absence, with the reason."""


def test_every_check_is_found_and_every_mutant_is_a_program() -> None:
    found = find_mutants()

    assert len(found) > 100
    assert any("for_instructor" in each.what for each in found)
    for each in found:
        ast.parse(each.source)
    assert len({(each.path, each.source) for each in found}) == len(found)


@pytest.mark.skipif(not IS_LONG, reason="a long run: make trust")
def test_no_mutant_survives(tmp_path: Path) -> None:
    number = draw_seed()
    found = find_mutants()
    chosen = Random(number).sample(found, min(AT_MOST, len(found)))
    tree = copied(tmp_path / "copy")
    assert not is_killed(tree, None), "the tests fail without a mutant too"
    survivors = [str(each) for each in chosen if str(each) not in EQUIVALENT and not is_killed(tree, each)]
    note_result("authorisation-mutants", n=len(chosen), seed=number, of=len(found), survivors=survivors)
    assert survivors == []


def copied(tree: Path) -> Path:
    tree.mkdir()
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, tree / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, tree / part)
    return tree


def is_killed(tree: Path, mutant: Mutant | None) -> bool:
    """Say whether a test fails with the mutant in place: those of access first, then whatever else could notice."""
    path = tree / (mutant.path if mutant else "app.py")
    honest = path.read_text(encoding="utf-8")
    path.write_text(mutant.source if mutant else honest, encoding="utf-8")
    try:
        return any(fails(tree, tests) for tests in (FIRST, THEN))
    finally:
        path.write_text(honest, encoding="utf-8")


def fails(tree: Path, tests: tuple[str, ...] | list[str]) -> bool:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-k", "not postgresql", *tests]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("RUNWAY_", "PYTEST"))}
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1, 2, 3), done.stdout + done.stderr
    return done.returncode != 0
