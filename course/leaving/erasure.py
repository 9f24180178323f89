"""A person is erased: their rows go, a tombstone stays in the ledger, and restored copies erase them again."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Table, delete, select, union, update
from sqlalchemy.orm import Session

from course.leaving.ledger import Ledger, Tombstone
from course.leaving.references import REFERENCES, Rule
from course.models import (
    Base,
    Comment,
    FailedSignIn,
    Invitation,
    Mail,
    MergedGuest,
    NeedAside,
    OneTimeLink,
    Person,
    ReflectionRevision,
    Share,
    ShareSeen,
)
from course.people.accounts import email_key
from course.people.tokens import hash_token, new_public_id
from course.records.acts import Deed, record_act
from course.reflecting.dialogues import refresh_dialogue
from course.reflecting.standing_shares import refresh_standing_shares


def erase_person(session: Session, person_id: int, ledger: Ledger, *, now: datetime) -> Tombstone | None:
    """Delete everything of a person, and their practice identity; cohorts and courses stay. None where they are gone.

    The tombstone is written last, when only the commit is left: if that failed, a restore would erase whom it should.
    """
    if _hashes(session, person_id):
        record_act(session, Deed.ACCOUNT_ERASED, by=person_id, on=person_id, now=now)
    return next(iter(erase_people(session, [person_id], ledger, now=now)), None)


def erase_people(session: Session, person_ids: Iterable[int], ledger: Ledger, *, now: datetime) -> list[Tombstone]:
    """Erase several people in one transaction, each under a tombstone of their own."""
    tombstones = [
        Tombstone(new_public_id(), hashes, now, _delete_all_of(session, person_id))
        for person_id in person_ids
        if (hashes := _hashes(session, person_id))
    ]
    if tombstones:
        ledger.append(tombstones)
    return tombstones


def find_tombstone(ledger: Ledger, public_id: str) -> Tombstone | None:
    """Find the tombstone of somebody by the id that the world knew them under, as for a second click."""
    hashed = hash_token(public_id)
    return next((tombstone for tombstone in ledger.read() if hashed in tombstone.people), None)


def replay_erasures(session: Session, ledger: Ledger) -> int:
    """Erase, in a database that was restored from an older copy, everybody who was erased since; gives how many."""
    erased = {hashed for tombstone in ledger.read() for hashed in tombstone.people}
    people = session.execute(select(Person.id, Person.public_id)).all() if erased else []
    found = [person_id for person_id, public_id in people if hash_token(public_id) in erased]
    for person_id in found:
        _delete_all_of(session, person_id)
    return len(found)


def _hashes(session: Session, person_id: int) -> tuple[str, ...]:
    """Name a person as the ledger does, with their practice identity and the guests whose work they took over.

    Nothing for who is gone.
    """
    # Who is still writing as this person on PostgreSQL comes first; whoever comes later finds nobody.
    if session.scalar(select(Person.id).where(Person.id == person_id).with_for_update()) is None:
        return ()
    mine = (Person.id == person_id) | (Person.practice_of_id == person_id)
    public_ids = session.scalars(select(Person.public_id).where(mine).order_by(Person.id))
    guests = session.scalars(select(MergedGuest.guest_hash).where(MergedGuest.person_id == person_id))
    return (*map(hash_token, public_ids), *guests)


def _delete_all_of(session: Session, person_id: int) -> dict[str, int]:
    """Delete a person's rows; gives how many of each table."""
    rows: Counter[str] = Counter()
    for practice in session.scalars(select(Person.id).where(Person.practice_of_id == person_id)).all():
        rows.update(_delete_all_of(session, practice))
    spoken_to = _spoken_to(session, person_id)
    _forget_email(session, person_id)
    _delete_notes_about(session, person_id, rows)
    for name, rule in REFERENCES.items():
        table, column = _column(name)
        if rule is Rule.FORGETS:
            session.execute(update(table).where(column == person_id).values({column.name: None}))
        elif table is not _PEOPLE:
            _delete(session, table, column == person_id, rows)
    rows["person"] += _count(session, _PEOPLE, Person.id == person_id)
    session.expire_all()
    for learner_id, course_id in spoken_to:
        refresh_dialogue(session, learner_id, course_id)
        refresh_standing_shares(session, learner_id)
    return {name: number for name, number in sorted(rows.items()) if number}


def _forget_email(session: Session, person_id: int) -> None:
    """What is kept by email and names no person: failed sign-ins, and links made before there was an account."""
    email = session.scalar(select(Person.email).where(Person.id == person_id))
    if email:
        session.execute(delete(FailedSignIn).where(FailedSignIn.email_hash == hash_token(email_key(email))))
        session.execute(delete(OneTimeLink).where(OneTimeLink.email == email))
        forget_address(session, email)


def forget_address(session: Session, email: str) -> None:
    """Delete invitations to an address, and the mails that carried them; that it wants no more of them stays."""
    theirs = (Invitation.email_key == email_key(email),)
    session.execute(
        delete(Mail).where(Mail.address.in_([email, *session.scalars(select(Invitation.email).where(*theirs))]))
    )
    session.execute(delete(Invitation).where(*theirs))


def _delete_notes_about(session: Session, person_id: int, rows: Counter[str]) -> None:
    """What instructors noted about a learner names them by the id that the world knows, alone or before a prompt's."""
    public_id = session.scalar(select(Person.public_id).where(Person.id == person_id))
    if public_id:
        about = (NeedAside.subject == public_id) | NeedAside.subject.startswith(f"{public_id}.", autoescape=True)
        _delete(session, _NOTES, about, rows)


def _spoken_to(session: Session, person_id: int) -> Sequence[tuple[int, int]]:
    """Give whose texts, of which course, a person has said something about or seen: what is derived of it changes."""
    said = select(Comment.share_id).where(Comment.person_id == person_id)
    seen = select(ShareSeen.share_id).where(ShareSeen.person_id == person_id)
    texts = (
        select(ReflectionRevision.person_id, ReflectionRevision.course_id)
        .join(Share, Share.reflection_revision_id == ReflectionRevision.id)
        .where(Share.id.in_(union(said, seen)), ReflectionRevision.person_id != person_id)
    )
    return [(learner_id, course_id) for learner_id, course_id in session.execute(texts.distinct())]


def _delete(session: Session, table: Table, which: ColumnElement[bool], rows: Counter[str]) -> None:
    """Delete rows, and first what hangs on them."""
    for key in _keys_to(table):
        of_these = select(key.column).where(which)
        _delete(session, key.parent.table, key.parent.in_(of_these), rows)
    rows[table.name] += _count(session, table, which)


def _count(session: Session, table: Table, which: ColumnElement[bool]) -> int:
    """Delete rows; gives how many."""
    return int(session.connection().execute(delete(table).where(which)).rowcount)


def _keys_to(table: Table) -> list[ForeignKey]:
    return [key for other in Base.metadata.sorted_tables for key in other.foreign_keys if key.column.table is table]


def _column(name: str) -> tuple[Table, ColumnElement[int]]:
    table, _, column = name.partition(".")
    found = Base.metadata.tables[table]
    return found, found.c[column]


_PEOPLE = Base.metadata.tables["person"]
_NOTES = Base.metadata.tables["need_aside"]
