"""The plan of a course: which sections of an article make which lesson. Found in the article or arranged by hand."""

from msgspec import Struct

from sources.places import Problem


class LessonPlan(Struct, frozen=True, kw_only=True):
    """A lesson to be: numbers of its sections in document order, and which of them are its headings."""

    id: str
    title: str
    sections: tuple[int, ...]
    heads: tuple[int, ...]


class ModulePlan(Struct, frozen=True, kw_only=True):
    """A module to be; `head` is the number of the section whose heading it takes its name from."""

    id: str
    title: str
    lessons: tuple[LessonPlan, ...]
    head: int | None = None


class FoundOutline(Struct, frozen=True, kw_only=True):
    """The outline of an article: its title, the welcome's sections, the modules, and what was odd."""

    title: str
    welcome: tuple[int, ...]
    modules: tuple[ModulePlan, ...]
    problems: tuple[Problem, ...] = ()
