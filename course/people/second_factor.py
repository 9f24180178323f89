"""What is shown beside a password: codes of an app and recovery codes; each is taken once, and guessing is slowed."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from course.models import CodeApp, FailedSignIn, Passkey, PersonSession, RecoveryCode
from course.people.throttle import WINDOW
from course.people.tokens import hash_token, new_recovery_code
from course.people.totp import new_secret, step_of
from course.records.acts import Deed, record_act

WRONG_CODES = 5
"""In a quarter of an hour, from anywhere. Only who knows the password types one, so no stranger locks anybody out."""
CODES_AT_ONCE = 10
_MARKS = re.compile(r"[\s-]+")


@dataclass(frozen=True, slots=True)
class Factors:
    """What a person has beside a password; `codes_left` counts recovery codes."""

    has_app: bool
    passkeys: int
    codes_left: int

    @property
    def is_any(self) -> bool:
        """Whether a second factor can be asked for."""
        return self.has_app or self.passkeys > 0


def factors_of(session: Session, person_id: int) -> Factors:
    """Tell what a person has beside a password."""
    app = select(func.count()).where(CodeApp.person_id == person_id, CodeApp.last_step > 0)
    passkeys = select(func.count()).where(Passkey.person_id == person_id)
    codes = select(func.count()).where(RecoveryCode.person_id == person_id, RecoveryCode.used_at_utc.is_(None))
    row = session.execute(select(app.scalar_subquery(), passkeys.scalar_subquery(), codes.scalar_subquery())).one()
    return Factors(has_app=bool(row[0]), passkeys=row[1], codes_left=row[2])


def begin_code_app(session: Session, person_id: int, *, now: datetime) -> None:
    """Make a secret for an app; an earlier one that was never in use is no longer good."""
    session.execute(delete(CodeApp).where(CodeApp.person_id == person_id, CodeApp.last_step == 0))
    if session.get(CodeApp, person_id) is None:
        session.add(CodeApp(person_id=person_id, secret=new_secret(), made_at_utc=now, last_step=0))
        session.flush()


def secret_to_set_up(session: Session, person_id: int) -> str | None:
    """Give the secret that is not in use yet; one that is in use is never shown again."""
    return session.scalar(select(CodeApp.secret).where(CodeApp.person_id == person_id, CodeApp.last_step == 0))


def use_app_code(session: Session, person_id: int, code: str, *, now: datetime) -> bool:
    """Take a code of the person's app; False where it is wrong, or it or a later one was taken before."""
    secret = session.scalar(select(CodeApp.secret).where(CodeApp.person_id == person_id))
    step = step_of(secret, _MARKS.sub("", code), now=now) if secret else None
    if step is None:
        return False
    newer = update(CodeApp).where(CodeApp.person_id == person_id, CodeApp.last_step < step).values(last_step=step)
    return session.execute(newer.returning(CodeApp.person_id)).one_or_none() is not None


def use_recovery_code(session: Session, person_id: int, code: str, *, now: datetime) -> bool:
    """Use a recovery code up; False where it is wrong, or was used."""
    good = (
        RecoveryCode.person_id == person_id,
        RecoveryCode.code_hash == hash_token(_MARKS.sub("", code).lower()),
        RecoveryCode.used_at_utc.is_(None),
    )
    used = update(RecoveryCode).where(*good).values(used_at_utc=now)
    return session.execute(used.returning(RecoveryCode.id)).one_or_none() is not None


def make_recovery_codes(session: Session, person_id: int, *, now: datetime) -> tuple[str, ...]:
    """Make codes in place of all earlier ones; they are returned and stored nowhere."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    codes = [new_recovery_code() for _ in range(CODES_AT_ONCE)]
    rows = [{"person_id": person_id, "code_hash": hash_token(code), "made_at_utc": now} for code in codes]
    session.execute(insert(RecoveryCode), rows)
    return tuple("-".join(re.findall("....", code)) for code in codes)


def drop_code_app(session: Session, person_id: int) -> None:
    """Let a person's app be good for nothing; without any other factor, their recovery codes go too."""
    session.execute(delete(CodeApp).where(CodeApp.person_id == person_id))
    drop_idle_recovery_codes(session, person_id)


def drop_idle_recovery_codes(session: Session, person_id: int) -> None:
    """Delete the recovery codes of whoever has nothing that could be lost."""
    if not factors_of(session, person_id).is_any:
        session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))


def reset_second_factor(session: Session, person_id: int, *, by: int | None, now: datetime) -> None:
    """Take away all that a person shows beside their password, and sign them out: for whoever lost it."""
    for table in (CodeApp, Passkey, RecoveryCode, PersonSession):
        session.execute(delete(table).where(table.person_id == person_id))
    record_act(session, Deed.SECOND_FACTOR_RESET, by=by, on=person_id, now=now)


def prove_here(session: Session, token: str, *, now: datetime) -> None:
    """Note that in this session more than a password was shown."""
    mine = update(PersonSession).where(PersonSession.token_hash == hash_token(token))
    session.execute(mine.values(second_factor_at_utc=now))


def is_guessing_codes(session: Session, person_id: int, *, now: datetime) -> bool:
    """Say whether too many wrong codes were typed for this person of late."""
    wrong = (FailedSignIn.email_hash == _whose(person_id), FailedSignIn.at_utc >= now - WINDOW)
    return (session.scalar(select(func.count()).select_from(FailedSignIn).where(*wrong)) or 0) >= WRONG_CODES


def record_wrong_code(session: Session, person_id: int, *, now: datetime) -> None:
    """Count a wrong code, and forget those that no longer matter."""
    whose = _whose(person_id)
    session.execute(delete(FailedSignIn).where(FailedSignIn.email_hash == whose, FailedSignIn.at_utc < now - WINDOW))
    session.execute(insert(FailedSignIn).values(email_hash=whose, address_hash=whose, at_utc=now))


def _whose(person_id: int) -> str:
    return hash_token(f"a code of person {person_id}")
