"""The order and the names under which a learner meets options: their own, and no hint at the key."""

from base64 import urlsafe_b64encode
from collections.abc import Iterable
from hashlib import blake2b
from typing import Protocol, TypeVar


class Identified(Protocol):
    """Whatever can be put into an order: an option, a step, a side of a pair."""

    @property
    def id(self) -> str:
        """Its id, which does not depend on the key."""


T = TypeVar("T", bound=Identified)


def order_options(options: Iterable[T], seed: str) -> tuple[T, ...]:
    """Return the options in the order that belongs to a seed; it depends on nothing else but their ids."""
    secret = _key_from(seed.encode())
    return tuple(sorted(options, key=lambda option: blake2b(option.id.encode(), key=secret, digest_size=16).digest()))


def opaque_id(secret: bytes, question_id: str, option_id: str) -> str:
    """Return 12 URL-safe characters that stand for an option and tell nothing about it."""
    # Ids hold no NUL, so the two cannot run into each other; nine bytes are twelve characters without padding.
    message = f"{question_id}\0{option_id}".encode()
    digest = blake2b(message, key=_key_from(secret), digest_size=9, person=b"option").digest()
    return urlsafe_b64encode(digest).decode()


def _key_from(secret: bytes) -> bytes:
    """Return a key of the length that blake2b takes, whatever the length of the secret."""
    return blake2b(secret, digest_size=32).digest()
