"""Consent: one revision, the instructors a cohort has now, until it is taken back. The consent is in the query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, exists, func, insert, select
from sqlalchemy.orm import Session

from course.models import (
    Cohort,
    CohortInstructor,
    Membership,
    Person,
    ReflectionRevision,
    Share,
    ShareReader,
    ShareWithdrawal,
)
from course.reflecting.standing_shares import refresh_standing_shares


@dataclass(frozen=True, slots=True)
class SharedWith:
    """A cohort whose named instructors can read one revision now."""

    prompt_id: str
    revision: int
    cohort: str
    cohort_name: str
    instructors: tuple[str, ...]


def share_revision(
    session: Session, person_id: int, revision_id: int, cohort_id: int, *, key: str, now: datetime
) -> None:
    """Let those who teach a cohort now read one revision; the learner must be in the cohort. Once is enough."""
    if _is_open(session, revision_id, cohort_id) or _is_replayed(session, revision_id, cohort_id, key):
        return
    share = Share(reflection_revision_id=revision_id, cohort_id=cohort_id, submission_key=key, shared_at_utc=now)
    session.add(share)
    session.flush()
    readers = session.scalars(select(CohortInstructor.person_id).where(CohortInstructor.cohort_id == cohort_id))
    session.add_all(ShareReader(share_id=share.id, person_id=reader) for reader in readers)
    session.flush()
    refresh_standing_shares(session, person_id)


def take_back(session: Session, person_id: int, prompt_id: str, cohort_id: int, *, now: datetime) -> None:
    """End every share, with one cohort, of what a learner wrote to a prompt."""
    which = (ReflectionRevision.prompt_key == prompt_id) & (Share.cohort_id == cohort_id)
    _withdraw(session, person_id, which, now=now)


def take_back_from_cohort(session: Session, person_id: int, cohort_id: int, *, now: datetime) -> None:
    """End every share of a learner with one cohort, as when they leave it."""
    _withdraw(session, person_id, Share.cohort_id == cohort_id, now=now)


def shared_with(session: Session, person_id: int, course_id: int, prompt_ids: Iterable[str]) -> tuple[SharedWith, ...]:
    """Give who can read what now, of a learner's texts to these prompts."""
    ids = list(prompt_ids)
    if not ids:
        return ()
    rows = session.execute(_SHARED_WITH, {"person_id": person_id, "course_id": course_id, "prompt_ids": ids})
    instructors: dict[tuple[str, int, str, str], list[str]] = {}
    for prompt_id, revision, cohort, cohort_name, instructor in rows:
        instructors.setdefault((prompt_id, revision, cohort, cohort_name), []).append(instructor)
    return tuple(SharedWith(*share, instructors=tuple(names)) for share, names in instructors.items())


def all_shared(session: Session, person_id: int) -> tuple[tuple[str, SharedWith], ...]:
    """Give everything of a learner's that somebody can read now, each with its prompt's words.

    What was written to a prompt that a course no longer has can be taken back here, and only here.
    """
    rows = session.execute(
        _shares()
        .join(Cohort, Cohort.id == Share.cohort_id)
        .join(Person, Person.id == ShareReader.person_id)
        .where(ReflectionRevision.person_id == person_id)
        .order_by(Share.id, Person.name)
        .with_only_columns(
            ReflectionRevision.prompt,
            ReflectionRevision.prompt_key,
            ReflectionRevision.number,
            Cohort.public_id,
            Cohort.name,
            Person.name,
        )
    )
    readers: dict[tuple[str, str, int, str, str], list[str]] = {}
    for prompt, prompt_id, revision, cohort, cohort_name, reader in rows:
        readers.setdefault((prompt, prompt_id, revision, cohort, cohort_name), []).append(reader)
    return tuple(
        (prompt, SharedWith(prompt_id, revision, cohort, cohort_name, tuple(names)))
        for (prompt, prompt_id, revision, cohort, cohort_name), names in readers.items()
    )


