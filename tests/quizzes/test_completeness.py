"""Every kind of question has all that it needs, in every layer; what is missing is named."""

from pathlib import Path
from pkgutil import iter_modules
from types import UnionType
from typing import get_args

import pytest

from quizzes import kinds
from quizzes.kinds import KINDS, AnyQuestion
from tests.quizzes.writing import SAMPLES, parse_sample

ROOT = Path(__file__).parents[2]
ANSWERED_AS_A_WHOLE = {"short", "numeric"}  # what was typed is told as it is: there are no parts to count
FORMAT = ROOT / "docs" / "content-format.md"
TEMPLATES = ROOT / "templates" / "learner" / "questions"


def test_every_file_of_a_kind_is_registered() -> None:
    files = {module.name for module in iter_modules(kinds.__path__)} - {"kind"}

    assert files == set(KINDS), f"not registered in quizzes/kinds/__init__.py: {files ^ set(KINDS)}"


def test_every_kind_is_part_of_any_question() -> None:
    assert isinstance(AnyQuestion, UnionType)

    registered = {kind.question for kind in KINDS.values()}
    assert set(get_args(AnyQuestion)) == registered, "AnyQuestion in quizzes/kinds/__init__.py lacks a kind"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_sample(kind: str) -> None:
    assert (SAMPLES / f"{kind}.md").is_file(), f"tests/quizzes/samples/{kind}.md is missing"
    assert [type(question) for question in parse_sample(kind).quiz.questions] == [KINDS[kind].question]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_named_as_it_is_stored(kind: str) -> None:
    assert KINDS[kind].name == KINDS[kind].question.__struct_config__.tag == kind


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - ANSWERED_AS_A_WHOLE))
def test_every_kind_with_parts_tells_answers_by_them(kind: str) -> None:
    (question,) = parse_sample(kind).quiz.questions

    assert KINDS[kind].marked, f"quizzes/kinds/{kind}.py does not say what its marks mean"
    assert KINDS[kind].marks(question, ()), f"quizzes/kinds/{kind}.py gives no marks"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.skipif(not FORMAT.is_file(), reason="docs/content-format.md is not written yet")
def test_every_kind_is_explained_to_authors(kind: str) -> None:
    headings = [line for line in FORMAT.read_text(encoding="utf-8").splitlines() if line.startswith("#")]

    assert any(f"`{kind}`" in heading for heading in headings), f"docs/content-format.md has no section `{kind}`"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.skipif(not TEMPLATES.is_dir(), reason="templates/learner/questions is not there yet")
def test_every_kind_has_a_template(kind: str) -> None:
    assert (TEMPLATES / f"{kind}.html").is_file(), f"templates/learner/questions/{kind}.html is missing"
