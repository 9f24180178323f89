"""Whose token came with a request; cookies count for nothing here."""

from flask import abort, g, request

from course.people.api_tokens import Reader, find_reader
from web import clock
from web.database import session

SCHEME = "bearer "
LONGEST_TOKEN = 200


def find_bearer() -> Reader | None:
    """Remember, for this request, what its token reads."""
    given = request.headers.get("Authorization", "")
    token = given[len(SCHEME) :].strip() if given[: len(SCHEME)].lower() == SCHEME else ""
    if not token or len(token) > LONGEST_TOKEN:
        return None
    found = g.api_reader = find_reader(session(), token, now=clock.now())
    return found


def reader_of(cohort: str) -> Reader:
    """What the token reads, where that is the cohort asked for: another's and a nonexistent one are the same 404."""
    reader: Reader = g.api_reader
    return reader if reader.cohort == cohort else abort(404)


def reader() -> Reader:
    found: Reader = g.api_reader
    return found
