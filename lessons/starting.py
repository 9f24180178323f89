"""The first files of a course: `course.toml` with the outline that its article brings, and a file for each lesson."""

import json
from collections.abc import Iterator, Sequence

from lessons.arrangement import heading_references, plan_outline
from lessons.article import Article
from lessons.course_file import read_course_file
from lessons.lesson import Lesson
from lessons.plan import FoundOutline, LessonPlan, ModulePlan
from lessons.prompt_kinds import KINDS
from lessons.prompt_kinds.kind import PromptKind
from lessons.sections import Section
from sources.places import MaterialError

_HEAD = """\
# What the course says beyond its article. All names are explained in docs/content-format.md.
"""
_PLAN = """\
# Sections of the learner's plan, which prompts name with into=:
# [[plan.section]]
# id = "next-steps"
# title = "My next steps"
"""
_OUTLINE = """\
# The outline: headings locate the text in article.md, ids name the files and do not change once people learn.
# Lessons may be merged (several headings in one `from`), split at deeper headings, renamed and regrouped.
"""
_NO_OUTLINE = """\
# The outline is the one found in the article.
"""


def course_toml(article: Article, sections: Sequence[Section], found: FoundOutline) -> str:
    """Return a course.toml that reads back as the outline found; one without modules where none could."""
    head = f'{_HEAD}title = {_quoted(found.title)}\nlanguage = "en"\npass = 80\n\n{_PLAN}\n'
    text = f"{head}{_OUTLINE}{''.join(_modules(sections, found))}"
    return text if _reads_back(text, article, sections, found) else head + _NO_OUTLINE


def lesson_text(lesson: Lesson) -> str:
    """Return a lesson's file: a head to fill in, and the kinds of prompts in a comment."""
    examples = "\n\n".join(_example(kind) for kind in KINDS.values())
    return f"""\
---
lesson: {lesson.id}
objective:
---
<!--
“{_harmless(lesson.title)}” has {lesson.words} words, {lesson.minutes} min. Nobody is shown a comment such as this one.

objective: one line, what a learner can do after the lesson. You can …
Words written here, outside a comment, are shown before the lesson as an aid to reading.

Prompts ask for something of the learner's own life. Take one out of the comment and give it an id and a question:

{examples}
-->
"""


def _example(kind: PromptKind) -> str:
    again = " again=_end" if kind.is_asked_again else ""
    return "\n".join([f"```{kind.name} {{#name-of-the-prompt required=yes{again}}}", *kind.example, "```"])


def _modules(sections: Sequence[Section], found: FoundOutline) -> Iterator[str]:
    references = heading_references(sections)
    for module in found.modules:
        yield _module(module, sections, references)
        for lesson in module.lessons:
            yield _lesson(lesson, sections, references)


def _module(module: ModulePlan, sections: Sequence[Section], references: Sequence[str]) -> str:
    lines = ["", "[[module]]", f"id = {_quoted(module.id)}"]
    if module.head is not None:
        lines.append(f"heading = {_quoted(references[module.head])}")
    if module.head is None or sections[module.head].title != module.title:
        lines.append(f"title = {_quoted(module.title)}")
    return "\n".join([*lines, ""])


def _lesson(lesson: LessonPlan, sections: Sequence[Section], references: Sequence[str]) -> str:
    heads = sorted(lesson.heads)
    lines = ["", "[[module.lesson]]", f"id = {_quoted(lesson.id)}"]
    lines.append(f"from = [{', '.join(_quoted(references[head]) for head in heads)}]")
    if not heads or sections[heads[0]].title != lesson.title:
        lines.append(f"title = {_quoted(lesson.title)}")
    return "\n".join([*lines, ""])


def _quoted(text: str) -> str:
    """Return a TOML string: JSON's escapes are TOML's, but for the delete sign."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _reads_back(text: str, article: Article, sections: Sequence[Section], found: FoundOutline) -> bool:
    """Say whether the text gives the same lessons from the same sections, under the same ids and titles."""
    try:
        settings = read_course_file(text, "course.toml")
        again = plan_outline(article, sections, settings, text=text, path="course.toml")
    except MaterialError:
        return False
    return bool(settings.modules) and _shape(again) == _shape(found)


def _shape(plan: FoundOutline) -> object:
    lessons = [
        (module.id, module.title, lesson.id, lesson.title, sorted(lesson.sections), sorted(lesson.heads))
        for module in plan.modules
        for lesson in module.lessons
    ]
    return plan.title, plan.welcome, lessons


def _harmless(text: str) -> str:
    """Return words that cannot end the comment they stand in."""
    return text.replace("-->", "-- >")
