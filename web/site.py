"""What pages must know of this installation."""

from dataclasses import dataclass

from flask import Flask, current_app

from course.leaving.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Site:
    """Where people reach it, whether mails can be sent, and where the erased are noted."""

    address: str
    has_mail: bool
    ledger: Ledger
    needs_second_factor: bool = False
    """Whether instructors and admins show more than a password."""


def install(app: Flask, site: Site) -> None:
    app.extensions["runway.site"] = site


def site() -> Site:
    found: Site = current_app.extensions["runway.site"]
    return found
