"""What learners wrote, and whom they let read it."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from course.models.base import Base, UtcDateTime


class ReflectionRevision(Base):
    """A fact: one version of what a learner wrote to a prompt."""

    __tablename__ = "reflection_revision"
    __table_args__ = (
        UniqueConstraint("person_id", "course_id", "prompt_key", "number"),
        UniqueConstraint("person_id", "course_id", "submission_key", "content_digest"),
        Index("ix_reflection_revision_course_id_prompt_key", "course_id", "prompt_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    lesson_key: Mapped[str] = mapped_column(String(80))
    prompt_key: Mapped[str] = mapped_column(String(80))
    prompt: Mapped[str] = mapped_column(Text)
    """The prompt's words when this was written, so that an old text keeps its question."""
    number: Mapped[int]
    base: Mapped[int]
    """The number of the revision its writer had before them; lower than number - 1 after a conflict."""
    body: Mapped[str] = mapped_column(Text)
    """A JSON object: field name to text."""
    words: Mapped[int]
    is_written: Mapped[bool]
    """Whether it counts as an answer: no field that its kind needs was blank."""
    submission_key: Mapped[str] = mapped_column(String(120))
    content_digest: Mapped[str] = mapped_column(String(32))
    device: Mapped[str] = mapped_column(String(40), default="", server_default=text("''"))
    """The tab that wrote it, "" without JavaScript: a tab knows what it wrote itself, also where a receipt was lost."""
    written_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class Draft(Base):
    """The text in the field of one tab on one device, replaced while its writer types."""

    __tablename__ = "draft"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), primary_key=True)
    prompt_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    device: Mapped[str] = mapped_column(String(40), primary_key=True)
    base: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    started_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class Share(Base):
    """A fact: one revision was shared with those who taught a cohort at that time."""

    __tablename__ = "share"
    __table_args__ = (
        UniqueConstraint("reflection_revision_id", "cohort_id", "submission_key"),
        Index("ix_share_cohort_id_id", "cohort_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reflection_revision_id: Mapped[int] = mapped_column(ForeignKey("reflection_revision.id"))
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    submission_key: Mapped[str] = mapped_column(String(120))
    shared_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class ShareReader(Base):
    """Who was named as a reader when a share was made; nobody else ever reads it."""

    __tablename__ = "share_reader"

    share_id: Mapped[int] = mapped_column(ForeignKey("share.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class ShareWithdrawal(Base):
    """A fact: a share was taken back."""

    __tablename__ = "share_withdrawal"

    share_id: Mapped[int] = mapped_column(ForeignKey("share.id"), primary_key=True)
    withdrawn_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class StandingShare(Base):
    """Derived: a share that was not taken back, while it is the last version of its text or tells a day.

    Who may read it is asked of the facts in every query; this only says where to look.
    """

    __tablename__ = "standing_share"
    __table_args__ = (
        Index("ix_standing_share_of_prompt", "cohort_id", "prompt_key", "is_last", "share_id"),
        Index("ix_standing_share_of_prompt_that_waits", "cohort_id", "prompt_key", "waits", "share_id"),
        Index("ix_standing_share_that_waits", "cohort_id", "waits", "share_id"),
        Index("ix_standing_share_cohort_id_due_on", "cohort_id", "due_on"),
    )

    share_id: Mapped[int] = mapped_column(ForeignKey("share.id"), primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    prompt_key: Mapped[str] = mapped_column(String(80))
    is_last: Mapped[bool]
    """Of several versions of a text that were shared with the cohort, this is the one that is read."""
    waits: Mapped[bool]
    """It is the last, and nobody who teaches has answered or seen what its writer shared or said last."""
    due_on: Mapped[date | None] = mapped_column(Date)
    """The day on which to ask how it went, until that is said; of several versions that know it, the last has it."""
