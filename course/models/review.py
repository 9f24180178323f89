"""What learners answered when a missed question was asked again."""

from datetime import datetime

from sqlalchemy import Float, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from course.models.base import Base, UtcDateTime


class ReviewAnswer(Base):
    """A fact: an answer to a question that was asked again. It completes nothing, and no statistics count it."""

    __tablename__ = "review_answer"
    __table_args__ = (
        UniqueConstraint("person_id", "course_id", "submission_key", "content_digest"),
        Index("ix_review_answer_person_id_course_id_item_id", "person_id", "course_id", "item_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    item_revision_id: Mapped[int] = mapped_column(ForeignKey("item_revision.id"))
    answer: Mapped[str] = mapped_column(Text)
    """As in `Response`."""
    credit: Mapped[float] = mapped_column(Float)
    confidence: Mapped[str | None] = mapped_column(String(10))
    was_due: Mapped[bool]
    """Whether its day had come where the learner was then; only that climbs the ladder."""
    submission_key: Mapped[str] = mapped_column(String(120))
    content_digest: Mapped[str] = mapped_column(String(32))
    answered_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
