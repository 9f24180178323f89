"""The outline that an article brings along: which headings are modules, which are lessons."""

from collections.abc import Sequence

from lessons.article import Article
from lessons.plan import FoundOutline, LessonPlan, ModulePlan
from lessons.sections import Section, cut_into_sections
from sources.ids import slug, unique_slug
from sources.places import Place, Problem, Severity

# Above this many words, a module's own text is a lesson of its own.
LONGEST_OPENING = 150


class _Draft:
    """A lesson while the outline is being found."""

    def __init__(self, sections: list[int], heads: list[int], title: str) -> None:
        self.sections, self.heads, self.title = sections, heads, title


def find_outline(article: Article) -> FoundOutline:
    """Find modules and lessons in an article's headings, by the rules of docs/content-format.md."""
    return outline_of(cut_into_sections(article.lines, article.path), article)


def outline_of(sections: Sequence[Section], article: Article) -> FoundOutline:
    """Find modules and lessons among sections already cut."""
    title_number = _title_section(sections)
    title = sections[title_number].title if title_number is not None else article.title
    module_levels, lesson_level = _levels(sections, title_number)
    starts = [
        number for number, section in enumerate(sections) if section.level in module_levels and number != title_number
    ]
    if not starts:
        return _one_lesson(sections, title or "Lesson")
    groups = [list(range(start, end)) for start, end in zip(starts, [*starts[1:], len(sections)], strict=True)]
    drafts = [_drafts(sections, group, lesson_level) for group in groups]
    problems = _merge_empty(sections, drafts, article.path)
    return FoundOutline(
        title=title or sections[starts[0]].title,
        welcome=tuple(range(starts[0])),
        modules=_named(sections, starts, drafts),
        problems=tuple(problems),
    )


def _title_section(sections: Sequence[Section]) -> int | None:
    """Return the number of the H1 that stands alone above H2s."""
    first_ones = [number for number, section in enumerate(sections) if section.level == 1]
    twos = [number for number, section in enumerate(sections) if section.level == 2]
    return first_ones[0] if len(first_ones) == 1 and twos and first_ones[0] < twos[0] else None


def _levels(sections: Sequence[Section], title_number: int | None) -> tuple[set[int], int]:
    """Return the levels that open a module and the level that opens a lesson."""
    used = sorted(
        {section.level for number, section in enumerate(sections) if section.level and number != title_number}
    )
    ones = sum(section.level == 1 for section in sections)
    if 2 in used and ones < 2:
        return {1, 2}, 3
    if not used:
        return set(), 0
    return {used[0]}, used[1] if len(used) > 1 else 7


def _one_lesson(sections: Sequence[Section], title: str) -> FoundOutline:
    everything = tuple(range(len(sections)))
    lesson = LessonPlan(id=unique_slug(title, ()), title=title, sections=everything, heads=())
    module = ModulePlan(id=lesson.id, title=title, lessons=(lesson,))
    return FoundOutline(title=title, welcome=(), modules=(module,))


def _drafts(sections: Sequence[Section], group: list[int], lesson_level: int) -> list[_Draft]:
    """Cut one module's sections into lessons; the module's own text opens the first, or is one if it is long."""
    starts = [number for number in group if sections[number].level == lesson_level]
    if not starts:
        return [_Draft(group, group[:1], sections[group[0]].title)]
    ends = [*starts[1:], group[-1] + 1]
    drafts = [
        _Draft(list(range(start, end)), [start], sections[start].title) for start, end in zip(starts, ends, strict=True)
    ]
    own = list(range(group[0], starts[0]))
    if sum(sections[number].words for number in own) > LONGEST_OPENING:
        return [_Draft(own, own[:1], sections[group[0]].title), *drafts]
    drafts[0].sections[:0] = own
    return drafts


def _merge_empty(sections: Sequence[Section], modules: list[list[_Draft]], path: str) -> list[Problem]:
    """Merge each lesson without text into the next one of its module, or else the one before, or else the next."""
    problems: list[Problem] = []
    for module_number, drafts in enumerate(modules):
        for draft in list(drafts):
            if not all(sections[number].is_empty for number in draft.sections):
                continue
            problems.append(_empty(path, sections[draft.heads[0]]))
            place = drafts.index(draft)
            if place + 1 < len(drafts):
                _prepend(drafts[place + 1], draft)
            elif place > 0:
                _append(drafts[place - 1], draft)
            elif not _hand_on(modules, module_number, draft):
                continue
            drafts.remove(draft)
    return problems


def _hand_on(modules: list[list[_Draft]], number: int, draft: _Draft) -> bool:
    """Merge a module without any text into the next one, at the end of the article into the one before."""
    if number + 1 < len(modules):
        _prepend(modules[number + 1][0], draft)
        return True
    before = next((drafts for drafts in reversed(modules[:number]) if drafts), None)
    if before is not None:
        _append(before[-1], draft)
    return before is not None


def _prepend(draft: _Draft, empty: _Draft) -> None:
    draft.sections[:0], draft.heads[:0] = empty.sections, empty.heads


def _append(draft: _Draft, empty: _Draft) -> None:
    draft.sections += empty.sections
    draft.heads += empty.heads


def _named(sections: Sequence[Section], starts: list[int], drafts: list[list[_Draft]]) -> tuple[ModulePlan, ...]:
    modules: list[ModulePlan] = []
    lesson_ids: set[str] = set()
    module_ids: set[str] = set()
    for start, group in zip(starts, drafts, strict=True):
        if group:
            title = sections[start].title
            module_id = unique_slug(title, module_ids)
            module_ids.add(module_id)
            lessons = tuple(_lesson(draft, title, lesson_ids) for draft in group)
            modules.append(ModulePlan(id=module_id, title=title, lessons=lessons, head=start))
    return tuple(modules)


def _lesson(draft: _Draft, module_title: str, taken: set[str]) -> LessonPlan:
    """A title that is taken gets its module's before it, so that its id still says what it is."""
    is_taken = slug(draft.title) in taken
    lesson_id = unique_slug(f"{module_title} {draft.title}" if is_taken else draft.title, taken)
    taken.add(lesson_id)
    return LessonPlan(id=lesson_id, title=draft.title, sections=tuple(draft.sections), heads=tuple(draft.heads))


def _empty(path: str, section: Section) -> Problem:
    message = f"Nothing stands under “{section.title[:80]}”; its heading is shown in the lesson beside it."
    mend = "Write its text, or take the heading out."
    return Problem(Place(path, section.line), "section-empty", message, mend, Severity.WARNING)
