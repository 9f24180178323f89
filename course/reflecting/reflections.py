"""What learners write: drafts while they type, revisions that are kept for good."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from course.learning.progress import refresh_progress
from course.learning.standing import Standing
from course.material.catalog import Published
from course.models import Draft, ReflectionRevision
from course.reflecting.scheduling import set_check_in
from lessons.lesson import Prompt
from lessons.prompts import count_words, is_blank, is_empty

LONGEST_FIELD = 50_000
"""Characters that one field takes."""
DRAFT_BECOMES_REVISION_AFTER = timedelta(minutes=10)

Body = dict[str, str]
"""Field name to text."""


@dataclass(frozen=True, slots=True)
class Writing:
    """What a form brought: the fields, the number of the revision they started from, and the form's key."""

    lesson_id: str
    prompt: Prompt
    body: Body
    base: int
    key: str
    device: str = ""
    goes_on_from: str = ""
    """The digest of the draft that stood in the field when the page was opened, whichever tab had typed it."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One kept version."""

    id: int
    number: int
    base: int
    body: Body
    words: int
    written_at_utc: datetime


def write_revision(
    session: Session, person_id: int, published: Published, writing: Writing, *, now: datetime
) -> tuple[Revision | None, Standing]:
    """Keep a version in the caller's transaction, whose enrolment is locked; the same key and text are kept once.

    A text that started from an older revision becomes a revision all the same: nothing is dropped. A first version
    that is blank, and one that changes nothing, is not kept; the newest one is given back.
    """
    _keep_what_it_goes_on_from(session, person_id, published, writing)
    revision = _keep_if_new(session, person_id, published, writing, now=now)
    _drop_draft(session, person_id, published, writing)
    return revision, refresh_progress(session, person_id, published, now=now)


def _keep_if_new(
    session: Session, person_id: int, published: Published, writing: Writing, *, now: datetime
) -> Revision | None:
    newest = newest_revision(session, person_id, published.course_id, writing.prompt.id)
    if not _is_news(newest, writing) or _is_kept(session, person_id, published, writing):
        return newest
    revision = _keep(session, person_id, published, writing, after=newest, now=now)
    if writing.prompt.due_days is not None:
        set_check_in(session, person_id, published.course_id, writing.prompt, revision.id, writing.body, now=now)
    return revision


def _keep_what_it_goes_on_from(session: Session, person_id: int, published: Published, writing: Writing) -> bool:
    """Keep the draft that another tab left behind as a version, before the text that goes on with it replaces it."""
    left = [each for each in _drafts_of_others(session, person_id, published, writing) if _is_source(each, writing)]
    for draft in left:
        before = replace(writing, body=body_of(draft.body), base=draft.base, device=draft.device, goes_on_from="")
        _keep_if_new(session, person_id, published, before, now=draft.saved_at_utc)
        session.delete(draft)
    session.flush()
    return bool(left)


def _drafts_of_others(session: Session, person_id: int, published: Published, writing: Writing) -> Sequence[Draft]:
    if not writing.goes_on_from:
        return ()
    found = select(Draft).where(
        Draft.person_id == person_id,
        Draft.course_id == published.course_id,
        Draft.prompt_key == writing.prompt.id,
        Draft.device != writing.device,
    )
    return session.scalars(found).all()


def _is_source(draft: Draft, writing: Writing) -> bool:
    return digest_of(body_of(draft.body)) == writing.goes_on_from


def write_draft(session: Session, person_id: int, published: Published, writing: Writing, *, now: datetime) -> int:
    """Replace this tab's draft; one that has been going on for ten minutes becomes a revision.

    Returns the number of the revision that the tab's text starts from now. A draft of another tab that this text goes
    on from becomes a revision too.
    """
    if _keep_what_it_goes_on_from(session, person_id, published, writing):
        refresh_progress(session, person_id, published, now=now)
    base = known_base(session, person_id, published, writing)
    who = (person_id, published.course_id, writing.prompt.id, writing.device)
    draft = session.get(Draft, who)
    if draft is None:
        draft = Draft(
            person_id=person_id,
            course_id=published.course_id,
            prompt_key=writing.prompt.id,
            device=writing.device,
            started_at_utc=now,
        )
        session.add(draft)
    draft.base, draft.body, draft.saved_at_utc = base, _encode(writing.body), now
    session.flush()
    if now - draft.started_at_utc < DRAFT_BECOMES_REVISION_AFTER:
        return base
    revision, _ = write_revision(session, person_id, published, writing, now=now)
    return revision.number if revision else base


