"""Courses, their immutable content versions, and items with their revisions."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from course.models.base import Base, UtcDateTime


class Course(Base):
    """A course under its slug; what it teaches is its newest content version."""

    __tablename__ = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    is_listed: Mapped[bool] = mapped_column(default=True)
    """False once its folder is gone: learners keep it, newcomers do not see it."""
    created_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class ContentVersion(Base):
    """A compiled course as it was published; never changed."""

    __tablename__ = "content_version"
    __table_args__ = (UniqueConstraint("course_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    compiled: Mapped[bytes] = mapped_column(LargeBinary)
    published_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class Item(Base):
    """A question under its id in a course, through all its revisions."""

    __tablename__ = "item"
    __table_args__ = (UniqueConstraint("course_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    key: Mapped[str] = mapped_column(String(80))
    lesson_key: Mapped[str] = mapped_column(String(80))
    """The lesson it was last published in."""
    weight: Mapped[int] = mapped_column(default=1, server_default="1")
    """What it counted when it was last published: what was answered right goes on counting so once it is deleted."""


class ItemRevision(Base):
    """The words and the key of a question at one time; responses name the revision they answered."""

    __tablename__ = "item_revision"
    __table_args__ = (UniqueConstraint("item_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    compiled: Mapped[bytes] = mapped_column(LargeBinary)


class ContentVersionItem(Base):
    """Which revision of an item a content version shows."""

    __tablename__ = "content_version_item"

    content_version_id: Mapped[int] = mapped_column(ForeignKey("content_version.id"), primary_key=True)
    item_revision_id: Mapped[int] = mapped_column(ForeignKey("item_revision.id"), primary_key=True, index=True)
