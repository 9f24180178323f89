"""Of a take-out: courses begun, answers try by try, how far one is, what is done."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import msgspec
from sqlalchemy import select

from course.learning.credits import present_credit
from course.leaving.take_out.section import Row, Section, Taking, in_line, quoted
from course.material.compiled import question_from_bytes
from course.models import (
    Certificate,
    Completion,
    Enrolment,
    GatePass,
    Item,
    ItemRevision,
    LessonFinish,
    LessonOpening,
    Progress,
    Regrade,
    Response,
    ReviewAnswer,
)
from quizzes.grading import describe, result_of

STATES = {"right": "right", "partly": "partly right", "wrong": "not right", "noted": "noted"}


def enrolments(taking: Taking) -> Iterator[Row]:
    """Yield the courses one has begun."""
    mine = select(Enrolment).where(Enrolment.person_id == taking.person_id).order_by(Enrolment.course_id)
    for enrolment in taking.session.scalars(mine):
        yield {**taking.of_course(enrolment.course_id), "started_at": enrolment.started_at_utc}


def responses(taking: Taking) -> Iterator[Row]:
    """Yield every question that was answered, with all tries, each in the words it was given to."""
    tries = (
        select(
            Response.course_id,
            Item.id,
            Item.key,
            Item.lesson_key,
            ItemRevision.compiled,
            Response.answer,
            Response.credit,
            present_credit(),
            Response.confidence,
            Response.answered_at_utc,
        )
        .join(Item, Item.id == Response.item_id)
        .join(ItemRevision, ItemRevision.id == Response.item_revision_id)
        .where(Response.person_id == taking.person_id)
        .order_by(Response.course_id, Item.id, Response.id)
    )
    for (course_id, _, question_id, lesson_id), rows in groupby(taking.stream(tries), key=_question):
        yield {
            **taking.of_course(course_id),
            "lesson": lesson_id,
            "question": question_id,
            "tries": [_try(*row[4:]) for row in rows],
        }


def _question(row: Any) -> tuple[int, int, str, str]:
    course_id, item_id, question_id, lesson_id, *_ = row
    return course_id, item_id, question_id, lesson_id


def _try(compiled: bytes, answer: str, credit: float, now: float, confidence: str | None, at_utc: object) -> Row:
    question, given = question_from_bytes(compiled), msgspec.json.decode(answer, type=tuple[str, ...])
    return {
        "asked": question.stem_text,
        "answer": list(given),
        "in_words": describe(question, given),
        "result": STATES.get(result_of(question, now).state, ""),
        "credit": now,
        "credit_when_given": credit,
        "sure": confidence,
        "answered_at": at_utc,
    }


def review(taking: Taking) -> Iterator[Row]:
    """Yield the answers to questions that were asked again after they had been missed."""
    mine = (
        select(ReviewAnswer, Item.key, Item.lesson_key, ItemRevision.compiled)
        .join(Item, Item.id == ReviewAnswer.item_id)
        .join(ItemRevision, ItemRevision.id == ReviewAnswer.item_revision_id)
        .where(ReviewAnswer.person_id == taking.person_id)
        .order_by(ReviewAnswer.course_id, ReviewAnswer.id)
    )
    for answer, question_id, lesson_id, compiled in taking.session.execute(mine.execution_options(yield_per=50)):
        question, given = question_from_bytes(compiled), msgspec.json.decode(answer.answer, type=tuple[str, ...])
        yield {
            **taking.of_course(answer.course_id),
            "lesson": lesson_id,
            "question": question_id,
            "asked": question.stem_text,
            "answer": list(given),
            "in_words": describe(question, given),
            "result": STATES.get(result_of(question, answer.credit).state, ""),
            "sure": answer.confidence,
            "was_due": answer.was_due,
            "answered_at": answer.answered_at_utc,
        }


def regrades(taking: Taking) -> Iterator[Row]:
    """Yield where an answer was judged anew, since the key had changed."""
    mine = (
        select(Response.course_id, Item.key, Response.answered_at_utc, Regrade.credit, Regrade.regraded_at_utc)
        .join(Response, Response.id == Regrade.response_id)
        .join(Item, Item.id == Response.item_id)
        .where(Response.person_id == taking.person_id)
        .order_by(Response.course_id, Regrade.id)
    )
    for course_id, question_id, answered_at_utc, credit, regraded_at_utc in taking.session.execute(mine):
        yield {
            **taking.of_course(course_id),
            "question": question_id,
            "answered_at": answered_at_utc,
            "credit": credit,
            "judged_anew_at": regraded_at_utc,
        }


def progress(taking: Taking) -> Iterator[Row]:
    """Yield how far one is in each course; it is derived from all else."""
    mine = select(Progress).where(Progress.person_id == taking.person_id).order_by(Progress.course_id)
    for row in taking.session.scalars(mine):
        yield {
            **taking.of_course(row.course_id),
            "lessons_done": row.done,
            "of": row.total,
            "last_active_at": row.last_active_at_utc,
        }


def gates(taking: Taking) -> Iterator[Row]:
    """Yield the lessons that were opened by “Continue anyway”."""
    for row in _by_course(taking, GatePass):
        yield _lesson(taking, row) | {"opened_at": row.passed_at_utc}


def openings(taking: Taking) -> Iterator[Row]:
    """Yield the lessons that an instructor opened for one, and why."""
    for row in _by_course(taking, LessonOpening):
        yield _lesson(taking, row) | {"opened_at": row.opened_at_utc, "reason": row.reason}


def finishes(taking: Taking) -> Iterator[Row]:
    """Yield the lessons that were finished by their button."""
    for row in _by_course(taking, LessonFinish):
        yield _lesson(taking, row) | {"finished_at": row.finished_at_utc}


def completions(taking: Taking) -> Iterator[Row]:
    """Yield the lessons and courses that were completed."""
    for row in _by_course(taking, Completion):
        yield _lesson(taking, row) | {"completed_at": row.completed_at_utc}


def certificates(taking: Taking) -> Iterator[Row]:
    """Yield the certificates one had made, also those that were revoked."""
    mine = select(Certificate).where(Certificate.person_id == taking.person_id)
    for row in taking.session.scalars(mine.order_by(Certificate.course_id, Certificate.id)):
        yield {
            **taking.of_course(row.course_id),
            "id": row.public_id,
            "name": row.name,
            "course_title_then": row.course_title,
            "lessons": row.lessons,
            "responses": row.responses,
            "prompts_written": row.prompts_written,
            "started_at": row.started_at_utc,
            "completed_at": row.completed_at_utc,
            "issued_at": row.issued_at_utc,
            "revoked_at": row.revoked_at_utc,
        }


def _by_course(taking: Taking, table: Any) -> Iterable[Any]:
    mine = select(table).where(table.person_id == taking.person_id)
    return taking.session.scalars(mine.order_by(table.course_id, table.lesson_key))


def _lesson(taking: Taking, row: Any) -> dict[str, object]:
    title = taking.lesson_title(row.course_id, row.lesson_key)
    return {**taking.of_course(row.course_id), "lesson": row.lesson_key, "title": title or "the whole course"}


def _show_responses(row: Row) -> Iterator[str]:
    tries: Any = row["tries"]
    yield ""
    yield f"### {in_line(tries[-1]['asked'])}"
    for number, each in enumerate(tries, start=1):
        sure = f", sure: {each['sure']}" if each["sure"] else ""
        yield ""
        yield f"Try {number}, {in_line(each['answered_at'])}: {each['result']}{sure}"
        if each["asked"] != tries[-1]["asked"]:
            yield f"(then the question was: {in_line(each['asked'])})"
        yield ""
        yield from quoted(each["in_words"])


SECTIONS = (
    Section("enrolments", "Courses you have begun", ("enrolment.person_id",), enrolments),
    Section("progress", "How far you are", ("progress.person_id",), progress),
    Section("responses", "Your answers", ("response.person_id",), responses, _show_responses),
    Section("review", "Questions that were asked again", ("review_answer.person_id",), review),
    Section("regrades", "Answers that were judged anew", (), regrades),
    Section("gates", "Lessons you opened by “Continue anyway”", ("gate_pass.person_id",), gates),
    Section("openings", "Lessons that an instructor opened for you", ("lesson_opening.person_id",), openings),
    Section("finishes", "Lessons you finished by their button", ("lesson_finish.person_id",), finishes),
    Section("completions", "What you completed", ("completion.person_id",), completions),
    Section("certificates", "Your certificates", ("certificate.person_id",), certificates),
)