def known_base(session: Session, person_id: int, published: Published, writing: Writing) -> int:
    """Give the newest version that this text's writer knew of.

    It is the one the form names, and those behind it that the same tab wrote (their receipts may have been lost) or
    that hold the very text it goes on from.
    """
    since = (
        select(ReflectionRevision.number, ReflectionRevision.device, ReflectionRevision.content_digest)
        .where(
            ReflectionRevision.person_id == person_id,
            ReflectionRevision.course_id == published.course_id,
            ReflectionRevision.prompt_key == writing.prompt.id,
            ReflectionRevision.number > writing.base,
        )
        .order_by(ReflectionRevision.number)
    )
    known = writing.base
    for number, device, digest in session.execute(since):
        is_own = bool(device) and device == writing.device
        if not is_own and digest != writing.goes_on_from:
            break
        known = number
    return known


def newest_revision(session: Session, person_id: int, course_id: int, prompt_id: str) -> Revision | None:
    """Give the newest version of what a learner wrote to a prompt."""
    return next(iter(revisions(session, person_id, course_id, prompt_id)), None)


def revisions(session: Session, person_id: int, course_id: int, prompt_id: str) -> tuple[Revision, ...]:
    """Give all versions of what a learner wrote to a prompt, newest first."""
    rows = session.execute(
        select(*REVISION_COLUMNS)
        .where(
            ReflectionRevision.person_id == person_id,
            ReflectionRevision.course_id == course_id,
            ReflectionRevision.prompt_key == prompt_id,
        )
        .order_by(ReflectionRevision.number.desc())
    )
    return tuple(revision_of(*row) for row in rows)


REVISION_COLUMNS = (
    ReflectionRevision.id,
    ReflectionRevision.number,
    ReflectionRevision.base,
    ReflectionRevision.body,
    ReflectionRevision.words,
    ReflectionRevision.written_at_utc,
)


def _is_news(newest: Revision | None, writing: Writing) -> bool:
    if newest is None:
        return not is_empty(writing.prompt, writing.body)
    return newest.body != writing.body


def _is_kept(session: Session, person_id: int, published: Published, writing: Writing) -> bool:
    found = session.execute(
        select(ReflectionRevision.id).where(
            ReflectionRevision.person_id == person_id,
            ReflectionRevision.course_id == published.course_id,
            ReflectionRevision.submission_key == writing.key,
            ReflectionRevision.content_digest == digest_of(writing.body),
        )
    )
    return found.first() is not None


def _keep(
    session: Session,
    person_id: int,
    published: Published,
    writing: Writing,
    *,
    after: Revision | None,
    now: datetime,
) -> Revision:
    row = ReflectionRevision(
        person_id=person_id,
        course_id=published.course_id,
        lesson_key=writing.lesson_id,
        prompt_key=writing.prompt.id,
        prompt=writing.prompt.question_text,
        number=after.number + 1 if after else 1,
        base=known_base(session, person_id, published, writing),
        body=_encode(writing.body),
        words=count_words(writing.prompt, writing.body),
        is_written=not is_blank(writing.prompt, writing.body),
        submission_key=writing.key,
        content_digest=digest_of(writing.body),
        device=writing.device,
        written_at_utc=now,
    )
    session.add(row)
    session.flush()
    return Revision(row.id, row.number, row.base, writing.body, row.words, now)


def _drop_draft(session: Session, person_id: int, published: Published, writing: Writing) -> None:
    session.execute(
        delete(Draft).where(
            Draft.person_id == person_id,
            Draft.course_id == published.course_id,
            Draft.prompt_key == writing.prompt.id,
            or_(Draft.device == writing.device, Draft.body == _encode(writing.body)),
        )
    )


def revision_of(id_: int, number: int, base: int, body: str, words: int, written_at_utc: datetime) -> Revision:
    return Revision(id_, number, base, body_of(body), words, written_at_utc)


_decoder = msgspec.json.Decoder(Body)


def body_of(body: str) -> Body:
    """Read a text as it is stored."""
    return _decoder.decode(body)


def _encode(body: Body) -> str:
    return msgspec.json.encode(body, order="deterministic").decode()


def digest_of(body: Body) -> str:
    """Name a text by its content."""
    return hashlib.blake2b(_encode(body).encode(), digest_size=16).hexdigest()
