"""What a member has beside a password: a provider, passkeys, an app that shows codes, and codes on paper."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from course.models.base import Base, UtcDateTime


class ProviderIdentity(Base):
    """Who a member is at the provider through which they sign in."""

    __tablename__ = "provider_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    issuer: Mapped[str] = mapped_column(String(500))
    subject: Mapped[str] = mapped_column(String(255))
    """As the provider names them there, for good; their email may change, or become another's."""
    connected_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)


class Passkey(Base):
    """A key pair of a device of theirs, of which this row has the public half; the device asks who uses it."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    credential_id: Mapped[str] = mapped_column(String(1400), unique=True)
    """As browsers write it: base64url."""
    public_key: Mapped[str] = mapped_column(Text)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    made_with: Mapped[str] = mapped_column(String(60))
    """The browser's coarse name, by which people tell their passkeys apart."""
    made_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    """When the challenge was made that it answered last: an older one, or the same, is not taken again."""


class CodeApp(Base):
    """The secret that an app of theirs makes codes of; not in use before a code of it has been typed."""

    __tablename__ = "code_app"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    secret: Mapped[str] = mapped_column(String(32))
    made_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)
    """The half minute whose code was taken last: no code is taken twice. 0 until the first one."""


class RecoveryCode(Base):
    """A code on paper, for whoever lost the other things; this row has its hash."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at_utc: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at_utc: Mapped[datetime | None] = mapped_column(UtcDateTime)
