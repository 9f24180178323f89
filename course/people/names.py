"""Names as lists are sorted and searched by them, wherever they are kept beside a person."""

import unicodedata

from sqlalchemy import update
from sqlalchemy.orm import Session

from course.models import Membership

LONGEST_NAME_KEY = 80


def name_key(name: str) -> str:
    """Give a name without case and accents: “Élif” stands beside “Elif”."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(each for each in decomposed if not unicodedata.combining(each))
    return " ".join(plain.split())[:LONGEST_NAME_KEY]


def keep_name_in_cohorts(session: Session, person_id: int, name: str) -> None:
    """Note a new name in every cohort that the person is or was in."""
    session.execute(update(Membership).where(Membership.person_id == person_id).values(name_key=name_key(name)))
