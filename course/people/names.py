"""Names, and how lists are sorted and searched by them."""

import unicodedata

from sqlalchemy import update
from sqlalchemy.orm import Session

from course.models import Membership, Person

LONGEST_NAME_KEY = 80
PAST_EVERY_NAME = chr(0x10FFFF)
"""What begins with a text stands between it and it with this behind."""


def name_key(name: str) -> str:
    """Give a name without case and accents: “Élif” stands beside “Elif”."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(each for each in decomposed if not unicodedata.combining(each))
    return " ".join(plain.split())[:LONGEST_NAME_KEY]


def keep_name(session: Session, person_id: int, name: str) -> None:
    """Give a person a new name, in every cohort too that they are or were in."""
    key = name_key(name)
    session.execute(update(Person).where(Person.id == person_id).values(name=name, name_key=key))
    session.execute(update(Membership).where(Membership.person_id == person_id).values(name_key=key))
