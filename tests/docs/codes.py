"""The codes that the source can report, found by reading it: the second argument of Problem, wherever it comes from."""

import ast
from collections.abc import Iterator, Mapping

from config import ROOT

PACKAGES = ("sources", "lessons", "quizzes", "course", "commands")
Makers = dict[str, int]
"""Names of what makes a problem, and which of its arguments is the code."""


def codes_in_source(gaps: Mapping[str, tuple[str, ...]]) -> set[str]:
    """All codes that stand in the source; `gaps` has the words that may stand in an f-string, by how it is written."""
    found: set[str] = set()
    for _, code in _codes():
        if isinstance(code, ast.Constant):
            found.add(str(code.value))
        elif isinstance(code, ast.JoinedStr):
            found |= _spelt_out(code, gaps)
    return found


def unresolved_codes() -> set[str]:
    """The files in which a code is handed over as a name, other than by a function that merely passes it on."""
    return {path for path, code in _codes() if not isinstance(code, ast.Constant | ast.JoinedStr)}


def _codes() -> Iterator[tuple[str, ast.expr]]:
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    trees = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}
    public: Makers = {"Problem": 1}
    for tree in trees.values():
        public |= {name: index for name, index in _makers(tree, public).items() if not name.startswith("_")}
    for path, tree in trees.items():
        makers = _makers(tree, public)
        for function, code in _handed_over(tree, makers):
            if not _is_passed_on(function, code):
                yield path, code


def _makers(tree: ast.Module, known: Makers) -> Makers:
    """What is known, and each function of the file that passes an argument on as the code."""
    makers = dict(known)
    while True:
        more = {
            function.name: _parameters(function).index(code.id)
            for function, code in _handed_over(tree, makers)
            if function is not None and isinstance(code, ast.Name) and code.id in _parameters(function)
        }
        if more.items() <= makers.items():
            return makers
        makers |= more


def _handed_over(tree: ast.Module, makers: Makers) -> Iterator[tuple[ast.FunctionDef | None, ast.expr]]:
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            index = makers.get(_name(call.func), len(call.args))
            if index < len(call.args):
                yield function, call.args[index]


def _is_passed_on(function: ast.FunctionDef | None, code: ast.expr) -> bool:
    return function is not None and isinstance(code, ast.Name) and code.id in _parameters(function)


def _parameters(function: ast.FunctionDef) -> list[str]:
    return [argument.arg for argument in function.args.args if argument.arg != "self"]


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _spelt_out(code: ast.JoinedStr, gaps: Mapping[str, tuple[str, ...]]) -> set[str]:
    pieces = [
        f"{{{ast.unparse(part.value)}}}" if isinstance(part, ast.FormattedValue) else str(ast.literal_eval(part))
        for part in code.values
    ]
    written = "".join(pieces)
    (gap,) = (piece for piece in pieces if piece.startswith("{"))
    return {written.replace(gap, word) for word in gaps[written]}
