"""Everything that turns a Flask application into Runway's pages."""

import hashlib
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from config import ROOT, Settings
from course.database import Database
from course.leaving.ledger import Ledger
from course.people.provider import Provider
from web import (
    access,
    assets,
    cookies,
    database,
    errors,
    forgery,
    fresh_content,
    headers,
    identity,
    kept,
    lane,
    language,
    offline,
    retrying,
    site,
    watching,
)
from web.account import (
    accounts,
    becoming,
    codes,
    deleting,
    mail_stops,
    passkey_pages,
    provider_pages,
    recovery,
    second_factor,
    sign_ins,
    taking_out,
)
from web.account import preferences as account_preferences
from web.account import settings as account_settings
from web.admin import acts, courses, people
from web.admin import cohorts as all_cohorts
from web.api import views as api
from web.instructor import (
    analyses,
    cohort_page,
    cohort_settings,
    cohorts,
    exports,
    invitations,
    learner_acts,
    learners,
    need_pages,
    phrase_pages,
    preview,
    question_statistics,
    reflection_acts,
    reflection_pages,
    sign_in_links,
    tokens,
)
from web.learner import (
    calendar_pages,
    certificate_page,
    check_in_pages,
    course_page,
    dialogue_pages,
    lesson_pages,
    offline_list,
    plan_pages,
    progress_page,
    prompt_pages,
    question_pages,
    review_pages,
    version_pages,
)
from web.learner.blueprint import blueprint as learner_blueprint
from web.learner.finding import NotStarted
from web.public import certificates, design, front_page, health, joining, metrics, offline_pages
from web.site import Site

# A wish of four fields of 50,000 characters, each up to four bytes that are escaped as twelve, and its form around it.
LONGEST_REQUEST = 2_500_000

# Importing a page registers its addresses; named here so that every one of them is seen.
PAGES = (
    account_preferences,
    account_settings,
    acts,
    all_cohorts,
    becoming,
    calendar_pages,
    certificate_page,
    certificates,
    codes,
    cohort_page,
    cohort_settings,
    course_page,
    courses,
    deleting,
    dialogue_pages,
    exports,
    health,
    invitations,
    joining,
    learner_acts,
    learners,
    lesson_pages,
    mail_stops,
    metrics,
    need_pages,
    plan_pages,
    phrase_pages,
    offline_list,
    offline_pages,
    passkey_pages,
    preview,
    progress_page,
    prompt_pages,
    provider_pages,
    question_pages,
    question_statistics,
    recovery,
    review_pages,
    reflection_acts,
    reflection_pages,
    second_factor,
    sign_in_links,
    sign_ins,
    taking_out,
    tokens,
    version_pages,
)


def install(app: Flask, settings: Settings, opened: Database) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=LONGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LONGEST_REQUEST,
    )
    # No view is a coroutine: Flask would ask that of each hook in each request.
    app.ensure_sync = lambda func: func  # type: ignore[method-assign]
    watching.install(app, settings)
    cookies.install(app)
    app.extensions["runway.secret"] = hashlib.sha256(settings.secret_key.encode()).digest()
    app.extensions["runway.content_dir"] = settings.content_dir
    app.extensions["runway.metrics_token"] = settings.metrics_token
    headers.install(app)
    database.install(app, opened)
    about = Site(
        settings.address,
        has_mail=bool(settings.smtp_url),
        ledger=Ledger(settings.ledger_path),
        needs_second_factor=not settings.in_development,
        provider=Provider(**settings.provider) if settings.provider else None,
    )
    site.install(app, about)
    errors.install(app)
    forgery.install(app)
    identity.install(app, in_development=settings.in_development)
    if settings.in_development:
        # Before anybody is asked who they are: that opens the request's session, which sees one state of the database.
        fresh_content.install(app, settings.content_dir)
        app.register_blueprint(design.blueprint)
    access.install(app)
    offline.install(app)
    language.install(app)
    kept.install(app)
    analyses.install(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for module in (front_page, accounts, cohorts, people, api, check_in_pages):
        app.register_blueprint(module.blueprint)
    app.register_blueprint(learner_blueprint)
    app.register_error_handler(NotStarted, course_page.send_to_start)
    access.check_every_route(app)
    watching.know_routes(app, settings)
    _trust_proxies(app, settings)
    _let_in_by_turns(app, opened)
    assets.install(app, ROOT / "static", ROOT / ".cache" / "static")
    over_https_alone = not settings.in_development
    app.wsgi_app = headers.OnEveryAnswer(app.wsgi_app, over_https_alone=over_https_alone)  # type: ignore[method-assign]


def _let_in_by_turns(app: Flask, opened: Database) -> None:
    """One after the other, and where writes can cross each other, once more."""
    if opened.has_row_locks:
        app.wsgi_app = retrying.Retrying(app.wsgi_app)  # type: ignore[method-assign]
    app.wsgi_app = lane.Lane(app.wsgi_app, told=watching.counter_at_the_door(app))  # type: ignore[method-assign]


def _trust_proxies(app: Flask, settings: Settings) -> None:
    """Believe the proxies that there are, and answer under the site's own name only."""
    if settings.public_url:
        app.config["TRUSTED_HOSTS"] = [urlsplit(settings.public_url).hostname]
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        proxied = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)
        app.wsgi_app = proxied  # type: ignore[method-assign]
