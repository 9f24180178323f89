"""A guest signs in to an account they had: everything they did joins it."""

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from course.learning.progress import refresh_progress
from course.material.catalog import Catalog
from course.models import (
    ActParty,
    ActReason,
    CalendarAddress,
    Certificate,
    CheckIn,
    Comment,
    CommentDraft,
    CommentRead,
    Completion,
    Draft,
    Enrolment,
    GatePass,
    Invitation,
    LessonFinish,
    LessonOpening,
    Mail,
    MailStop,
    MailWish,
    Membership,
    MergedGuest,
    OneTimeLink,
    Person,
    PersonSession,
    Progress,
    ReflectionRevision,
    ReminderChoice,
    Response,
    ReviewAnswer,
    SignInLinkMade,
)
from course.people.cohorts import join_cohort
from course.people.tokens import hash_token
from course.reflecting.dialogues import refresh_dialogue
from course.reflecting.standing_shares import refresh_standing_shares

LONGEST_DEVICE = 40
"""Characters that `Draft.device` takes."""
_ONCE_EACH = (Enrolment, GatePass, LessonOpening, LessonFinish, Completion)
"""What there is at most one of for a person and a thing: the member's own stays."""


def merge_guest(session: Session, guest_id: int, member_id: int, catalog: Catalog, *, now: datetime) -> None:
    """Give a guest's facts to a member and end the guest; nothing that was answered or written is dropped."""
    _wait_for_both(session, guest_id, member_id)
    courses = session.scalars(select(Enrolment.course_id).where(Enrolment.person_id == guest_id)).all()
    # Not the row's number: SQLite gives a deleted one to the next guest.
    guest = session.scalar(select(Person.public_id).where(Person.id == guest_id))
    if guest is None:
        return  # a second click: the first one brought everything along
    prefix = guest + "."
    _move_responses(session, guest_id, member_id, prefix)
    _move_revisions(session, guest_id, member_id, prefix)
    _move_check_ins(session, guest_id, member_id)
    _move_drafts(session, guest_id, member_id, prefix)
    _move_comments(session, guest_id, member_id, prefix)
    _move_memberships(session, guest_id, member_id, now=now)
    _move_certificates(session, guest_id, member_id, now=now)
    for table in _ONCE_EACH:
        for row in session.scalars(select(table).where(table.person_id == guest_id)).all():
            _move_unless_there(session, row, member_id)
    session.execute(update(SignInLinkMade).where(SignInLinkMade.person_id == guest_id).values(person_id=member_id))
    for named in (ActParty, ActReason, Invitation):
        session.execute(update(named).where(named.person_id == guest_id).values(person_id=member_id))
    session.add(MergedGuest(person_id=member_id, guest_hash=hash_token(guest), merged_at_utc=now))
    for ended in (Progress, PersonSession, OneTimeLink, Mail, MailStop, MailWish, CalendarAddress, ReminderChoice):
        session.execute(delete(ended).where(ended.person_id == guest_id))
    session.flush()
    session.execute(delete(Person).where(Person.id == guest_id))
    for course_id in courses:
        refresh_progress(session, member_id, catalog.find_by_id(session, course_id), now=now)
        refresh_dialogue(session, member_id, course_id)
    refresh_standing_shares(session, member_id)


def _wait_for_both(session: Session, guest_id: int, member_id: int) -> None:
    """Let both finish what they are writing on PostgreSQL, and write nothing more until all is moved."""
    both = (guest_id, member_id)
    people = select(Person.id).where(Person.id.in_(both)).order_by(Person.id)
    session.execute(people.with_for_update(key_share=True))
    begun = select(Enrolment.course_id).where(Enrolment.person_id.in_(both))
    session.execute(begun.order_by(Enrolment.person_id, Enrolment.course_id).with_for_update())


def _move_responses(session: Session, guest_id: int, member_id: int, prefix: str) -> None:
    # Both may have answered the same question first: the prefix keeps their submission keys apart.
    for table in (Response, ReviewAnswer):
        session.execute(
            update(table)
            .where(table.person_id == guest_id)
            .values(person_id=member_id, submission_key=prefix + table.submission_key)
        )


