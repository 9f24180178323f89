"""What was counted about a course's questions; it can be counted again."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from course.models.base import Base, UtcDateTime


class WeakQuestion(Base):
    """A question that a cohort's first answers gave a reason to mend, as it was counted last."""

    __tablename__ = "weak_question"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    """The gravest is 1."""
    item_revision_id: Mapped[int] = mapped_column(ForeignKey("item_revision.id"), index=True)
    weaknesses: Mapped[str] = mapped_column(Text)
    """JSON of `course.teaching.weak_questions.Weakness`."""
    counted_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
