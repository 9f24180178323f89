"""Every check of who may do what, as a place in the source where it can be taken away."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from config import ROOT

FEWER_CHECKS: Mapping[str, str] = {
    "for_person": "public",
    "for_instructor": "for_person",
    "for_admin": "for_person",
    "for_token": "public",
}
WHOSE = re.compile(
    r"person_id|instructor|Instructor|Membership|membership|practice_of|readable\(|cohort_id|owner|maker|left_at|withdrawn"
)
"""A condition of a query that says whose a row is, or through whom it may be seen."""
GATES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "web/access.py": (
        ("if person is None:\n        return", "if False:\n        return"),
        ("if person.suspended_at_utc and not is_open_to_suspended:", "if False:"),
        ("(access is Access.INSTRUCTOR and not person.is_instructor)", "False"),
        ("(access is Access.ADMIN and not person.is_admin)", "False"),
        ("site().needs_second_factor and not", "False and not"),
        ("if person and person.suspended_at_utc else None", "if False else None"),
        ("return None if find_bearer() else abort(401)", "return None"),
    ),
    "web/forgery.py": (
        ("        _check_token()\n", "        pass\n"),
        ('not in ("same-origin", "none")', "in ()"),
        ("if origin and origin.partition", "if False and origin.partition"),
    ),
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A file with one check less."""

    path: str
    line: int
    what: str
    source: str
    function: str
    within: range
    """The lines of the function that it stands in: a test that runs one of them may notice."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line} in {self.function}: {self.what}"

    @property
    def name(self) -> str:
        """What it is called whatever stands above it in its file."""
        return f"{self.path} {self.function}: {self.what}"


def find_mutants(root: Path = ROOT) -> list[Mutant]:
    """All of them, in the order of files and lines."""
    found: list[Mutant] = []
    for path in sorted([*(root / "web").rglob("*.py"), *(root / "course").rglob("*.py")]):
        name, source = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        tree = ast.parse(source)
        found += _without_gates(name, source, tree)
        found += _decorators(name, source, tree) if name.startswith("web/") else _conditions(name, source, tree)
    return found


def _without_gates(name: str, source: str, tree: ast.Module) -> Iterator[Mutant]:
    for before, after in GATES.get(name, ()):
        if source.count(before) != 1:
            raise ValueError(f"{name} has not one {before!r}: mend GATES in tests/trust/mutants.py")
        line = source[: source.index(before)].count("\n") + 1
        yield Mutant(name, line, before.partition("\n")[0], source.replace(before, after), *_around(tree, line))


def _decorators(name: str, source: str, tree: ast.Module) -> Iterator[Mutant]:
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for each in function.decorator_list:
            if isinstance(each, ast.Name) and each.id in FEWER_CHECKS:
                fewer = f"__import__('web.access').access.{FEWER_CHECKS[each.id]}"
                what = f"@{each.id} of {function.name}"
                changed = _replaced(source, each, fewer)
                yield Mutant(name, each.lineno, what, changed, *_around(tree, each.lineno))


def _conditions(name: str, source: str, tree: ast.Module) -> Iterator[Mutant]:
    for call in ast.walk(tree):
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and call.func.attr in ("where", "filter")
        ):
            for each in call.args:
                said = ast.get_source_segment(source, each) or ""
                if WHOSE.search(said) and not isinstance(each, ast.Starred):
                    what = " ".join(said.split())
                    changed = _replaced(source, each, "__import__('sqlalchemy').true()")
                    yield Mutant(name, each.lineno, what, changed, *_around(tree, each.lineno))


def _around(tree: ast.Module, line: int) -> tuple[str, range]:
    """The innermost function with this line, and the lines of its body; else all lines.

    A function that keeps what it gave runs once, whoever asks: all who run its file are meant.
    """
    everything = range(1, 1 + max(node.end_lineno or 0 for node in tree.body))
    name, found, is_kept = "", everything, False
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            body = range(node.body[0].lineno, 1 + (node.end_lineno or 0))
            if first <= line < body.stop and len(body) < len(found):
                name, found = node.name, body
                is_kept = any("cache" in ast.unparse(each) for each in node.decorator_list)
    return name, everything if is_kept else found


def _replaced(source: str, node: ast.expr, by: str) -> str:
    lines = source.splitlines(keepends=True)
    first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    head = lines[first].encode()[: node.col_offset].decode()
    tail = lines[last].encode()[node.end_col_offset :].decode()
    return "".join([*lines[:first], head + by + tail, *lines[last + 1 :]])
