"""Certificates: what was done in a course, for whoever is shown one."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from course.models.base import Base, UtcDateTime

_IS_VALID = text("revoked_at_utc IS NULL")


class Certificate(Base):
    """A fact: what a learner had done when they had this made. All that others are shown stands in this row."""

    __tablename__ = "certificate"
    __table_args__ = (
        # One that is good for each learner and course; any number that were revoked.
        Index(
            "ix_certificate_valid",
            "person_id",
            "course_id",
            unique=True,
            sqlite_where=_IS_VALID,
            postgresql_where=_IS_VALID,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    """Its address; nobody guesses it."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    name: Mapped[str] = mapped_column(String(100))
    """As the learner wanted it, whatever they are called elsewhere."""
    course_title: Mapped[str] = mapped_column(Text)
    lessons: Mapped[int]
    responses: Mapped[int]
    prompts_written: Mapped[int]
    started_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    completed_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    issued_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
