"""What learners did (facts, never updated) and how far that brought them (derived, rebuildable)."""

from datetime import datetime

from sqlalchemy import Float, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from course.models.base import Base, UtcDateTime


class Enrolment(Base):
    """A person started a course. Its row is what a writer locks, so that one person's writes follow each other."""

    __tablename__ = "enrolment"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), primary_key=True, index=True)
    started_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class Response(Base):
    """A fact: what a learner answered to one revision of an item, and its judgement at that time."""

    __tablename__ = "response"
    __table_args__ = (
        UniqueConstraint("person_id", "course_id", "submission_key", "content_digest"),
        Index("ix_response_person_id_course_id_item_id", "person_id", "course_id", "item_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    item_revision_id: Mapped[int] = mapped_column(ForeignKey("item_revision.id"))
    answer: Mapped[str] = mapped_column(Text)
    """A JSON array of strings: option ids, what was typed, or "part=what was given to it"."""
    credit: Mapped[float] = mapped_column(Float)
    """From 0 to 1; 1 for any answer to a question that has no right one."""
    confidence: Mapped[str | None] = mapped_column(String(10))
    """How sure they said they were: "sure", "think-so" or "guess"; null where they were not asked or did not say."""
    submission_key: Mapped[str] = mapped_column(String(120))
    content_digest: Mapped[str] = mapped_column(String(32))
    answered_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class Regrade(Base):
    """A fact: a response was judged anew because the key had changed; of several, the newest one counts."""

    __tablename__ = "regrade"

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("response.id"), index=True)
    item_revision_id: Mapped[int] = mapped_column(ForeignKey("item_revision.id"))
    """The revision whose key it was judged by; the response goes on naming the one it answered."""
    credit: Mapped[float] = mapped_column(Float)
    regraded_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class GatePass(Base):
    """A fact: "Continue anyway" was pressed for a lesson; it opens that lesson and completes nothing."""

    __tablename__ = "gate_pass"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), primary_key=True)
    lesson_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    passed_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class LessonOpening(Base):
    """A fact: an instructor opened a lesson for a learner, who is told by whom and why; it completes nothing."""

    __tablename__ = "lesson_opening"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), primary_key=True)
    lesson_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """None once that instructor is erased."""
    reason: Mapped[str] = mapped_column(String(500))
    opened_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class LessonFinish(Base):
    """A fact: "Finish" was pressed on a lesson that has neither questions nor required prompts."""

    __tablename__ = "lesson_finish"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), primary_key=True)
    lesson_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    finished_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class Completion(Base):
    """A fact: a lesson (or, with an empty lesson key, the course) was completed at a content version."""

    __tablename__ = "completion"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), primary_key=True)
    lesson_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    content_version_id: Mapped[int] = mapped_column(ForeignKey("content_version.id"))
    completed_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class Progress(Base):
    """Derived: how far a learner is in a course. `flask course rebuild` makes it again from the facts."""

    __tablename__ = "progress"
    __table_args__ = (Index("ix_progress_course_id_last_active_at_utc", "course_id", "last_active_at_utc"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), primary_key=True)
    done: Mapped[int]
    total: Mapped[int]
    standing: Mapped[str] = mapped_column(Text)
    """The compact state of each lesson, as JSON."""
    reviews: Mapped[str] = mapped_column(Text)
    """The missed questions and when each is asked again, as JSON: `course.learning.due`; empty where there is none."""
    place: Mapped[int]
    """Twice the position of the lesson to continue with, and one more if it is begun; behind all when all is done."""
    states: Mapped[str] = mapped_column(Text)
    """A letter for each lesson: `course.learning.summary`."""
    stuck_since_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when a question that was tried twice keeps the learner from going on; null for who is not stuck."""
    last_active_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    dialogue: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """Whether something was said about what they shared: 0 for nothing, 1, and 2 while they have not read it all."""
