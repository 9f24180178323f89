"""An outline as an author arranges it in course.toml: merged, split, renamed, regrouped lessons."""

from collections.abc import Sequence
from difflib import get_close_matches

from lessons.article import Article
from lessons.course_file import ArrangedLesson, ArrangedModule, CourseFile, place_of_heading, place_of_id
from lessons.lesson import Outline
from lessons.outline import outline_of
from lessons.plan import FoundOutline, LessonPlan, ModulePlan
from lessons.prose import render_outline
from lessons.sections import Section, cut_into_sections
from sources.blocks import normalise_quotation
from sources.places import MaterialError, Place, Problem

SHOWN_HEADINGS = 3
# No lesson id has brackets.
WELCOME, NOBODY = "(welcome)", "(nobody)"


def arrange(
    article: Article, settings: CourseFile | None = None, *, text: str = "", path: str = "course.toml"
) -> Outline:
    """Return the course that settings make of an article, or the one found in it where they name no modules.

    `text` and `path` are those of course.toml, for the places of problems; MaterialError with all of them.
    """
    sections = cut_into_sections(article.lines, article.path)
    return render_outline(article, sections, plan_outline(article, sections, settings, text=text, path=path))


def plan_outline(
    article: Article, sections: Sequence[Section], settings: CourseFile | None, *, text: str, path: str
) -> FoundOutline:
    """Return the plan of the course without rendering it; MaterialError where headings are missing or unused."""
    found = outline_of(sections, article)
    if settings is None:
        return found
    title = settings.title or found.title
    if not settings.modules:
        return FoundOutline(title=title, welcome=found.welcome, modules=found.modules, problems=found.problems)
    arranger = _Arranger(sections, found, text, path)
    modules = arranger.arrange(settings)
    if arranger.problems:
        raise MaterialError(*arranger.problems)
    return FoundOutline(title=title, welcome=arranger.welcome, modules=modules, problems=found.problems)


def heading_references(sections: Sequence[Section]) -> tuple[str, ...]:
    """Return how each section's heading is written in `from`: its title, with #2, #3 … from the second alike on."""
    seen: dict[str, int] = {}
    references = []
    for section in sections:
        key = _key(section.title)
        seen[key] = seen.get(key, 0) + 1
        references.append(section.title if seen[key] == 1 else f"{section.title}#{seen[key]}")
    return tuple(references)


def _key(title: str) -> str:
    return normalise_quotation(title).casefold()


