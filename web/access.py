"""Default deny: every view says who may come, and a route that does not say keeps the application from starting."""

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from flask import Flask, abort, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.api.bearer import find_bearer
from web.database import SAFE_METHODS, session
from web.forgery import wants_fragment
from web.identity import viewer
from web.site import site

View = TypeVar("View", bound=Callable[..., Any])


class Access(Enum):
    """Who may come at all; what they may see there is decided by how it is found."""

    PUBLIC = "anybody"
    PERSON = "anybody who has started or signed in"
    INSTRUCTOR = "instructors"
    ADMIN = "admins"
    PROGRAM = "programs with a token"


_declared: dict[Callable[..., Any], Access] = {}
_slow: set[Callable[..., Any]] = set()
_open_to_suspended: set[Callable[..., Any]] = set()


class UndeclaredRoute(Exception):
    """A route whose view does not say who may come."""


def public(view: View) -> View:
    return _declare(view, Access.PUBLIC)


def for_person(view: View) -> View:
    return _declare(view, Access.PERSON)


def for_instructor(view: View) -> View:
    return _declare(view, Access.INSTRUCTOR)


def for_admin(view: View) -> View:
    return _declare(view, Access.ADMIN)


def for_the_suspended_too(view: View) -> View:
    """Say that a suspended person may come here as if they were not: to leave, with all that is theirs."""
    _open_to_suspended.add(view)
    return view


def slow_first(view: View) -> View:
    """Say that a view hashes a password before it writes: nobody else's writing waits for that."""
    _slow.add(view)
    return view


def for_token(view: View) -> View:
    return _declare(view, Access.PROGRAM)


def _declare(view: View, access: Access) -> View:
    _declared[view] = access
    return view


def install(app: Flask) -> None:
    app.before_request(_let_in)


def check_every_route(app: Flask) -> None:
    """Raise UndeclaredRoute where a view says nothing."""
    for rule in app.url_map.iter_rules():
        if app.view_functions[rule.endpoint] not in _declared:
            raise UndeclaredRoute(
                f"{rule.rule} ({rule.endpoint}) needs @public, @for_person, @for_instructor, @for_admin or @for_token."
            )


def access_of(app: Flask, endpoint: str) -> Access:
    return _declared[app.view_functions[endpoint]]


def _let_in() -> Response | None:
    if "\0" in request.path:
        abort(404)  # no name has one, and PostgreSQL does not even take the question
    endpoint = request.endpoint
    if endpoint is None:
        return None  # no such address: the 404 comes next
    access = access_of(current_app, endpoint)
    is_open_to_suspended = current_app.view_functions[endpoint] in _open_to_suspended
    if access is Access.PUBLIC:
        return None if is_open_to_suspended else _turn_suspended_away()
    if access is Access.PROGRAM:
        return None if find_bearer() else abort(401)
    # Who is asking is read in the request's own transaction, unless slow work comes before it.
    if current_app.view_functions[endpoint] not in _slow:
        session()
    person = viewer()
    if person is None:
        return _ask_to_come_in()
    if person.suspended_at_utc and not is_open_to_suspended:
        return _say_suspended()
    if (access is Access.INSTRUCTOR and not person.is_instructor) or (access is Access.ADMIN and not person.is_admin):
        abort(403)
    if access in (Access.INSTRUCTOR, Access.ADMIN) and site().needs_second_factor and not person.second_factor_at_utc:
        return _ask_for_second_factor()
    return None


def _turn_suspended_away() -> Response | None:
    """From public pages, too: they begin courses and join cohorts."""
    person = viewer()
    return _say_suspended() if person and person.suspended_at_utc else None


def _say_suspended() -> Response:
    if wants_fragment():
        abort(403)
    return make_response(render_template("account/suspended.html"), 403)


def _ask_for_second_factor() -> Response:
    """Lead to where it is shown, or set up; whoever lost it has recovery codes, or asks whoever runs the site."""
    if wants_fragment():
        abort(403)
    next_page = request.full_path.rstrip("?") if request.method in SAFE_METHODS else None
    return redirect(url_for("account.show_second_factor", next=next_page), 303)


def _ask_to_come_in() -> Response:
    """Send a visitor to the button that starts a course, or to the sign-in page; a script is told in a word."""
    if wants_fragment():
        abort(401)
    course = (request.view_args or {}).get("course")
    if course and request.method in SAFE_METHODS:
        return redirect(url_for("learner.show_course", course=course), 303)
    next_page = request.full_path.rstrip("?") if request.method in SAFE_METHODS else ""
    return redirect(url_for("account.show_sign_in", next=next_page or None), 303)
