"""How pages look and work for one person, on every device they sign in on."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import update
from sqlalchemy.orm import Session

from course.models import Person


class Theme(StrEnum):
    """Light or dark pages."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person chose; `shortcuts`: single keys do something on a lesson's page."""

    theme: Theme
    shortcuts: bool


def prefer(session: Session, person_id: int, chosen: Preferences) -> None:
    """Keep what a person chose; the last choice is the one that holds."""
    values = {"theme": chosen.theme.value, "shortcuts": chosen.shortcuts}
    session.execute(update(Person).where(Person.id == person_id).values(**values))
