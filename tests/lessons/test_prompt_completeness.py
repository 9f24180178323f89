"""Every kind of prompt has all that it needs, in every layer; what is missing is named."""

from pathlib import Path
from pkgutil import iter_modules
from random import Random

import pytest

from commands.demo_story import FIELD_WORDS, write_fields
from lessons import prompt_kinds
from lessons.lesson import Prompt
from lessons.lesson_file import read_lesson_file
from lessons.prompt_kinds import KINDS
from lessons.prompts import is_blank, read_prompt, sentence
from sources.places import Place
from tests.fixtures.people import NOON

ROOT = Path(__file__).parents[2]
SAMPLES = Path(__file__).parent / "samples"
FORMAT = ROOT / "docs" / "content-format.md"
TEMPLATES = ROOT / "templates" / "learner" / "prompts"


def sample(kind: str) -> Prompt:
    path = SAMPLES / f"{kind}.md"
    assert path.is_file(), f"tests/lessons/samples/{kind}.md is missing"
    (prompt,) = read_lesson_file(path.read_text(encoding="utf-8"), path.name).prompts
    return prompt


def test_every_file_of_a_kind_is_registered() -> None:
    files = {module.name for module in iter_modules(prompt_kinds.__path__)} - {"kind"}

    assert files == set(KINDS), f"not registered in lessons/prompt_kinds/__init__.py: {files ^ set(KINDS)}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_sample(kind: str) -> None:
    assert sample(kind).kind == KINDS[kind].name == kind


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_an_example_that_can_be_read(kind: str) -> None:
    again = " again=_end" if KINDS[kind].is_asked_again else ""
    prompt = read_prompt(f"{kind} {{#example{again}}}", KINDS[kind].example, Place("example.md"))

    assert prompt.fields, f"the kind {kind} in lessons/prompt_kinds/ has no field"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_explained_to_authors_with_an_example(kind: str) -> None:
    lines = FORMAT.read_text(encoding="utf-8").splitlines()

    assert any(f"`{kind}`" in line for line in lines if line.startswith("#")), f"{FORMAT.name} has no section `{kind}`"
    assert any(line.startswith(f"```{kind} {{#") for line in lines), f"{FORMAT.name} has no example of `{kind}`"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_template_that_says_what_it_is(kind: str) -> None:
    path = TEMPLATES / f"{kind}.html"
    assert path.is_file(), f"templates/learner/prompts/{kind}.html is missing"
    for block in ("kind", "fields"):
        assert f"{{% block {block} %}}" in path.read_text(encoding="utf-8"), f"{path.name} has no block {block!r}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_can_be_written_by_the_people_of_the_demo(kind: str) -> None:
    prompt = sample(kind)
    body = write_fields(prompt, Random(7), NOON.date())

    known = {*FIELD_WORDS, "text", "when", "level"}
    assert [field.name for field in prompt.fields if field.name not in known] == [], (
        "commands/demo_story.py lacks words"
    )
    assert not is_blank(prompt, body)
    assert sentence(prompt, body)
