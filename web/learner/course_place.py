"""The course's own page as a place to write: the prompts of the welcome, and of the end for who has finished."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from course.learning.standing import Standing
from course.material.catalog import Published
from lessons.lesson import END, WELCOME, Prompt
from web.learner.prepared import authors_html


@dataclass(frozen=True, slots=True)
class CoursePlace:
    """A course that a learner has started, and how far they are."""

    published: Published
    standing: Standing

    @property
    def href(self) -> str:
        return f"/courses/{self.published.slug}"

    @property
    def title(self) -> str:
        return self.published.course.title

    @property
    def end_prompts(self) -> tuple[Prompt, ...]:
        return self.published.course.end_prompts if self.standing.is_complete else ()

    @property
    def prompts(self) -> tuple[Prompt, ...]:
        return (*self.published.course.welcome_prompts, *self.end_prompts)

    @property
    def prompt_questions(self) -> Mapping[str, Markup]:
        return {prompt.id: authors_html(prompt.question) for prompt in self.prompts}

    def filed_under(self, prompt: Prompt) -> str:
        return WELCOME if prompt in self.published.course.welcome_prompts else END
