"""Each check of who may do what is taken away, one by one, in a copy: a test has to fail each time (long runs only)."""

import ast
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from tests.trust.amounts import IS_LONG, amount, draw_seed, note_result
from tests.trust.mutants import Mutant, find_mutants
from tests.trust.mutating import Trees

pytestmark = pytest.mark.trust

AT_MOST = amount(0, 1000)
EQUIVALENT: dict[str, str] = {}
"""Checks that nothing can tell from their absence, with the reason."""


def test_every_check_is_found_and_every_mutant_is_a_program() -> None:
    found = find_mutants()

    assert len(found) > 400
    assert any("for_instructor" in each.what for each in found)
    for each in found:
        ast.parse(each.source)
    assert len({(each.path, each.source) for each in found}) == len(found)


@pytest.mark.skipif(not IS_LONG, reason="a long run: make trust")
def test_no_mutant_survives(tmp_path: Path) -> None:
    number, processors = draw_seed(), os.cpu_count() or 1
    found = find_mutants()
    chosen = Random(number).sample(found, min(AT_MOST, len(found)))
    trees = Trees(tmp_path, processors)
    trees.measure()
    tests = trees.find_tests(found)

    def survives(mutant: Mutant) -> bool:
        survived = not trees.is_killed(mutant, tests(mutant))
        print("survives" if survived else "killed", mutant, flush=True)  # noqa: T201  # hours: to be followed
        return survived

    with ThreadPoolExecutor(processors) as threads:
        survivors = [str(each) for each, left in zip(chosen, threads.map(survives, chosen), strict=True) if left]
    unexplained = sorted(set(survivors) - set(EQUIVALENT))
    note_result(
        "authorisation-mutants",
        n=len(chosen),
        seed=number,
        of=len(found),
        killed=len(chosen) - len(survivors),
        equivalent=len(survivors) - len(unexplained),
        survivors=unexplained,
    )
    assert unexplained == []
