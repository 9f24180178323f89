"""These tests teach their own small courses, in a database that begins empty but for them."""

from pathlib import Path

import pytest

from course.leaving.ledger import Ledger
from course.people.cohorts import CohortCard
from tests.course.lives import do_everything
from tests.fixtures.people import School
from tests.material.garden import COURSES


@pytest.fixture
def content_dir() -> Path:
    return COURSES


@pytest.fixture
def database_url(school_url: str) -> str:
    return school_url


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "var" / "erased.jsonl")


@pytest.fixture
def lin(school: School) -> int:
    return school.member("Lin")


@pytest.fixture
def lived_in(school: School, ada: int, lin: int, ines: int, cohort: CohortCard) -> School:
    """Ada and Lin have done everything that leaves a row, each with words of their own in it."""
    school.join(cohort, lin)
    for name, person in (("Ada", ada), ("Lin", lin)):
        do_everything(school, name, person, ines, cohort)
    return school
