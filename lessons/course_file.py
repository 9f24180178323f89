"""`course.toml`: what an author says about a course beyond its article."""

import re
import tomllib

import msgspec
from msgspec import Struct, field

from sources.ids import is_id, slug
from sources.places import MaterialError, Place, Problem

DEFAULT_PASS = 80
TOML_PLACE = re.compile(r"\s*\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
PATH_IN_ERROR = re.compile(r" - at `\$(?P<path>[^`]*)`$")


class PlanSection(Struct, frozen=True, forbid_unknown_fields=True):
    """A section of the learner's plan, named by `into=` of a prompt."""

    id: str
    title: str


class ArrangedLesson(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A lesson and the headings it is made from."""

    id: str
    title: str = ""
    headings: tuple[str, ...] = field(default=(), name="from")


class ArrangedModule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A module, the heading it stands for and its lessons; without lessons it has those found in the article."""

    id: str
    title: str = ""
    heading: str = ""
    lessons: tuple[ArrangedLesson, ...] = field(default=(), name="lesson")


class CourseFile(Struct, frozen=True, kw_only=True):
    """A course's settings; all are optional, and without modules the outline is the one found in the article."""

    title: str = ""
    language: str = "en"
    video: str = ""
    pass_mark: int = DEFAULT_PASS
    plan: tuple[PlanSection, ...] = ()
    modules: tuple[ArrangedModule, ...] = ()


class _PlanTable(Struct, frozen=True, forbid_unknown_fields=True):
    section: tuple[PlanSection, ...] = ()


class _TomlFile(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """course.toml as it is written."""

    title: str = ""
    language: str = "en"
    video: str = ""
    pass_mark: int = field(default=DEFAULT_PASS, name="pass")
    plan: _PlanTable = _PlanTable()
    modules: tuple[ArrangedModule, ...] = field(default=(), name="module")


def read_course_file(text: str, path: str) -> CourseFile:
    """Read course.toml; MaterialError with every problem found, unknown names among them."""
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise MaterialError(_broken(str(error) or "nested too deeply", text, path)) from error
    try:
        written = msgspec.convert(raw, _TomlFile, strict=True)
    except msgspec.ValidationError as error:
        raise MaterialError(_invalid(str(error), text, path)) from error
    settings = CourseFile(
        title=written.title,
        language=written.language,
        video=written.video,
        pass_mark=written.pass_mark,
        plan=written.plan.section,
        modules=written.modules,
    )
    problems = _check(settings, text, path)
    if problems:
        raise MaterialError(*problems)
    return settings


def _broken(message: str, text: str, path: str) -> Problem:
    match = TOML_PLACE.search(message)
    line, column = text.count("\n") + 1, len(text) - text.rfind("\n")
    if match is not None and match["line"]:
        line, column = int(match["line"]), int(match["column"])
    said = TOML_PLACE.sub("", message)
    return Problem(Place(path, line, column), "toml-broken", f"This is not TOML: {said}.", "Mend this line.")


def _invalid(message: str, text: str, path: str) -> Problem:
    match = PATH_IN_ERROR.search(message)
    where = match["path"] if match else ""
    said = PATH_IN_ERROR.sub("", message)
    unknown = re.search(r"unknown field `(?P<name>[^`]*)`", said)
    name = unknown["name"] if unknown else where.rpartition(".")[2].partition("[")[0]
    place = Place(path, _line_of(name, where, text))
    mend = "Known are: " + _known_names(where) + "." if unknown else "Write a value of that kind."
    return Problem(place, "course-field", f"{said}{f' (in {where[1:]})' if where else ''}.", mend)


def _known_names(where: str) -> str:
    kind: type[Struct] = _TomlFile
    for part, struct in (("module", ArrangedModule), ("lesson", ArrangedLesson), ("plan", _PlanTable)):
        kind = struct if part in where else kind
    kind = PlanSection if "section" in where else kind
    return ", ".join(item.encode_name for item in msgspec.structs.fields(kind))


def _line_of(name: str, where: str, text: str) -> int:
    """Find the line that a field is written on; numbers in the path such as `.module[2]` count table headers."""
    start = 0
    for table, number in re.findall(r"\.(\w+)\[(\d+)\]", where):
        headers = list(re.compile(rf"^[ \t]*\[\[[\w.]*\b{re.escape(table)}\]\]", re.MULTILINE).finditer(text, start))
        start = headers[int(number)].start() if int(number) < len(headers) else start
    match = re.compile(rf"^[ \t]*\"?{re.escape(name)}\"?[ \t]*=", re.MULTILINE).search(text, start) if name else None
    return text.count("\n", 0, match.start() if match else start) + 1


def place_of_id(lesson_or_module: str, text: str, path: str) -> Place:
    """Return where `id = "…"` is written, the file's start where it cannot be found."""
    match = re.search(rf"^[ \t]*id[ \t]*=[ \t]*[\"']{re.escape(lesson_or_module)}[\"']", text, re.MULTILINE)
    return Place(path, text.count("\n", 0, match.start()) + 1) if match else Place(path)


def place_of_heading(heading: str, text: str, path: str, start_id: str = "") -> Place:
    """Return where a heading is written in quotes, after the lesson it belongs to."""
    lines = text.split("\n")
    start = place_of_id(start_id, text, path).line - 1 if start_id else 0
    for quoted in (f'"{heading}"', f"'{heading}'", heading.replace('"', '\\"')):
        for index in range(start, len(lines)):
            column = lines[index].find(quoted)
            if column >= 0:
                return Place(path, index + 1, column + 1)
    return Place(path, start + 1)


def _check(settings: CourseFile, text: str, path: str) -> list[Problem]:
    problems = []
    if not 1 <= settings.pass_mark <= 100:
        place = Place(path, _line_of("pass", "", text))
        problems.append(Problem(place, "pass-mark", "`pass` is a share in percent, 1 to 100.", "Write pass = 80."))
    if not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", settings.language):
        place = Place(path, _line_of("language", "", text))
        problems.append(Problem(place, "language", "`language` is a tag such as en or de.", 'Write language = "en".'))
    for kind, ids in _all_ids(settings):
        problems += _check_ids(kind, ids, text, path)
    return problems


def _all_ids(settings: CourseFile) -> list[tuple[str, list[str]]]:
    return [
        ("plan section", [section.id for section in settings.plan]),
        ("module", [module.id for module in settings.modules]),
        ("lesson", [lesson.id for module in settings.modules for lesson in module.lessons]),
    ]


def _check_ids(kind: str, ids: list[str], text: str, path: str) -> list[Problem]:
    problems = []
    for number, written in enumerate(ids):
        place = place_of_id(written, text, path)
        if not is_id(written):
            message = f"“{written[:60]}” is not an id: lowercase letters, digits and single hyphens, at most 60."
            problems.append(Problem(place, "id-malformed", message, f'Write id = "{slug(written)}".'))
        elif written in ids[:number]:
            message = f"Two of the {kind}s have the id “{written}”."
            problems.append(Problem(place, "id-twice", message, "Give one of them another id."))
    return problems
