"""Where something stands in an author's file, and what is wrong with it there."""

from enum import StrEnum

from msgspec import Struct


class Place(Struct, frozen=True, order=True):
    """A position in a file; line and column count from 1, the path is relative to the content folder."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Severity(StrEnum):
    """An error keeps a course from being published; a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Problem(Struct, frozen=True):
    """One thing that is odd or wrong: where, what, and what to write instead; `words` are those at the place."""

    place: Place
    code: str
    message: str
    mend: str
    severity: Severity = Severity.ERROR
    words: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}: {self.message} {self.mend} [{self.code}]"


class MaterialError(Exception):
    """Material that cannot be used; carries every problem found, at least one of them an error."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
