"""What is said about a shared text, and who has read it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from course.models.base import Base, UtcDateTime

_STANDS = text("undone_at_utc IS NULL")


class Comment(Base):
    """A fact: an instructor, or the writer, said something about a text while it was shared.

    It hangs on the share: who may no longer read that, reads no word about it.
    """

    __tablename__ = "comment"
    __table_args__ = (UniqueConstraint("person_id", "share_id", "submission_key", "content_digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    share_id: Mapped[int] = mapped_column(ForeignKey("share.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    submission_key: Mapped[str] = mapped_column(String(120))
    content_digest: Mapped[str] = mapped_column(String(32))
    said_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class CommentRevision(Base):
    """A fact: the words of a comment; the second and later ones are corrections."""

    __tablename__ = "comment_revision"
    __table_args__ = (UniqueConstraint("comment_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    number: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    written_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class CommentDraft(Base):
    """The text in one device's field below a shared text, replaced while its writer types."""

    __tablename__ = "comment_draft"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    share_id: Mapped[int] = mapped_column(ForeignKey("share.id"), primary_key=True, index=True)
    device: Mapped[str] = mapped_column(String(40), primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    saved_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class CommentRead(Base):
    """A fact: a learner has read what was said to them."""

    __tablename__ = "comment_read"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    read_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class ShareSeen(Base):
    """A fact: an instructor has read a shared text and has no word to add; it can be undone, once."""

    __tablename__ = "share_seen"
    __table_args__ = (
        Index(
            "ix_share_seen_stands", "share_id", "person_id", unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    share_id: Mapped[int] = mapped_column(ForeignKey("share.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    last_comment_id: Mapped[int] = mapped_column(default=0)
    """The newest comment at that time: what the learner says later waits again."""
    seen_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_at_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SavedPhrase(Base):
    """Words that an instructor uses again and again; theirs alone."""

    __tablename__ = "saved_phrase"
    __table_args__ = (UniqueConstraint("person_id", "words"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str] = mapped_column(String(300))
    saved_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