def _move_revisions(session: Session, guest_id: int, member_id: int, prefix: str) -> None:
    """Put the guest's versions behind the member's: they were written without knowing of them."""
    text = (ReflectionRevision.course_id, ReflectionRevision.prompt_key)
    newest = select(*text, func.max(ReflectionRevision.number)).where(ReflectionRevision.person_id == member_id)
    members = {(course_id, prompt): number for course_id, prompt, number in session.execute(newest.group_by(*text))}
    guests = select(ReflectionRevision).where(ReflectionRevision.person_id == guest_id)
    for revision in session.scalars(guests).all():
        before = members.get((revision.course_id, revision.prompt_key), 0)
        revision.person_id = member_id
        revision.number += before
        # A version that changed an earlier one still starts from it; the first one knew of nothing.
        revision.base += before if revision.base else 0
        revision.submission_key = prefix + revision.submission_key
    session.flush()


def _move_check_ins(session: Session, guest_id: int, member_id: int) -> None:
    """Put the guest's check-ins behind the member's, as their versions are: the last one written is asked about."""
    text = (CheckIn.course_id, CheckIn.prompt_key)
    newest = select(*text, func.max(CheckIn.number)).where(CheckIn.person_id == member_id).group_by(*text)
    members = {(course_id, prompt): number for course_id, prompt, number in session.execute(newest)}
    for check_in in session.scalars(select(CheckIn).where(CheckIn.person_id == guest_id)).all():
        check_in.person_id = member_id
        check_in.number += members.get((check_in.course_id, check_in.prompt_key), 0)
    session.flush()


def _move_drafts(session: Session, guest_id: int, member_id: int, prefix: str) -> None:
    """A browser that both used has a draft of each: the guest's goes on as that of another device."""
    for draft in session.scalars(select(Draft).where(Draft.person_id == guest_id)).all():
        draft.device = (prefix + draft.device)[:LONGEST_DEVICE]
        draft.person_id = member_id
    session.flush()


def _move_comments(session: Session, guest_id: int, member_id: int, prefix: str) -> None:
    """What the guest said, began to say and read goes with the shares that it is about."""
    own = update(Comment).where(Comment.person_id == guest_id)
    session.execute(own.values(person_id=member_id, submission_key=prefix + Comment.submission_key))
    for table in (CommentDraft, CommentRead):
        session.execute(update(table).where(table.person_id == guest_id).values(person_id=member_id))


def _move_memberships(session: Session, guest_id: int, member_id: int, *, now: datetime) -> None:
    for membership in session.scalars(select(Membership).where(Membership.person_id == guest_id)).all():
        if membership.left_at_utc is None:
            join_cohort(session, member_id, membership.cohort_id, now=now)
        else:
            _move_unless_there(session, membership, member_id)
    session.execute(delete(Membership).where(Membership.person_id == guest_id))


def _move_certificates(session: Session, guest_id: int, member_id: int, *, now: datetime) -> None:
    """One is good for each course: where both have one, the member's stays and the guest's says that it is revoked."""
    members = select(Certificate.course_id).where(
        Certificate.person_id == member_id, Certificate.revoked_at_utc.is_(None)
    )
    guests = update(Certificate).where(Certificate.person_id == guest_id)
    both = Certificate.course_id.in_(session.scalars(members).all()), Certificate.revoked_at_utc.is_(None)
    session.execute(guests.where(*both).values(revoked_at_utc=now))
    session.execute(guests.values(person_id=member_id))


def _move_unless_there(session: Session, row: object, member_id: int) -> None:
    mapper = type(row).__mapper__  # type: ignore[attr-defined]
    values = {column.key: getattr(row, column.key) for column in mapper.column_attrs}
    values["person_id"] = member_id
    identity = tuple(values[column.name] for column in mapper.primary_key)
    if session.get(type(row), identity) is None:
        session.add(type(row)(**values))
    session.delete(row)
    session.flush()
