"""Cohorts: one course, its instructors, its learners."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from course.models.base import Base, UtcDateTime


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


class CohortInstructor(Base):
    """Who teaches a cohort."""

    __tablename__ = "cohort_instructor"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class Membership(Base):
    """A learner's place in a cohort; it ends when they leave, and begins again when they come back."""

    __tablename__ = "membership"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    joined_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    left_at_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