def shares_made(session: Session, person_id: int, course_id: int, prompt_ids: Iterable[str]) -> dict[str, int]:
    """Count, by prompt, how often a learner has shared what they wrote, taken back or not."""
    rows = session.execute(
        select(ReflectionRevision.prompt_key, func.count())
        .join(Share, Share.reflection_revision_id == ReflectionRevision.id)
        .where(
            ReflectionRevision.person_id == person_id,
            ReflectionRevision.course_id == course_id,
            ReflectionRevision.prompt_key.in_(list(prompt_ids)),
        )
        .group_by(ReflectionRevision.prompt_key)
    )
    return dict(rows.all())


def meant_for(
    reader_id: int | BindParameter[int], cohort_id: int | BindParameter[int] | None = None
) -> ColumnElement[bool]:
    """Say, of joined Share and ShareReader: this reader was named, in this cohort, where it is said."""
    # Added to, so that no index has it: a learner's shares are few, and SQLite would read all of an instructor's.
    named = ShareReader.person_id + 0 == reader_id
    return named if cohort_id is None else and_(named, Share.cohort_id + 0 == cohort_id)


def readable() -> ColumnElement[bool]:
    """Say, of joined Share, ShareReader, ReflectionRevision and Cohort: this reader may read this revision now.

    Not taken back; the reader was named, and has taught the cohort ever since; the writer is still in it.
    """
    return and_(
        ~exists().where(ShareWithdrawal.share_id == Share.id),
        exists().where(
            CohortInstructor.cohort_id == Share.cohort_id,
            CohortInstructor.person_id == ShareReader.person_id,
            CohortInstructor.added_at_utc.is_(None) | (CohortInstructor.added_at_utc <= Share.shared_at_utc),
        ),
        exists().where(
            Membership.cohort_id == Share.cohort_id,
            Membership.person_id == ReflectionRevision.person_id,
            Membership.left_at_utc.is_(None),
        ),
    )


def _shares() -> Select[Share]:
    return (
        select(Share)
        .join(ReflectionRevision, ReflectionRevision.id == Share.reflection_revision_id)
        .join(ShareReader, ShareReader.share_id == Share.id)
        .where(readable())
    )


_SHARED_WITH = (
    _shares()
    .join(Cohort, Cohort.id == Share.cohort_id)
    .join(Person, Person.id == ShareReader.person_id)
    .where(
        ReflectionRevision.person_id == bindparam("person_id"),
        ReflectionRevision.course_id == bindparam("course_id"),
        ReflectionRevision.prompt_key.in_(bindparam("prompt_ids", expanding=True)),
    )
    .order_by(ReflectionRevision.number.desc(), Cohort.name, Person.name)
    .with_only_columns(
        ReflectionRevision.prompt_key, ReflectionRevision.number, Cohort.public_id, Cohort.name, Person.name
    )
)


def _is_open(session: Session, revision_id: int, cohort_id: int) -> bool:
    shares = _shares().where(Share.reflection_revision_id == revision_id, Share.cohort_id == cohort_id)
    return session.scalar(shares.with_only_columns(Share.id).limit(1)) is not None


def _is_replayed(session: Session, revision_id: int, cohort_id: int, key: str) -> bool:
    # A form sent again after its share was taken back must not share again.
    replayed = select(Share.id).where(
        Share.reflection_revision_id == revision_id, Share.cohort_id == cohort_id, Share.submission_key == key
    )
    return session.scalar(replayed) is not None


def _withdraw(session: Session, person_id: int, which: ColumnElement[bool], *, now: datetime) -> None:
    shares = (
        select(Share.id)
        .join(ReflectionRevision, ReflectionRevision.id == Share.reflection_revision_id)
        .where(ReflectionRevision.person_id == person_id, which)
        .order_by(Share.id)
    )
    # Not every page that takes back holds the enrolment: whoever comes second waits here, and finds nothing open.
    session.execute(shares.with_for_update(of=Share))
    open_shares = session.scalars(shares.where(~exists().where(ShareWithdrawal.share_id == Share.id))).all()
    if open_shares:
        session.execute(
            insert(ShareWithdrawal), [{"share_id": share_id, "withdrawn_at_utc": now} for share_id in open_shares]
        )
        refresh_standing_shares(session, person_id)
