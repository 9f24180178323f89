"""One transaction a request: pages use `session()`, and the reply leaves after its commit."""

from flask import Flask, Response, current_app, g, request
from flask import session as cookie

from course.database import Database, Session
from course.material.catalog import Catalog

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# A form that is shown again with its errors may have counted something, such as a failed sign-in.
KEPT_THOUGH_REFUSED = 422


def install(app: Flask, database: Database) -> None:
    app.extensions["runway.database"] = database
    app.extensions["runway.catalog"] = Catalog()
    app.after_request(_end_transaction)
    app.teardown_request(_abandon)


def database() -> Database:
    found: Database = current_app.extensions["runway.database"]
    return found


def catalog() -> Catalog:
    found: Catalog = current_app.extensions["runway.catalog"]
    return found


def session() -> Session:
    """The request's session, opened at its first use: reading for safe methods, writing for all others.

    Slow work such as hashing a password belongs before the first use in a writing request.
    """
    opened: Session | None = g.get("session")
    if opened is None:
        transaction = database().reading() if request.method in SAFE_METHODS else database().writing()
        opened = g.session = transaction.__enter__()
        g.transaction = transaction
    return opened


class Abandoned(Exception):
    """The request failed; nothing of it is kept."""


def _end_transaction(response: Response) -> Response:
    if response.status_code >= 400 and response.status_code != KEPT_THOUGH_REFUSED:
        cookie.modified = False  # a new session's token in it was not committed, and the old one is still good
    elif "transaction" in g:
        g.pop("session")
        g.pop("transaction").__exit__(None, None, None)
    return response


def _abandon(_error: BaseException | None) -> None:
    abandon()


def abandon() -> None:
    """Keep nothing of what this request did so far."""
    if "transaction" in g:
        g.pop("session")
        error = Abandoned()
        g.pop("transaction").__exit__(Abandoned, error, error.__traceback__)
