"""Of a take-out: what one wrote, with every version, and with whom it was shared."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import select

from course.leaving.take_out.section import Row, Section, Taking, in_line, quoted
from course.models import (
    CheckIn,
    CheckInAnswer,
    CheckInMail,
    Cohort,
    Draft,
    Person,
    ReflectionRevision,
    Share,
    ShareReader,
    ShareWithdrawal,
)
from course.revising.differences import prompts_of


def reflections(taking: Taking) -> Iterator[Row]:
    """Yield every version of every reflection, the first one first."""
    mine = select(ReflectionRevision).where(ReflectionRevision.person_id == taking.person_id)
    order = (ReflectionRevision.course_id, ReflectionRevision.prompt_key, ReflectionRevision.number)
    for row in taking.session.scalars(mine.order_by(*order).execution_options(yield_per=20)):
        body = _body(row.body)
        yield {
            **taking.of_course(row.course_id),
            "lesson": row.lesson_key,
            "prompt": row.prompt_key,
            "asked": row.prompt,
            "version": row.number,
            "started_from_version": row.base,
            "words": row.words,
            "written_at": row.written_at_utc,
            "fields": body,
            "labels": _labels(taking, row.course_id, row.prompt_key, body),
        }


def drafts(taking: Taking) -> Iterator[Row]:
    """Yield what stands in a field and is no version yet."""
    mine = select(Draft).where(Draft.person_id == taking.person_id).order_by(Draft.course_id, Draft.prompt_key)
    for row in taking.session.scalars(mine.execution_options(yield_per=20)):
        body = _body(row.body)
        yield {
            **taking.of_course(row.course_id),
            "prompt": row.prompt_key,
            "saved_at": row.saved_at_utc,
            "fields": body,
            "labels": _labels(taking, row.course_id, row.prompt_key, body),
        }


def check_ins(taking: Taking) -> Iterator[Row]:
    """Yield every day that was set to ask how it went, with all answers."""
    mine = (
        select(CheckIn, ReflectionRevision.prompt, ReflectionRevision.number, CheckInMail.queued_at_utc)
        .join(ReflectionRevision, ReflectionRevision.id == CheckIn.reflection_revision_id)
        .outerjoin(CheckInMail, CheckInMail.check_in_id == CheckIn.id)
        .where(CheckIn.person_id == taking.person_id)
        .order_by(CheckIn.course_id, CheckIn.id)
    )
    for check_in, asked, version, mailed_at_utc in taking.session.execute(mine):
        said = select(CheckInAnswer).where(CheckInAnswer.check_in_id == check_in.id).order_by(CheckInAnswer.id)
        yield {
            **taking.of_course(check_in.course_id),
            "prompt": check_in.prompt_key,
            "asked": asked,
            "version": version,
            "day": check_in.due_on and check_in.due_on.isoformat(),
            "set_at": check_in.set_at_utc,
            "mailed_at": mailed_at_utc,
            "answers": [
                {"outcome": each.outcome, "in_the_way": each.obstacle, "answered_at": each.answered_at_utc}
                for each in taking.session.scalars(said)
            ],
        }


def shares(taking: Taking) -> Iterator[Row]:
    """Yield what was shared, with whom, and when it was taken back."""
    mine = (
        select(Share.id, ReflectionRevision, Cohort.name, Share.shared_at_utc, ShareWithdrawal.withdrawn_at_utc)
        .join(ReflectionRevision, ReflectionRevision.id == Share.reflection_revision_id)
        .join(Cohort, Cohort.id == Share.cohort_id)
        .outerjoin(ShareWithdrawal, ShareWithdrawal.share_id == Share.id)
        .where(ReflectionRevision.person_id == taking.person_id)
        .order_by(ReflectionRevision.course_id, Share.id)
    )
    for share_id, revision, cohort, shared_at_utc, withdrawn_at_utc in taking.session.execute(mine):
        readers = select(Person.name).join(ShareReader, ShareReader.person_id == Person.id)
        yield {
            **taking.of_course(revision.course_id),
            "prompt": revision.prompt_key,
            "asked": revision.prompt,
            "version": revision.number,
            "cohort": cohort,
            "readers": list(taking.session.scalars(readers.where(ShareReader.share_id == share_id))),
            "shared_at": shared_at_utc,
            "taken_back_at": withdrawn_at_utc,
        }


def _body(body: str) -> dict[str, str]:
    return msgspec.json.decode(body, type=dict[str, str])


def _labels(taking: Taking, course_id: int, prompt_id: str, body: Mapping[str, str]) -> dict[str, str]:
    """Name the fields as the course does now; of a prompt that is gone there are only their names."""
    _, prompt = prompts_of(taking.published(course_id).course).get(prompt_id, ("", None))
    known = {field.name: field.label for field in prompt.fields} if prompt else {}
    return {name: known.get(name) or name for name in body}


def _show_reflection(row: Row) -> Iterator[str]:
    if row["version"] == 1:
        yield ""
        yield f"### {in_line(row['asked'])}"
    yield ""
    yield f"#### Version {row['version']}, {in_line(row['written_at'])}"
    yield from _show_fields(row)


def _show_draft(row: Row) -> Iterator[str]:
    yield ""
    yield f"### {row['prompt']}, {in_line(row['saved_at'])}"
    yield from _show_fields(row)


def _show_check_in(row: Row) -> Iterator[str]:
    answers: Any = row["answers"]
    yield ""
    yield f"### {in_line(row['day'] or 'no day any more')}: {in_line(row['asked'])}"
    for answer in answers:
        yield ""
        yield f"{in_line(answer['answered_at'])}: {answer['outcome']}"
        if answer["in_the_way"]:
            yield ""
            yield from quoted(answer["in_the_way"])


def _show_fields(row: Row) -> Iterator[str]:
    fields: Any = row["fields"]
    labels: Any = row["labels"]
    for name, text in fields.items():
        yield ""
        if len(fields) > 1:
            yield f"{labels[name]}:"
            yield ""
        yield from quoted(text)


SECTIONS = (
    Section("reflections", "What you wrote", ("reflection_revision.person_id",), reflections, _show_reflection),
    Section("drafts", "What stands in a field unsaved", ("draft.person_id",), drafts, _show_draft),
    Section("check_ins", "Your check-ins", ("check_in.person_id",), check_ins, _show_check_in),
    Section("shares", "What you shared", (), shares),
)
