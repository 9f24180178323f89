"""docs/checks.md read as the tests run it: each code with the files of its bad and of its good example."""

import re
from dataclasses import dataclass
from pathlib import Path

from commands.check import find_folders
from config import ROOT
from course.material.checking import check_folder
from course.material.starting import make_files
from sources.files import decode_text
from sources.places import MaterialError, Place, Problem

CHECKS = ROOT / "docs" / "checks.md"
COURSE = "chess"
ARTICLE = "article.md"
BASE = re.compile(r"^~~~markdown\n(.*?)^~~~$", re.MULTILINE | re.DOTALL)
SECTION = re.compile(
    r"^### `(?P<code>[a-z0-9-]+)`(?: (?P<where>[^\n]+))?\n\n"
    r"(?P<severity>error|warning|note) at `(?P<path>[^`:]+)(?::(?P<line>\d+):(?P<column>\d+))?`\. [^\n]+\n\n"
    r"~~~diff\n(?P<diff>.*?)^~~~$",
    re.MULTILINE | re.DOTALL,
)
REPEATED = re.compile(r"«(?P<times>[\d,]+) × (?P<words>[^»]*)»")
SIGN = re.compile(r"«U\+(?P<sign>[0-9A-F]{4})»")
BYTE = re.compile(rb"\xc2\xabbyte (?P<byte>[0-9A-F]{2})\xc2\xbb")
MISSING = "«missing»"


@dataclass(frozen=True)
class Example:
    """A code as it is documented; `line` is None where the file as a whole is meant."""

    code: str
    where: str
    severity: str
    path: str
    line: int | None
    column: int
    diff: str

    @property
    def place(self) -> Place:
        """The place as the checker tells it: heads that are not shown count."""
        files = written_lines(self.diff, "-")
        is_in_chess = all(split_course(path)[0] == COURSE for path in files)
        path = f"{COURSE}/{self.path}" if is_in_chess else self.path
        shown = files.get(self.path, [])
        hidden = len(head_of(self.path, shown)) if self.line is not None else 0
        return Place(path, (self.line or 1) + hidden, self.column)


def read_examples() -> list[Example]:
    return [
        Example(
            code=match["code"],
            where=match["where"] or "",
            severity=match["severity"],
            path=match["path"],
            line=int(match["line"]) if match["line"] else None,
            column=int(match["column"] or 1),
            diff=match["diff"],
        )
        for match in SECTION.finditer(CHECKS.read_text(encoding="utf-8"))
    ]


def base_article() -> str:
    found = BASE.search(CHECKS.read_text(encoding="utf-8"))
    assert found is not None
    return found[1]


def written_lines(diff: str, sign: str) -> dict[str, list[str]]:
    """The lines of each file in the version of a sign, `-` or `+`; a file without lines is not there."""
    files: dict[str, list[str]] = {}
    path = ""
    for line in diff.splitlines():
        if line.startswith("@@ "):
            path = line[3:]
        elif line[:1] in (" ", sign, ""):
            files.setdefault(path, []).append(line[1:])
    return files


def head_of(path: str, lines: list[str]) -> list[str]:
    """The head that an example leaves out."""
    has_head = path.partition("/")[0] not in ("lessons", "quizzes") or lines[:1] == ["---"]
    return [] if has_head else ["---", f"lesson: {Path(path).stem}", "---"]


def split_course(path: str) -> tuple[str, str, str]:
    course, slash, rest = path.partition("/")
    is_inside = not slash or course in ("lessons", "quizzes")
    return (COURSE, "/", path) if is_inside else (course, slash, rest)


def write_files(content: Path, diff: str, sign: str) -> None:
    files = written_lines(diff, sign)
    if all(split_course(path)[0] == COURSE for path in files) and ARTICLE not in files:
        files = {ARTICLE: base_article().splitlines(), **files}
    for path, lines in files.items():
        course, _, rest = split_course(path)
        target = content / course / rest
        target.parent.mkdir(parents=True, exist_ok=True)
        if lines != [MISSING]:
            target.write_bytes(spelt_out("\n".join([*head_of(path, lines), *lines, ""])))


def spelt_out(text: str) -> bytes:
    """The bytes that the signs in «…» stand for."""
    text = REPEATED.sub(lambda found: found["words"].replace("¶", "\n") * int(found["times"].replace(",", "")), text)
    text = SIGN.sub(lambda found: chr(int(found["sign"], 16)), text)
    return BYTE.sub(lambda found: bytes.fromhex(found["byte"].decode()), text.encode())


def problems_of(content: Path, diff: str, sign: str) -> list[Problem]:
    """Everything that is told about the example's course, by a check and by making a course of its article."""
    write_files(content, diff, sign)
    try:
        folders = find_folders(content)
    except MaterialError as error:
        return list(error.problems)
    problems = [problem for folder in folders for problem in check_folder(folder).problems]
    article = content / COURSE / ARTICLE
    if article.exists() and not problems_of_kind(problems, "file-"):
        try:
            make_files(decode_text(article.read_bytes(), shown_as=ARTICLE), f"{COURSE}/{ARTICLE}")
        except MaterialError as error:
            problems += error.problems
    return problems


def problems_of_kind(problems: list[Problem], beginning: str) -> list[Problem]:
    return [problem for problem in problems if problem.code.startswith(beginning)]
