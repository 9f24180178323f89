"""Coming back after a while: where one was in one's own words, what is next, and how long that takes."""

from datetime import timedelta

from course.learning.standing import Standing
from course.material.catalog import Published
from course.material.compiled import CompiledCourse
from course.people.sessions import SignedIn
from course.reflecting.last_words import LastWords, last_words
from lessons.lesson import END, WELCOME, Prompt
from lessons.prompts import sentence
from web import clock
from web.database import session
from web.learner.prepared import lesson_href
from web.learner.views import ReturnView

SILENT_AFTER = timedelta(days=7)
LONGEST_WORDS = 280
"""Characters of somebody's last words that are shown back."""


def view_return(published: Published, standing: Standing, person: SignedIn) -> ReturnView | None:
    """None for whoever did something lately, or has nothing left to do; only others cost a query."""
    last, current = standing.last_active_at_utc, standing.current
    following = published.course.lesson(current.lesson_id) if current else None
    silent = clock.now() - last if last else timedelta(0)
    if silent < SILENT_AFTER or following is None or not standing.is_begun:
        return None
    words = last_words(session(), person.id, published.course_id)
    return ReturnView(
        days=silent.days,
        asked=words.asked if words else "",
        words=_shortened(_in_words(published.course, words)) if words else "",
        words_href=_where(published, words) if words else "",
        next_title=following.lesson.title,
        next_href=lesson_href(published.slug, following.id),
        minutes=following.lesson.minutes,
    )


def _in_words(course: CompiledCourse, words: LastWords) -> str:
    prompt = _find(course, words.prompt_id)
    return (sentence(prompt, words.body) if prompt else "") or "\n\n".join(filter(None, words.body.values()))


def _find(course: CompiledCourse, prompt_id: str) -> Prompt | None:
    of_lessons = (prompt for lesson in course.lessons for prompt in lesson.lesson.prompts)
    asked = (*course.welcome_prompts, *course.end_prompts, *of_lessons)
    return next((prompt for prompt in asked if prompt.id == prompt_id), None)


def _where(published: Published, words: LastWords) -> str:
    """Where the text stands; nowhere, if its prompt is not asked any more."""
    if _find(published.course, words.prompt_id) is None:
        return ""
    if words.lesson_id in (WELCOME, END):
        return f"/courses/{published.slug}#r-{words.prompt_id}"
    return f"{lesson_href(published.slug, words.lesson_id)}#r-{words.prompt_id}"


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_WORDS else text[:LONGEST_WORDS].rsplit(None, 1)[0] + " …"
