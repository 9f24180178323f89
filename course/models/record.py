"""What must go out, who wants none of it, and who is at work."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from course.models.base import Base, UtcDateTime

_WAITS = text("sent_at_utc IS NULL")


class Mail(Base):
    """A mail to a person, until it is sent; afterwards only that it was. One-time links are put in while it is sent."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_waiting", "due_at_utc", sqlite_where=_WAITS, postgresql_where=_WAITS),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    """Its Message-ID: where it had to be sent twice, mailboxes show it once."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    address: Mapped[str] = mapped_column(String(254), default="")
    """Where it goes, if that is not the person's email at that time."""
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    """Emptied once it was sent."""
    queued_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(String(60), default="")
    """The class of the last error and, from a mail server, its code; never its text, which may name somebody."""
    stop_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """The hash of the token that stops mails of this kind; None where none can be stopped."""


class MailStop(Base):
    """A person wants no more mails of a kind."""

    __tablename__ = "mail_stop"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    stopped_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class MailWish(Base):
    """A person asked for mails of a kind that nobody gets unasked.

    Reminders of check-ins are chosen with more than a yes, and stand in `ReminderChoice`.
    """

    __tablename__ = "mail_wish"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    wished_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class Lease(Base):
    """Who does a work that one process at most may do, and until when nobody else may take it up."""

    __tablename__ = "lease"

    work: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(String(40))
    until_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class AddressStop(Base):
    """Whoever has this address, with an account or without, wants no more mails of a kind."""

    __tablename__ = "address_stop"

    address_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    stopped_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
