"""People, their sign-ins and one-time links."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from course.models.base import NAME_KEY, Base, UtcDateTime

EMAIL_KEY = String(254).with_variant(String(254, collation="C"), "postgresql")
_PRACTICE = text("practice_of_id IS NOT NULL")


def _of_few(role: str, sqlite: str, postgresql: str) -> Index:
    """Few of many, found without reading all; SQLite has no booleans, and takes the condition word for word."""
    return Index(f"ix_person_{role}", "id", sqlite_where=text(sqlite), postgresql_where=text(postgresql))


class Person(Base):
    """A guest until there is an email and a password; then a member."""

    __tablename__ = "person"
    __table_args__ = (
        # Not of those who are nobody's practice: nearly all are, and SQLite would look for them in it.
        Index(
            "ix_person_practice_of_id",
            "practice_of_id",
            unique=True,
            sqlite_where=_PRACTICE,
            postgresql_where=_PRACTICE,
        ),
        _of_few("instructor", "is_instructor = 1", "is_instructor"),
        _of_few("admin", "is_admin = 1", "is_admin"),
        _of_few("suspended", "suspended_at_utc IS NOT NULL", "suspended_at_utc IS NOT NULL"),
        # A number that was somebody's is never another's: a request that was under way must not write to a stranger.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    name_key: Mapped[str] = mapped_column(NAME_KEY, index=True, server_default=text("''"))
    """The name as it is sorted and searched by."""
    email: Mapped[str | None] = mapped_column(String(254))
    email_key: Mapped[str | None] = mapped_column(EMAIL_KEY, unique=True)
    """The email as it is compared: case-folded and in normal form C."""
    password_hash: Mapped[str | None] = mapped_column(String(200))
    is_instructor: Mapped[bool] = mapped_column(default=False)
    is_admin: Mapped[bool] = mapped_column(default=False, server_default=false())
    suspended_at_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when an admin keeps them out; nothing of theirs is lost."""
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    language: Mapped[str] = mapped_column(String(20), default="en", server_default="en")
    theme: Mapped[str] = mapped_column(String(10), default="system", server_default="system")
    """Pages are light or dark as the device has it ("system"), or always "light" or "dark"."""
    shortcuts: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether single keys do something on a lesson's page."""
    start_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Names the browser visit that made this guest, so that a double click on "Start" makes one."""
    created_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    practice_of_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Whose practice identity this is; None for everybody else. Its work counts nowhere."""


class PersonSession(Base):
    """One browser that is signed in; the cookie has the token, this row only its hash."""

    __tablename__ = "person_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    browser: Mapped[str] = mapped_column(String(60), default="", server_default=text("''"))
    """A coarse name, such as "Firefox on Linux"; empty where it could not be told."""
    second_factor_at_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When more than a password was shown here: a passkey, a code of an app or a recovery code."""


class OneTimeLink(Base):
    """A link that lets its visitor do one thing, once, and until it expires."""

    __tablename__ = "one_time_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(20), default="instructor", server_default="instructor")
    """What it is good for: "instructor", "sign-in" or "email"."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Whom it signs in, or whose email it changes; None where it makes an instructor."""
    email: Mapped[str] = mapped_column(String(254), default="")
    created_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignInLinkMade(Base):
    """A fact: an instructor made a link that signs a learner of theirs in. The learner is told."""

    __tablename__ = "sign_in_link_made"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """None once that instructor's account is deleted."""
    made_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class MergedGuest(Base):
    """A fact: a guest's work joined this account. An old copy of the database still has that guest."""

    __tablename__ = "merged_guest"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    guest_hash: Mapped[str] = mapped_column(String(64))
    """The hash of the guest's public id, as the ledger of the erased names people."""
    merged_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class FailedSignIn(Base):
    """A sign-in that failed, counted by the email tried and by the address it came from, both hashed."""

    __tablename__ = "failed_sign_in"
    __table_args__ = (
        Index("ix_failed_sign_in_email_hash_at_utc", "email_hash", "at_utc"),
        Index("ix_failed_sign_in_address_hash_at_utc", "address_hash", "at_utc"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email_hash: Mapped[str] = mapped_column(String(64))
    address_hash: Mapped[str] = mapped_column(String(64))
    at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class ApiToken(Base):
    """What a program reads one cohort with, for whoever made it; the program has the token, this row only its hash."""

    __tablename__ = "api_token"
    __table_args__ = (UniqueConstraint("person_id", "submission_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    name: Mapped[str] = mapped_column(String(100))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    submission_key: Mapped[str] = mapped_column(String(120))
    created_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
