"""What pages must know of this installation."""

from dataclasses import dataclass

from flask import Flask, current_app

from course.leaving.ledger import Ledger
from course.people.provider import Provider


@dataclass(frozen=True, slots=True)
class Site:
    """Where people reach it, whether mails can be sent, and where the erased are noted."""

    address: str
    has_mail: bool
    ledger: Ledger
    needs_second_factor: bool = False
    """Whether instructors and admins show more than a password."""
    provider: Provider | None = None
    """Through whom people may sign in beside a password."""


def install(app: Flask, site: Site) -> None:
    app.extensions["runway.site"] = site
    app.jinja_env.globals["provider"] = site.provider


def site() -> Site:
    found: Site = current_app.extensions["runway.site"]
    return found
