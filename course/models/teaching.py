"""What instructors noted for themselves."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from course.models.base import Base, UtcDateTime


class NeedAside(Base):
    """An instructor put a row of “What needs me” aside; it comes back when its figures are others."""

    __tablename__ = "need_aside"
    __table_args__ = (UniqueConstraint("cohort_id", "need", "subject", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    need: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(120))
    """Whom or what the row is about: a learner's id, with that of a prompt where it is about a text, or a lesson's."""
    digest: Mapped[str] = mapped_column(String(32))
    note: Mapped[str] = mapped_column(String(500))
    put_aside_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    brought_back_at_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
