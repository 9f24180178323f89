"""Cohorts: one course, its instructors, its learners."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from course.models.base import NAME_KEY, Base, UtcDateTime


class Cohort(Base):
    """A group that takes one course together, joined by a code."""

    __tablename__ = "cohort"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    name: Mapped[str] = mapped_column(String(100))
    join_code: Mapped[str] = mapped_column(String(16), unique=True)
    submission_key: Mapped[str] = mapped_column(String(120), unique=True)
    created_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    starts_on: Mapped[date | None]
    """The first and the last day, as its learners are told; nothing opens or closes by them."""
    ends_on: Mapped[date | None]
    joining_closed_at_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when the join link lets nobody in; invitations still do."""
    archived_at_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CohortInstructor(Base):
    """Who teaches a cohort."""

    __tablename__ = "cohort_instructor"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    added_at_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Who comes back reads nothing that was shared before; None for who has taught it since before this was kept."""


class Invitation(Base):
    """Somebody may join a cohort by a link of their own, even where its join link is closed."""

    __tablename__ = "invitation"
    __table_args__ = (UniqueConstraint("cohort_id", "email_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254), index=True)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    invited_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_back_at_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
    accepted_at_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Who accepted it; perhaps under another email."""


_NOW_IN = text("left_at_utc IS NULL")
_STUCK = text("left_at_utc IS NULL AND stuck_since_utc IS NOT NULL")


def _of_who_is_in(*columns: str) -> Index:
    """An order in which a cohort's pages read its learners of now."""
    name = "_".join(("ix_membership_cohort_id", *columns))
    return Index(name, "cohort_id", *columns, sqlite_where=_NOW_IN, postgresql_where=_NOW_IN)


class Membership(Base):
    """A learner's place in a cohort; it ends when they leave, and begins again when they come back.

    What it says of name and progress is copied here in the transaction that changes them, so that a cohort's page
    reads the fifty rows it shows from an index, of ten learners or of a hundred thousand.
    """

    __tablename__ = "membership"
    __table_args__ = (
        _of_who_is_in("name_key", "person_id"),
        _of_who_is_in("last_active_at_utc", "person_id"),
        _of_who_is_in("place", "name_key", "person_id"),
        _of_who_is_in("stuck_since_utc", "person_id"),
        _of_who_is_in("states", "last_active_at_utc", "person_id"),
        Index(
            "ix_membership_stuck",
            "cohort_id",
            "name_key",
            "person_id",
            sqlite_where=_STUCK,
            postgresql_where=_STUCK,
        ),
        Index(
            "ix_membership_removed",
            "cohort_id",
            "left_at_utc",
            sqlite_where=text("removed_by_id IS NOT NULL"),
            postgresql_where=text("removed_by_id IS NOT NULL"),
        ),
    )

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    joined_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    left_at_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """The instructor who took them out; None for who is in, and for who left."""
    name_key: Mapped[str] = mapped_column(NAME_KEY)
    """The person's name as it is sorted and searched by."""
    last_active_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    place: Mapped[int]
    states: Mapped[str] = mapped_column(Text)
    stuck_since_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
