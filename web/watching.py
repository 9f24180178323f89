"""Each request is counted, and in production noted: what of it may be known without knowing what it was about."""

from collections.abc import Callable
from http import HTTPStatus
from time import perf_counter_ns
from types import TracebackType

from flask import Flask, Response, current_app, g, request
from werkzeug.routing import Rule

from config import Settings
from course.database import Busy
from course.files import DiskFull
from web.database import SAFE_METHODS
from web.door import Rank
from web.figures.counting import Figures, Route
from web.journal import Journal

_Failure = tuple[type, BaseException, TracebackType] | tuple[None, None, None]
NO_ROUTE = Route("ANY", "(none)")


def install(app: Flask, settings: Settings) -> None:
    """Be the first and the last that sees a request; the routes are named later, by `know_routes`."""
    journal = None if settings.in_development else Journal()
    # By identity: a rule cannot be hashed, and lives as long as the application.
    numbers: dict[int, int] = {}
    app.extensions["runway.routes"] = numbers

    @app.before_request
    def begin() -> None:
        g.began = perf_counter_ns()

    @app.after_request
    def end(response: Response) -> Response:
        ended = perf_counter_ns()
        took = ended - g.get("began", ended)  # a request that could not even be read was not begun
        rule, method, status = request.url_rule, request.method, response.status_code
        figures().count(numbers.get(id(rule), 0), status, took, is_write=method not in SAFE_METHODS)
        if journal:
            journal.note_request(method, _address(), status, took / 1e6, _person())
        return response

    _log_failures(app, journal)


def _log_failures(app: Flask, journal: Journal | None) -> None:
    tell = app.log_exception

    def log_exception(exc_info: _Failure) -> None:
        error = exc_info[1]
        if journal and error:
            journal.note_failure(request.method, _address(), error)
        elif isinstance(error, Busy | DiskFull):
            app.logger.warning("%s %s: %s", request.method, _address(), str(error) or type(error).__name__)
        else:
            tell(exc_info)

    app.log_exception = log_exception  # type: ignore[method-assign]


def know_routes(app: Flask, settings: Settings) -> None:
    """Count by these routes; called when all are there."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
    app.extensions["runway.routes"].update({id(rule): number for number, rule in enumerate(rules, start=1)})
    routes = [Route(_method(rule), rule.rule) for rule in rules]
    app.extensions["runway.figures"] = Figures(settings.figures_path, [NO_ROUTE, *routes])


def counter_at_the_door(app: Flask) -> Callable[[Rank], None]:
    """Count who is turned away before any page is looked for."""

    def count(rank: Rank) -> None:
        found: Figures = app.extensions["runway.figures"]
        found.count(0, HTTPStatus.SERVICE_UNAVAILABLE, 0, is_write=rank is Rank.SAVE)

    return count


def figures() -> Figures:
    found: Figures = current_app.extensions["runway.figures"]
    return found


def _method(rule: Rule) -> str:
    methods = rule.methods or set()
    return "GET" if "GET" in methods else min(methods - {"OPTIONS"}, default="ANY")


def _person() -> str:
    """Whoever was found to be asking; nobody is looked for."""
    viewer = g.get("viewer")
    return viewer.public_id if viewer else ""


def _address() -> str:
    rule = request.url_rule
    return rule.rule if rule else NO_ROUTE.address
