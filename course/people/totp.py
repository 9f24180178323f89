"""Codes of six digits that change every half minute (RFC 6238 with SHA-1, as every app makes them)."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote

SECONDS = 30
DIGITS = 6
AROUND = (-1, 0, 1)
"""Steps beside the present one whose codes are taken, as clocks differ and people type slowly."""


def new_secret() -> str:
    """Make a secret of 160 bits, in the letters that apps take."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def step_at(now: datetime) -> int:
    """Number the half minute of an instant."""
    return int(now.timestamp()) // SECONDS


def code_of(secret: str, step: int, *, digits: int = DIGITS) -> str:
    """Give the code of a step."""
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), hashlib.sha1)
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFF_FFFF
    return str(number % 10**digits).zfill(digits)


def step_of(secret: str, code: str, *, now: datetime) -> int | None:
    """Give the step whose code this is, of those that are taken now."""
    steps = (step_at(now) + each for each in AROUND)
    return next((step for step in steps if hmac.compare_digest(code_of(secret, step).encode(), code.encode())), None)


def address_for_apps(secret: str, name: str) -> str:
    """Give what the square code says to an app."""
    return f"otpauth://totp/Runway:{quote(name, safe='')}?secret={secret}&issuer=Runway"
