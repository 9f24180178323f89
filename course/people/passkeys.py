"""Passkeys: the public halves are here, and what browsers send is verified against them (WebAuthn, level 3)."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from course.models import Passkey, Person
from course.people.tokens import new_public_id

CHALLENGE_LASTS = timedelta(minutes=5)
MOST_PASSKEYS = 10


@dataclass(frozen=True, slots=True)
class Site:
    """The name that passkeys are bound to, and where pages come from."""

    name: str
    origin: str


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a device has to sign, and when it was made."""

    secret: str
    made_at_utc: datetime

    def is_good(self, now: datetime) -> bool:
        """Whether an answer may still come."""
        return self.made_at_utc <= now < self.made_at_utc + CHALLENGE_LASTS


@dataclass(frozen=True, slots=True)
class PasskeyCard:
    """A passkey in its owner's list."""

    public_id: str
    made_with: str
    made_at_utc: datetime


def new_challenge(*, now: datetime) -> Challenge:
    """Make a challenge."""
    return Challenge(secrets.token_urlsafe(32), now)


def options_to_add(session: Session, person_id: int, site: Site, challenge: Challenge) -> str:
    """Give what a browser needs to make a passkey, as JSON; the device has to check who uses it."""
    person = session.execute(select(Person.public_id, Person.email, Person.name).where(Person.id == person_id)).one()
    known = session.scalars(select(Passkey.credential_id).where(Passkey.person_id == person_id))
    options = generate_registration_options(
        rp_id=site.name,
        rp_name="Runway",
        user_id=person.public_id.encode(),
        user_name=person.email or person.name,
        user_display_name=person.name,
        challenge=challenge.secret.encode(),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known],
    )
    return options_to_json(options)


def options_to_prove(site: Site, challenge: Challenge) -> str:
    """Give what a browser needs to show a passkey, as JSON; nobody is named, the device knows its own."""
    options = generate_authentication_options(
        rp_id=site.name,
        challenge=challenge.secret.encode(),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def add_passkey(
    session: Session,
    person_id: int,
    credential: str,
    site: Site,
    challenge: Challenge,
    *,
    made_with: str,
    now: datetime,
) -> bool:
    """Keep a passkey that a device has just made; False where it is not good, or is kept already."""
    try:
        made = verify_registration_response(
            credential=credential,
            expected_challenge=challenge.secret.encode(),
            expected_rp_id=site.name,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        return False
    passkey = Passkey(
        public_id=new_public_id(),
        person_id=person_id,
        credential_id=bytes_to_base64url(made.credential_id),
        public_key=bytes_to_base64url(made.credential_public_key),
        sign_count=made.sign_count,
        made_with=made_with,
        made_at_utc=now,
        asked_at_utc=challenge.made_at_utc,
    )
    try:
        with session.begin_nested():
            session.add(passkey)
    except IntegrityError:
        return False
    return True


def use_passkey(session: Session, credential: str, site: Site, challenge: Challenge) -> int | None:
    """Give the person whose passkey signed this challenge; None where it did not, or the challenge was used before."""
    found = _find(session, credential)
    if found is None:
        return None
    try:
        shown = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge.secret.encode(),
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(found.public_key),
            credential_current_sign_count=found.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        return None
    unused = update(Passkey).where(Passkey.id == found.id, Passkey.asked_at_utc < challenge.made_at_utc)
    used = unused.values(asked_at_utc=challenge.made_at_utc, sign_count=shown.new_sign_count)
    return session.scalar(used.returning(Passkey.person_id))


def passkeys_of(session: Session, person_id: int) -> tuple[PasskeyCard, ...]:
    """List a person's passkeys, the newest first."""
    mine = select(Passkey.public_id, Passkey.made_with, Passkey.made_at_utc).where(Passkey.person_id == person_id)
    return tuple(PasskeyCard(*row) for row in session.execute(mine.order_by(Passkey.id.desc())))


def remove_passkey(session: Session, person_id: int, public_id: str) -> bool:
    """Let a passkey of one's own be good for nothing; False where there is none."""
    mine = delete(Passkey).where(Passkey.person_id == person_id, Passkey.public_id == public_id)
    return session.execute(mine.returning(Passkey.id)).one_or_none() is not None


def _find(session: Session, credential: str) -> Passkey | None:
    try:
        credential_id = parse_authentication_credential_json(credential).id
    except (WebAuthnException, ValueError):
        return None
    return session.scalar(select(Passkey).where(Passkey.credential_id == credential_id))
