"""The tables that an instructor can download: who is where, what was answered, what the figures of questions are."""

from collections.abc import Iterator

from course.database import Database
from course.learning.standing import Standing
from course.material.catalog import Published
from course.people.cohorts import CohortCard
from course.revising.differences import prompts_of
from course.teaching.cohort_people import LearnerProgress, batches, progress_of
from course.teaching.response_rows import ResponseReader, ResponseRow
from course.teaching.written import Written, written_by
from lessons.lesson import Prompt
from lessons.prompts import in_words as field_in_words
from web.instructor.states import in_words as state_in_words
from web.language import _, ngettext
from web.sheets.cells import Cell
from web.sheets.files import Table


def progress_table(database: Database, card: CohortCard, published: Published, *, reader_id: int) -> Table:
    """A row for each learner; reflections by their length, and in words only where this reader was given them."""
    course = published.course
    prompts = {prompt_id: prompt for prompt_id, (_place, prompt) in prompts_of(course).items()}
    return Table(
        name=_("Progress"),
        header=(
            *(_("Learner"), _("Id"), _("Guest"), _("Joined (UTC)"), _("Last active (UTC)"), _("Done"), _("Of")),
            *(f"{number}. {each.lesson.title}" for number, each in enumerate(course.lessons, start=1)),
            *(_("Written: %(question)s") % {"question": prompt.question_text} for prompt in prompts.values()),
        ),
        rows=_progress_rows(database, card, published, prompts, reader_id),
    )


def _progress_rows(
    database: Database, card: CohortCard, published: Published, prompts: dict[str, Prompt], reader_id: int
) -> Iterator[tuple[Cell, ...]]:
    lesson_ids = list(published.course.position)
    for people in batches(database, card.id):
        with database.reading() as session:
            learners = progress_of(session, card.id, people)
            written = written_by(session, published.course_id, people, reader_id=reader_id)
        for each in learners:
            texts = written.get(each.person_id, {})
            yield (
                *_who(each),
                *_states(each.standing, lesson_ids),
                *(written_in_words(prompt, texts.get(prompt_id)) for prompt_id, prompt in prompts.items()),
            )


def _who(learner: LearnerProgress) -> tuple[Cell, ...]:
    return (
        learner.name,
        learner.public_id,
        _("yes") if learner.is_guest else _("no"),
        learner.joined_at_utc,
        learner.last_active_at_utc,
        learner.standing.done,
        learner.standing.total,
    )


def _states(standing: Standing, lesson_ids: list[str]) -> list[str]:
    by_lesson = {each.lesson_id: state_in_words(each).words for each in standing.lessons}
    return [by_lesson.get(each, "") for each in lesson_ids]


def written_in_words(prompt: Prompt, written: Written | None) -> str:
    if written is None:
        return ""
    if written.shared_body is not None:
        body = written.shared_body
        fields = [(field, body.get(field.name, "")) for field in prompt.fields]
        return "\n".join(field_in_words(prompt, field.name, value) for field, value in fields if value)
    if not written.words:
        return _("answered, kept private")
    return ngettext("written, %d word", "written, %d words", written.words) % written.words


def responses_table(database: Database, card: CohortCard, published: Published) -> Table:
    """A row for each response, try by try."""
    return Table(
        name=_("Responses"),
        header=(
            *(_("Learner"), _("Id"), _("Lesson"), _("Question id"), _("Question"), _("Revision"), _("Try")),
            *(_("Answer"), _("Credit"), _("Counts as"), _("How sure"), _("Answered (UTC)")),
        ),
        rows=_response_rows(database, card, published),
    )


def _response_rows(database: Database, card: CohortCard, published: Published) -> Iterator[tuple[Cell, ...]]:
    reader = ResponseReader(card.id, published.course_id)
    for people in batches(database, card.id):
        with database.reading() as session:
            rows = list(reader.read(session, people))
        yield from map(_response, rows)


def _response(row: ResponseRow) -> tuple[Cell, ...]:
    return (
        row.name,
        row.learner_id,
        row.lesson_id,
        row.question_id,
        row.stem,
        row.revision,
        row.number,
        row.answer,
        round(row.credit, 4),
        row.state,
        row.confidence or "",
        row.answered_at_utc,
    )
