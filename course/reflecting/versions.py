"""Everything a learner ever wrote to one prompt: the kept versions, and what other tabs and devices hold unsaved."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.learning.standing import Standing
from course.material.catalog import Published
from course.models import Draft
from course.reflecting.reflections import Body, Writing, body_of, digest_of, revisions, write_revision


@dataclass(frozen=True, slots=True)
class Version:
    """One text, named by its digest; `number` is 0 for a draft that is no revision yet."""

    digest: str
    body: Body
    at_utc: datetime
    number: int = 0
    device: str = ""


def versions(session: Session, person_id: int, course_id: int, prompt_id: str) -> tuple[Version, ...]:
    """Give all versions, newest first: drafts that say something else than any revision, then the revisions."""
    kept = [
        Version(digest_of(each.body), each.body, each.written_at_utc, each.number)
        for each in revisions(session, person_id, course_id, prompt_id)
    ]
    known = {version.digest for version in kept}
    drafts = [each for each in _drafts(session, person_id, course_id, prompt_id) if each.digest not in known]
    return (*drafts, *kept)


def restore_version(
    session: Session, person_id: int, published: Published, version: Version, writing: Writing, *, now: datetime
) -> Standing:
    """Make an older text the newest version; what it takes the place of stays a version too.

    `writing` says where it belongs and which version the page showed as the newest.
    """
    again = replace(writing, body=version.body, device=version.device)
    _revision, standing = write_revision(session, person_id, published, again, now=now)
    return standing


def _drafts(session: Session, person_id: int, course_id: int, prompt_id: str) -> list[Version]:
    found = (
        select(Draft.body, Draft.saved_at_utc, Draft.device)
        .where(Draft.person_id == person_id, Draft.course_id == course_id, Draft.prompt_key == prompt_id)
        .order_by(Draft.saved_at_utc.desc())
    )
    drafts: dict[str, Version] = {}
    for body, saved_at_utc, device in session.execute(found):
        text = body_of(body)
        drafts.setdefault(digest_of(text), Version(digest_of(text), text, saved_at_utc, device=device))
    return list(drafts.values())
