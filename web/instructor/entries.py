"""Shared answers to one prompt, as their page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from course.material.catalog import Published
from course.people.cohorts import CohortCard
from course.reflecting.comments import comment_drafts, count_said
from course.revising.differences import prompts_of
from course.teaching.review import Beside, Body, Entry, beside_of
from course.teaching.seen import Seen, seen_by
from course.teaching.threads import threads_of
from lessons.lesson import Prompt
from lessons.prompts import in_words
from web.comments import CommentView, Field, view_comments, view_field
from web.database import session
from web.identity import person

MOST_BESIDE = 5
NOT_REFUSED: Mapping[str, tuple[str, str]] = {}


@dataclass(frozen=True, slots=True)
class FieldText:
    """A field of a shared answer."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class BesideView:
    """Another answer of the same person's."""

    question: str
    fields: tuple[FieldText, ...]
    shared_utc: datetime


@dataclass(frozen=True, slots=True)
class EntryView:
    """An answer with what was said about it, and the field for a word."""

    learner_id: str
    learner: str
    learner_href: str
    fields: tuple[FieldText, ...]
    shared_utc: datetime
    waits: bool
    said: tuple[CommentView, ...]
    seen: tuple[Seen, ...]
    is_seen_by_me: bool
    beside: tuple[BesideView, ...]
    action: str
    around: str
    revision: int
    submission_key: str
    field: Field


def view_entries(
    card: CohortCard,
    published: Published,
    prompt_id: str,
    entries: Sequence[Entry],
    around: str,
    refused: Mapping[str, tuple[str, str]] = NOT_REFUSED,
) -> tuple[EntryView, ...]:
    """`around` ends the addresses of forms; `refused` has, by learner, what was not taken and why."""
    if not entries:
        return ()
    reader, people, shares = person().id, [each.person_id for each in entries], [each.share_id for each in entries]
    threads = threads_of(session(), reader, people, course_id=card.course_id, cohort_id=card.id, prompt_id=prompt_id)
    seen = seen_by(session(), reader, shares)
    drafts, said = comment_drafts(session(), reader, shares), count_said(session(), reader, shares)
    beside = beside_of(session(), card.id, reader, prompt_id, people, most=MOST_BESIDE)
    prompts = {each: prompt for each, (_place, prompt) in prompts_of(published.course).items()}
    href = f"/teach/{card.public_id}"
    views = []
    for entry in entries:
        action = f"{href}/reflections/{prompt_id}/{entry.learner_id}"
        theirs = seen.get(entry.share_id, ())
        views.append(
            EntryView(
                learner_id=entry.learner_id,
                learner=entry.learner,
                learner_href=f"{href}/learners/{entry.learner_id}",
                fields=view_fields(prompts.get(prompt_id), entry.body),
                shared_utc=entry.shared_at_utc,
                waits=entry.waits,
                said=view_comments(threads.get((entry.person_id, prompt_id), ()), f"{action}/comments"),
                seen=theirs,
                is_seen_by_me=any(each.is_mine for each in theirs),
                beside=tuple(_beside(prompts, each) for each in beside.get(entry.person_id, ())),
                action=action,
                around=around,
                revision=entry.revision,
                # It counts what this instructor has said: what is sent again from the same state is said once.
                submission_key=f"{entry.revision}.{said.get(entry.share_id, 0)}",
                field=view_field(drafts.get(entry.share_id), *refused.get(entry.learner_id, ())),
            )
        )
    return tuple(views)


def _beside(prompts: Mapping[str, Prompt], beside: Beside) -> BesideView:
    fields = view_fields(prompts.get(beside.prompt_id), beside.body)
    return BesideView(beside.question, fields, beside.shared_at_utc)


def view_fields(prompt: Prompt | None, body: Body) -> tuple[FieldText, ...]:
    """What was written in the order in which it is asked; of a prompt that is gone, as it was kept."""
    if prompt is None:
        return tuple(FieldText("", value) for value in body.values())
    asked = [(field, body.get(field.name, "")) for field in prompt.fields]
    return tuple(FieldText(field.label, in_words(prompt, field.name, value)) for field, value in asked if value)
