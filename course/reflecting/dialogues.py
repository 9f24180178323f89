"""What was said about a learner's shared texts, as they read it: they keep it, whoever else may no longer read it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, Select, Update, and_, case, exists, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import InstrumentedAttribute

from course.learning.enrolment import lock_enrolment
from course.models import Cohort, Comment, CommentRead, CommentRevision, Person, Progress, ReflectionRevision, Share

NOTHING_SAID, ALL_READ, NEW = 0, 1, 2
"""What `Progress.dialogue` says."""


@dataclass(frozen=True, slots=True)
class Said:
    """One comment in its newest words; `revisions` above 1 says that it was corrected."""

    id: str
    by: str
    is_mine: bool
    body: str
    said_at_utc: datetime
    revisions: int
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What was said about a learner's answer to one prompt with one cohort, the first word first."""

    prompt_id: str
    cohort: str
    cohort_name: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """Somebody said something new to a learner about their answer to a prompt."""

    prompt_id: str
    lesson_id: str
    prompt: str
    by: str


def newest_number() -> ScalarSelect[int]:
    """Give, of a joined `Comment`, the number of its newest revision."""
    newest = select(CommentRevision.number).where(CommentRevision.comment_id == Comment.id)
    return newest.order_by(CommentRevision.number.desc()).limit(1).correlate(Comment).scalar_subquery()


def dialogues_of(session: Session, person_id: int, course_id: int, prompt_ids: Collection[str]) -> tuple[Dialogue, ...]:
    """Give a learner's dialogues about these prompts; of shares that ended, too."""
    rows = session.execute(
        _about(person_id, course_id)
        .join(Cohort, Cohort.id == Share.cohort_id)
        .join(Person, Person.id == Comment.person_id)
        .join(
            CommentRevision,
            and_(CommentRevision.comment_id == Comment.id, CommentRevision.number == newest_number()),
        )
        .where(ReflectionRevision.prompt_key.in_(prompt_ids))
        .order_by(Comment.id)
        .with_only_columns(
            ReflectionRevision.prompt_key,
            Cohort.public_id,
            Cohort.name,
            Comment.public_id,
            Person.name,
            Comment.person_id == person_id,
            CommentRevision.body,
            Comment.said_at_utc,
            CommentRevision.number,
            is_unread(person_id),
        )
    )
    found: dict[tuple[str, str, str], list[Said]] = {}
    for row in rows:
        found.setdefault((row[0], row[1], row[2]), []).append(Said(*row[3:]))
    return tuple(Dialogue(*which, tuple(said)) for which, said in found.items())


def prompts_talked_about(session: Session, person_id: int, course_id: int) -> dict[str, str]:
    """Give, by id, the words of the prompts about whose answers something was said."""
    rows = session.execute(
        _about(person_id, course_id)
        .order_by(Comment.id)
        .with_only_columns(ReflectionRevision.prompt_key, ReflectionRevision.prompt)
    )
    return dict(rows.all())


def new_words(session: Session, person_id: int, course_id: int) -> tuple[Word, ...]:
    """Give who said something that a learner has not read yet, about what; one word for each prompt and person."""
    rows = session.execute(
        _about(person_id, course_id)
        .join(Person, Person.id == Comment.person_id)
        .where(is_unread(person_id))
        .order_by(Comment.id)
        .with_only_columns(
            ReflectionRevision.prompt_key, ReflectionRevision.lesson_key, ReflectionRevision.prompt, Person.name
        )
    )
    return tuple(dict.fromkeys(Word(*row) for row in rows))


def mark_read(session: Session, person_id: int, course_id: int, prompt_id: str, *, now: datetime) -> None:
    """Note that a learner has read what was said about their answer to a prompt; reading twice is reading once."""
    lock_enrolment(session, person_id, course_id)
    unread = _about(person_id, course_id).where(is_unread(person_id), ReflectionRevision.prompt_key == prompt_id)
    ids = session.scalars(unread.with_only_columns(Comment.id)).all()
    if ids:
        read = [{"comment_id": comment_id, "person_id": person_id, "read_at_utc": now} for comment_id in ids]
        session.execute(insert(CommentRead), read)
    refresh_dialogue(session, person_id, course_id)


def refresh_dialogue(session: Session, person_id: int, course_id: int) -> None:
    """Derive what a learner's progress row says of dialogues; call it after each comment and reading."""
    session.execute(_refreshed(course_id).where(Progress.person_id == person_id))


def rebuild_dialogues(session: Session, course_id: int) -> None:
    """Derive the same for everybody in a course."""
    session.execute(_refreshed(course_id))


def is_unread(person: int | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """Say, of a joined `Comment`: it is another's, and this person has not read it."""
    read = exists().where(CommentRead.comment_id == Comment.id, CommentRead.person_id == person)
    read = read.correlate(Comment, Progress)
    return and_(Comment.person_id != person, ~read)


def _about(person_id: int, course_id: int) -> Select[Comment]:
    return (
        select(Comment)
        .join(Share, Share.id == Comment.share_id)
        .join(ReflectionRevision, ReflectionRevision.id == Share.reflection_revision_id)
        .where(ReflectionRevision.person_id == person_id, ReflectionRevision.course_id == course_id)
    )


def _refreshed(course_id: int) -> Update:
    said = (
        select(Comment.id)
        .join(Share, Share.id == Comment.share_id)
        .join(ReflectionRevision, ReflectionRevision.id == Share.reflection_revision_id)
        .where(ReflectionRevision.person_id == Progress.person_id, ReflectionRevision.course_id == Progress.course_id)
        .correlate(Progress)
    )
    state = case(
        (said.where(is_unread(Progress.person_id)).exists(), NEW), (said.exists(), ALL_READ), else_=NOTHING_SAID
    )
    return (
        update(Progress)
        .where(Progress.course_id == course_id)
        .values(dialogue=state)
        .execution_options(synchronize_session=False)
    )
