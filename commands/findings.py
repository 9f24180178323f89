"""What a look at an installation finds: a sentence, and the mend where one is needed."""

from dataclasses import dataclass
from enum import Enum


class Grade(Enum):
    """How a finding is told."""

    FINE = "fine"
    CARE = "care"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    grade: Grade
    what: str
    mend: str = ""


def fine(what: str) -> Finding:
    return Finding(Grade.FINE, what)


def care(what: str, mend: str) -> Finding:
    """Nothing is broken, but something will be, or people miss something."""
    return Finding(Grade.CARE, what, mend)


def wrong(what: str, mend: str) -> Finding:
    """Something does not work."""
    return Finding(Grade.WRONG, what, mend)
