"""Random names and secrets; what is secret is stored only as a hash."""

import hashlib
import secrets

# No vowels and no look-alikes: no words come about, and codes survive being read aloud.
_LETTERS = "23456789bcdfghjkmnpqrstvwxz"


def new_public_id() -> str:
    """Make an id that the world may see: 12 characters, 57 bits."""
    return _random(12)


def new_join_code() -> str:
    """Make a code that is typed from a blackboard: 8 characters, 38 bits."""
    return _random(8)


def new_certificate_id() -> str:
    """Make an id that the world may see and nobody guesses: 24 characters, 114 bits."""
    return _random(24)


def new_recovery_code() -> str:
    """Make a secret that is typed from paper: 16 characters, 76 bits."""
    return _random(16)


def new_token() -> str:
    """Make a secret: 256 bits."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """Hash a secret that has enough bits to need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def _random(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))
