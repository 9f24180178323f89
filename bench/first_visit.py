"""W4: what a browser that knows nothing yet fetches to show a lesson."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from bench.browser import AS_BROWSERS_DO
from bench.learner import Learner, expect
from bench.markup import Page, files_named_in
from bench.servers import Server

FONT = ".woff2"


@dataclass(frozen=True, slots=True)
class FirstVisit:
    """Bytes over the wire, headers included, by file."""

    parts: dict[str, int]

    @property
    def requests(self) -> int:
        return len(self.parts)

    @property
    def total(self) -> int:
        return sum(self.parts.values())

    @property
    def beside_font(self) -> int:
        return sum(size for name, size in self.parts.items() if not name.endswith(FONT))


def visit(runway: Server) -> FirstVisit:
    with Learner(runway.port) as learner:
        lesson = learner.start()
        parts = {"the page": expect(learner.get(lesson, AS_BROWSERS_DO), 200).wire_bytes}
        waiting = Page(learner.get(lesson).text).files
        seen: set[str] = set()
        while waiting:
            path = waiting.pop(0)
            if path not in seen:
                seen.add(path)
                parts[PurePosixPath(path).name] = expect(learner.get(path, AS_BROWSERS_DO), 200).wire_bytes
                waiting += _named_in(learner, path)
        return FirstVisit(parts)


def _named_in(learner: Learner, path: str) -> list[str]:
    """Asked for again without compression: this client cannot undo all that browsers can."""
    if not path.endswith((".css", ".js")):
        return []
    return files_named_in(path, learner.get(path).text)