class _Arranger:
    """Gives each section to the lesson that names it or a heading above it, and collects what does not work out."""

    def __init__(self, sections: Sequence[Section], found: FoundOutline, text: str, path: str) -> None:
        self.sections, self.found, self.text, self.path = sections, found, text, path
        self.problems: list[Problem] = []
        self.welcome: tuple[int, ...] = ()
        self._takers: dict[int, str] = {}  # number of a heading → id of the lesson that names it
        self._openings: dict[int, str] = {}  # number of a module's heading → id of the lesson its own text opens
        self._numbers = _numbers_of(sections)
        self._found_heads = {head for module in found.modules for plan in module.lessons for head in plan.heads}
        self._found_heads |= {module.head for module in found.modules if module.head is not None}

    def arrange(self, settings: CourseFile) -> tuple[ModulePlan, ...]:
        drafts = tuple(self._draft(module) for module in settings.modules)
        if self.problems:
            return ()
        owned = self._owned()
        self._check_order(owned, [plan.id for draft in drafts for plan in draft.lessons])
        return tuple(_filled(draft, owned) for draft in drafts)

    def _draft(self, module: ArrangedModule) -> ModulePlan:
        head = self._find(module.heading, module.id) if module.heading else None
        if not module.title and not module.heading:
            message = f"The module “{module.id}” has neither a heading nor a title."
            self._report("module-untitled", message, 'Write title = "…".', self._place(module.id))
        lessons = self._written_lessons(module) if module.lessons else self._found_lessons(module, head)
        if head is not None and head not in self._takers and lessons:
            self._openings[head] = lessons[0].id
        title = module.title or (self.sections[head].title if head is not None else "")
        return ModulePlan(id=module.id, title=title, lessons=lessons, head=head)

    def _written_lessons(self, module: ArrangedModule) -> tuple[LessonPlan, ...]:
        return tuple(self._written_lesson(lesson, module) for lesson in module.lessons)

    def _written_lesson(self, lesson: ArrangedLesson, module: ArrangedModule) -> LessonPlan:
        headings = lesson.headings
        if not headings and len(module.lessons) == 1 and module.heading:
            headings = (module.heading,)
        if not headings:
            message = f"The lesson “{lesson.id}” names no heading of the article."
            self._report("lesson-without-headings", message, 'Write from = ["…"].', self._place(lesson.id))
        numbers = [self._find(heading, lesson.id) for heading in headings]
        heads = tuple(sorted({number for number in numbers if number is not None}))
        for head in heads:
            self._take(head, lesson.id)
        title = lesson.title or (self.sections[heads[0]].title if heads else lesson.id)
        return LessonPlan(id=lesson.id, title=title, sections=(), heads=heads)

    def _found_lessons(self, module: ArrangedModule, head: int | None) -> tuple[LessonPlan, ...]:
        """A module written without lessons has those that the article gives it."""
        for found in self.found.modules:
            if head is not None and found.head == head:
                for plan in found.lessons:
                    for number in plan.heads:
                        self._take(number, plan.id)
                return found.lessons
        if head is not None or not module.heading:
            message = f"The module “{module.id}” has no lessons."
            self._report("module-empty", message, "Write [[module.lesson]] below it.", self._place(module.id))
        return ()

    def _take(self, head: int, lesson_id: str) -> None:
        other = self._takers.setdefault(head, lesson_id)
        if other != lesson_id:
            title = self.sections[head].title
            message = f"Both “{other}” and “{lesson_id}” are made from “{title}”."
            place = place_of_heading(title, self.text, self.path, lesson_id)
            self._report("heading-twice", message, "Take it out of one of them.", place)

    def _find(self, reference: str, start_id: str) -> int | None:
        """Return the number of the section that a heading means; report it where the article has none such."""
        number = self._numbers.get(_key(reference))
        if number is None:
            place = place_of_heading(reference, self.text, self.path, start_id)
            message = f"The article has no heading “{reference[:80]}”."
            self._report("heading-missing", message, self._mend(reference), place)
        return number

    def _mend(self, reference: str) -> str:
        known = {_key(written): written for written in heading_references(self.sections) if written}
        close = get_close_matches(_key(reference)[:200], list(known), n=SHOWN_HEADINGS, cutoff=0.3)
        names = [known[key] for key in close] or list(known.values())[:SHOWN_HEADINGS]
        return "Write " + " or ".join(f'"{name}"' for name in names) + "." if names else "It has no headings at all."

    def _owned(self) -> dict[str, list[int]]:
        """Give every section to a lesson or to the welcome, in document order."""
        owners: list[str] = []
        for number in range(len(self.sections)):
            owners.append(self._owner(number, owners))
        self.welcome = tuple(number for number, owner in enumerate(owners) if owner == WELCOME)
        owned: dict[str, list[int]] = {}
        for number, owner in enumerate(owners):
            owned.setdefault(owner, []).append(number)
        return owned

    def _owner(self, number: int, owners: Sequence[str]) -> str:
        if number in self._takers:
            return self._takers[number]
        parent = self._parent(number)
        if number in self._openings:
            return self._openings[number]
        if number not in self._found_heads:
            return WELCOME if parent is None else owners[parent]
        above = self._takers.get(parent) if parent is not None else None
        if above is not None and not any(self._parent(other) == parent for other in self._takers):
            return above
        section = self.sections[number]
        if not section.is_empty or section.times or not self._has_taken_below(number):
            self._report_unused(number)
        return NOBODY

    def _parent(self, number: int) -> int | None:
        level = self.sections[number].level
        return next((other for other in range(number - 1, 0, -1) if self.sections[other].level < level), None)

    def _has_taken_below(self, number: int) -> bool:
        below = number + 1
        while below < len(self.sections) and self.sections[below].level > self.sections[number].level:
            if below in self._takers:
                return True
            below += 1
        return False

    def _report_unused(self, number: int) -> None:
        before = next((self._takers[other] for other in range(number, -1, -1) if other in self._takers), "")
        reference = heading_references(self.sections)[number]
        message = f"No lesson is made from the article's heading “{reference}” (its line {self.sections[number].line})."
        mend = f'Write "{reference}" into the `from` of a lesson.'
        self._report("heading-unused", message, mend, self._place(before))

    def _check_order(self, owned: dict[str, list[int]], order: list[str]) -> None:
        """Document order is the only order: lessons follow it, and so do the headings within one."""
        reached = -1
        for lesson_id in order:
            numbers = owned.get(lesson_id, [])
            if numbers and numbers[0] < reached:
                title = self.sections[numbers[0]].title
                message = f"“{title}” stands earlier in the article than what the lessons before it are made from."
                place = place_of_heading(title, self.text, self.path, lesson_id)
                self._report("order", message, "Follow the order of the article.", place)
            reached = max([reached, *numbers])

    def _place(self, written_id: str) -> Place:
        return place_of_id(written_id, self.text, self.path)

    def _report(self, code: str, message: str, mend: str, place: Place) -> None:
        self.problems.append(Problem(place, code, message, mend))


def _numbers_of(sections: Sequence[Section]) -> dict[str, int]:
    """Map every way to write a heading to its section; a title as it stands wins over "Title#2"."""
    numbers: dict[str, int] = {}
    for number, reference in enumerate(heading_references(sections)):
        if sections[number].level:
            numbers.setdefault(_key(reference), number)
            numbers.setdefault(_key(f"{sections[number].title}#1"), number)
    for number, section in reversed(list(enumerate(sections))):
        if section.level and _key(section.title) in numbers:
            numbers[_key(section.title)] = number
    return numbers


def _filled(draft: ModulePlan, owned: dict[str, list[int]]) -> ModulePlan:
    lessons = tuple(
        LessonPlan(id=plan.id, title=plan.title, sections=tuple(owned.get(plan.id, ())), heads=plan.heads)
        for plan in draft.lessons
    )
    return ModulePlan(id=draft.id, title=draft.title, lessons=lessons, head=draft.head)
