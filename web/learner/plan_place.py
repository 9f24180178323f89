"""A learner's plan as a place to write: what the lessons that are open ask for it, and what they add unasked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup, escape

from course.learning.standing import Standing
from course.material.catalog import Published
from course.material.compiled import PlanSection
from lessons.lesson import END, PLAN, WELCOME, Prompt
from lessons.own_pieces import OWN_KINDS, addition, number_of, win
from web.learner.prepared import authors_html


@dataclass(frozen=True, eq=False)
class PlanPlace:
    """The plan of a course that a learner has started; `own` are the pieces that they added."""

    published: Published
    standing: Standing
    own: tuple[Prompt, ...]

    @property
    def href(self) -> str:
        return f"/courses/{self.published.slug}/plan"

    @property
    def title(self) -> str:
        return self.published.course.title

    @cached_property
    def asked(self) -> Mapping[str, tuple[str, Prompt]]:
        """What the course asks for the plan, where it can be written now: the place and the prompt, by its id."""
        return {
            prompt.id: (place, prompt) for place, prompts in self._open_places() for prompt in prompts if prompt.into
        }

    @cached_property
    def sections(self) -> tuple[PlanSection, ...]:
        """The author's sections, and after them those that only prompts or the learner's own pieces name."""
        named = {section.id: section for section in self.published.course.plan}
        others = [prompt.into for _place, prompt in self.asked.values()] + [each.into for each in self.own]
        for section_id in others:
            if section_id and section_id not in named:
                named[section_id] = PlanSection(section_id, section_id.replace("-", " ").capitalize())
        return tuple(named.values())

    def next_addition(self, section_id: str) -> Prompt:
        numbers = [number_of(each.id) for each in self.own if each.into == section_id and each.kind == "addition"]
        return addition(section_id, max(numbers, default=0) + 1)

    @property
    def next_win(self) -> Prompt:
        return win(max((number_of(each.id) for each in self.own if each.kind == "win"), default=0) + 1)

    @cached_property
    def prompts(self) -> tuple[Prompt, ...]:
        news = (self.next_addition(section.id) for section in self.sections)
        return (*(prompt for _place, prompt in self.asked.values()), *self.own, *news, self.next_win)

    @cached_property
    def prompt_questions(self) -> Mapping[str, Markup]:
        return {
            prompt.id: escape(prompt.question_text) if prompt.kind in OWN_KINDS else authors_html(prompt.question)
            for prompt in self.prompts
        }

    def filed_under(self, prompt: Prompt) -> str:
        return PLAN if prompt.kind in OWN_KINDS else self.asked[prompt.id][0]

    def _open_places(self) -> Iterator[tuple[str, tuple[Prompt, ...]]]:
        course = self.published.course
        yield WELCOME, course.welcome_prompts
        for compiled, here in zip(course.lessons, self.standing.lessons, strict=True):
            if here.state != "closed":
                yield compiled.id, compiled.lesson.prompts
        if self.standing.is_complete:
            yield END, course.end_prompts
