"""Passwords, hashed with argon2id (19 MiB, two passes, one lane: the OWASP minimum)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_nobodys_hash = _hasher.hash("the password of nobody")


def hash_password(password: str) -> str:
    """Hash a password; takes tens of milliseconds, so do it before a transaction opens."""
    return _hasher.hash(password)


def is_password(password_hash: str | None, password: str) -> bool:
    """Compare; takes the same time where there is no such person or no password."""
    try:
        _hasher.verify(password_hash or _nobodys_hash, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None
