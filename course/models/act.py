"""Acts of power: who did what to whom, and when. Rows are added; triggers refuse to change or delete them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from course.models.base import Base, UtcDateTime


class ActParty(Base):
    """Somebody in the lines of the log: a random name that stays, and the person it stands for until erasure."""

    __tablename__ = "act_party"

    id: Mapped[int] = mapped_column(primary_key=True)
    pseudonym: Mapped[str] = mapped_column(String(16), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)


class Act(Base):
    """A fact: one act. It names nobody but by way of `ActParty`, so that erasing a person changes no line."""

    __tablename__ = "act"
    __table_args__ = (
        Index("ix_act_kind_id", "kind", "id"),
        Index("ix_act_by_id_id", "by_id", "id"),
        Index("ix_act_on_id_id", "on_id", "id"),
        Index("ix_act_cohort_id_id", "cohort_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("act_party.id"))
    """None for whoever runs the site, at its command line."""
    on_id: Mapped[int | None] = mapped_column(ForeignKey("act_party.id"))
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohort.id"))
    about: Mapped[str] = mapped_column(String(200))
    """The thing's name at that time: a course, a lesson, a file. Never words about a person."""
    at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class ActReason(Base):
    """Why somebody did it, in their words; it may tell of the person it was done to, and goes with them."""

    __tablename__ = "act_reason"

    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    reason: Mapped[str] = mapped_column(String(500))
