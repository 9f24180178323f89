"""Days on which learners asked to be asked how it went, and what they said."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from course.models.base import Base, UtcDateTime


class CheckIn(Base):
    """A fact: what was written set a day to ask about it. Of several for one prompt, the newest one holds."""

    __tablename__ = "check_in"
    __table_args__ = (
        UniqueConstraint("person_id", "course_id", "prompt_key", "number"),
        Index("ix_check_in_person_id_due_on", "person_id", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    prompt_key: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    reflection_revision_id: Mapped[int] = mapped_column(ForeignKey("reflection_revision.id"), index=True)
    """What set the day; the text itself is nowhere else."""
    due_on: Mapped[date | None] = mapped_column(Date)
    """A day of the learner's own calendar; None where what was written no longer sets one."""
    set_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class CheckInAnswer(Base):
    """A fact: how it went. Of several, the newest one holds."""

    __tablename__ = "check_in_answer"
    __table_args__ = (UniqueConstraint("check_in_id", "submission_key", "content_digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    check_in_id: Mapped[int] = mapped_column(ForeignKey("check_in.id"))
    outcome: Mapped[str] = mapped_column(String(10))
    """ "done", "adapted" or "dropped"."""
    obstacle: Mapped[str] = mapped_column(Text)
    submission_key: Mapped[str] = mapped_column(String(120))
    content_digest: Mapped[str] = mapped_column(String(32))
    answered_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class CheckInMail(Base):
    """A fact: a mail reminded of a check-in, so that none does it twice."""

    __tablename__ = "check_in_mail"

    check_in_id: Mapped[int] = mapped_column(ForeignKey("check_in.id"), primary_key=True)
    queued_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class ReminderChoice(Base):
    """How a person wants to be reminded; who has no row wants no mail, and none of their words in calendars."""

    __tablename__ = "reminder_choice"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    by_mail: Mapped[bool]
    words_in_mail: Mapped[bool]
    words_in_calendar: Mapped[bool]
    chosen_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class CalendarAddress(Base):
    """A secret address that a calendar program reads; the program has the token, this row only its hash."""

    __tablename__ = "calendar_address"
    __table_args__ = (UniqueConstraint("person_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    number: Mapped[int]
    """How many there were: a form sent twice makes one address."""
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
