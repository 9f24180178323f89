"""What the documents promise is there, and what is there is documented."""

import re
from pathlib import Path

import click
import pytest
from flask import Flask

from config import ROOT
from lessons.course_file import read_course_file
from lessons.lesson_file import read_lesson_file
from lessons.prompt_kinds import KINDS as PROMPT_KINDS
from quizzes.kinds import KINDS as QUESTION_KINDS
from quizzes.kinds import kind_of
from quizzes.parsing import parse_quiz
from web.installation import LONGEST_REQUEST

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("s*/VENDORED.md")])
FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1`*\s*$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"\]\((?P<target>[^()\s]+)\)")
TARGET = re.compile(r"^(?P<name>[a-z]+):.*## ", re.MULTILINE)
SETTING = re.compile(r'environ\.get\("(?P<name>[A-Z_]+)"')
# Put together here, so that this file does not hold them itself.
PRIVATE = tuple("".join(parts) for parts in (("..", "/shared"), ("/", "work/"), ("/", "root/"), ("/", "home/")))
FLASKS_OWN = {"routes", "run", "shell"}


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def shown_name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def readme_and_docs() -> str:
    return "\n".join(read(path) for path in DOCUMENTS)


def headings(path: Path) -> list[str]:
    return [line for line in read(path).splitlines() if line.startswith("#")]


def commands_of(group: click.Group, context: click.Context, prefix: str = "flask") -> list[str]:
    found = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            found += commands_of(command, context, f"{prefix} {name}")
        elif name not in FLASKS_OWN:
            found.append(f"{prefix} {name}")
    return found


def test_every_command_of_the_makefile_is_documented() -> None:
    targets = TARGET.findall(read(ROOT / "Makefile"))

    assert "run" in targets
    assert [name for name in targets if f"make {name}" not in readme_and_docs()] == []


def test_every_make_command_that_is_documented_is_there() -> None:
    targets = set(TARGET.findall(read(ROOT / "Makefile")))
    documented = set(re.findall(r"`make ([a-z]+)", readme_and_docs()))

    assert documented - targets == set()


def test_every_flask_command_is_documented(app: Flask) -> None:
    commands = commands_of(app.cli, click.Context(app.cli))

    assert "flask course check" in commands
    assert [command for command in commands if f"`{command}" not in readme_and_docs()] == []


def test_every_flask_command_that_is_documented_is_there(app: Flask) -> None:
    commands = {tuple(command.split()) for command in commands_of(app.cli, click.Context(app.cli))}
    documented = [tuple(words.split()) for words in re.findall(r"`(flask [a-z]+(?: [a-z-]+)?)", readme_and_docs())]

    assert [" ".join(words) for words in documented if words not in commands and words[:2] not in commands] == []


def test_every_setting_is_in_the_table_of_the_readme() -> None:
    settings = SETTING.findall(read(ROOT / "config.py"))

    assert "DATABASE_URL" in settings
    assert [name for name in settings if f"| `{name}` |" not in read(ROOT / "README.md")] == []


def test_the_longest_request_is_said_as_it_is() -> None:
    assert f"at most {LONGEST_REQUEST:,} bytes" in read(ROOT / "docs" / "trust.md")


@pytest.mark.parametrize("kind", [*QUESTION_KINDS, *PROMPT_KINDS])
def test_every_kind_of_question_and_prompt_has_a_section_for_authors(kind: str) -> None:
    assert any(f"`{kind}`" in heading for heading in headings(ROOT / "docs" / "content-format.md"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=shown_name)
def test_every_relative_link_leads_to_a_file(path: Path) -> None:
    prose = CODE.sub("", FENCE.sub("", read(path)))
    targets = [target.partition("#")[0] for target in LINK.findall(prose)]
    missing = [
        target for target in targets if target and "://" not in target and not (path.parent / target).resolve().exists()
    ]

    assert missing == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=shown_name)
def test_no_document_names_a_private_place(path: Path) -> None:
    assert [place for place in PRIVATE if place in read(path)] == []


def test_every_decision_is_in_the_list_of_decisions() -> None:
    folder = ROOT / "docs" / "adr"
    records = sorted(path.name for path in folder.glob("0*.md"))

    assert records
    assert [name for name in records if f"({name})" not in read(folder / "README.md")] == []


def test_every_decision_says_why_and_what_follows() -> None:
    wanted = ("**Context.**", "**Decision.**", "**Status.**", "**Consequences.**")
    records = sorted((ROOT / "docs" / "adr").glob("0*.md"))

    assert [path.name for path in records if any(part not in read(path) for part in wanted)] == []


def examples(language: str) -> list[str]:
    """The bodies of the fences of docs/content-format.md with this language, those in a longer fence too."""
    text = read(ROOT / "docs" / "content-format.md")
    fences = re.findall(r"^(`{3,})(\w*)\n(.*?)^\1\s*$", text, re.MULTILINE | re.DOTALL)
    return [body for _, named, body in fences if named == language]


def test_every_example_of_a_question_can_be_read() -> None:
    found = set()
    for body in examples("markdown"):
        if body.startswith("## "):
            parsed = parse_quiz(f"---\nlesson: example\n---\n{body}", "example.md")
            found |= {kind_of(question).name for question in parsed.quiz.questions}

    assert found == set(QUESTION_KINDS)


def test_every_example_of_a_prompt_can_be_read() -> None:
    bodies = [body for body in examples("markdown") if body.startswith("```")]
    files = [read_lesson_file(f"---\nlesson: example\n---\n{body}", "example.md") for body in bodies]

    assert {prompt.kind for file in files for prompt in file.prompts} == set(PROMPT_KINDS)


def test_the_example_of_an_outline_can_be_read() -> None:
    assert [read_course_file(body, "course.toml") for body in examples("toml")]
