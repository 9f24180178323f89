"""What `make run` and `make demo` do: prepare the database and the content, then serve."""

import os
import socket
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click
from granian import Granian
from granian.constants import Interfaces

from commands.course_commands import NO_COURSES
from commands.daily import do_daily_work
from commands.demo import DEMO_LEARNERS, PASSWORD, make_demo
from commands.output import show_problems
from config import Settings
from course.database import Database
from course.files import NetworkDisk
from course.material.catalog import Catalog
from course.material.folders import compile_folders
from course.people.accounts import has_instructor
from course.people.links import make_instructor_link
from course.records.soundness import DamagedDatabase
from course.revising.publishing import publish_what_may_be
from course.schema import OldSchema, check_schema, migrate
from sources.places import MaterialError, Severity

WORKERS = 2
SHOWN_AT_START = 10
# They wait in the lane (web/lane.py), which sees no more requests than there are threads, and rarely compute at once.
THREADS = 16
STOP_SECONDS = 10
# Granian takes so many connections, and an idle browser keeps its own: too few, and the next person gets no answer.
CONNECTIONS = 2048


def serve(target: str, settings: Settings, *, is_demo: bool) -> int:
    """Prepare and serve until stopped; returns the exit code."""
    if not is_demo:
        return _prepare_and_run(target, settings)
    with tempfile.TemporaryDirectory(prefix="runway-demo-") as folder:
        return _prepare_and_run(target, _throw_away(settings, Path(folder)), is_demo=True)


def _prepare_and_run(target: str, settings: Settings, *, is_demo: bool = False) -> int:
    if not _is_free(settings.host, settings.port):
        more = settings.port + 1
        click.secho(f"Port {settings.port} is in use. Stop the other server, or set PORT={more}.", err=True)
        return 2
    try:
        prepare(settings, is_demo=is_demo)
    except MaterialError as error:
        show_problems(error.problems)
        click.secho("The server does not start on content with errors. Mend the lines above and start again.", err=True)
        return 1
    except (OldSchema, NetworkDisk, DamagedDatabase) as error:
        click.secho(str(error), err=True)
        return 1
    _run(target, settings)
    return 0


def _is_free(host: str, port: int) -> bool:
    """Granian's workers share their port, and would share it with a forgotten server just as quietly."""
    family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _throw_away(settings: Settings, folder: Path) -> Settings:
    """The demo never touches the real database; its workers read the same settings from the environment."""
    url = f"sqlite:///{folder / 'demo.db'}"
    # Nor does it send mails: its people are made up.
    alone = {"ERASURE_LEDGER": "", "FIGURES_DIR": "", "SMTP_URL": "", "MAIL_FROM": ""}
    os.environ.update(DATABASE_URL=url, SECRET_KEY=settings.secret_key, RUNWAY_ENV="development", **alone)
    own = replace(settings, database_url=url, environment="development")
    return replace(own, erasure_ledger=None, figures_dir=None, smtp_url="", mail_from="")


def prepare(settings: Settings, *, is_demo: bool = False) -> None:
    """Migrate and publish (in production: check that this was done), and say where to go."""
    if settings.in_development:
        migrate(settings.database_url)
    database = Database(settings.database_url)
    try:
        check_schema(database)
        if settings.in_development:
            _publish(database, settings)
            for line in do_daily_work(settings, database):
                click.echo(line)
        if is_demo:
            _make_demo(database)
        _greet(database, settings, is_demo=is_demo)
    finally:
        database.dispose()


def _publish(database: Database, settings: Settings) -> None:
    compiled = compile_folders(settings.content_dir)
    # What was merely odd in an article is for its author, and so is a long list: `flask course check` tells it.
    odd = [each for course in compiled.values() for each in course.problems if each.severity is not Severity.NOTE]
    show_problems(odd[:SHOWN_AT_START])
    if len(odd) > SHOWN_AT_START:
        click.secho(f"{len(odd) - SHOWN_AT_START} more warnings: flask course check tells them all.", err=True)
    if not compiled:
        click.secho(NO_COURSES.format(folder=settings.content_dir), err=True)
    with database.writing() as session:
        refused = publish_what_may_be(session, compiled, now=datetime.now(UTC))
    if refused:
        show_problems(refused)
        click.secho("What these lines name is served as it was published last.", err=True)


def _make_demo(database: Database) -> None:
    with (
        database.writing() as session,
        click.progressbar(length=DEMO_LEARNERS, label="Forty people learn for three weeks", file=sys.stderr) as bar,
    ):
        make_demo(session, learners=DEMO_LEARNERS, now=datetime.now(UTC), on_learner=lambda: bar.update(1))


def _greet(database: Database, settings: Settings, *, is_demo: bool) -> None:
    with database.writing() as session:
        courses = Catalog().listed(session)
        link = "" if has_instructor(session) else make_instructor_link(session, now=datetime.now(UTC))
    click.echo(f"Runway serves {len(courses)} course{'' if len(courses) == 1 else 's'} at {settings.address}")
    if is_demo:
        click.echo(f"Sign in as learner ada@example.org or as instructor ines@example.org, password: {PASSWORD}")
        click.echo("As admin you are alma@example.org, with the same password.")
    if link:
        address = f"{settings.address}/become-instructor/{link}"
        click.echo(f"Nobody is an instructor yet. This link makes you one, once: {address}")


def _run(target: str, settings: Settings) -> None:
    Granian(
        target,
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.host,
        port=settings.port,
        workers=WORKERS,
        blocking_threads=THREADS,
        backlog=1024,
        backpressure=CONNECTIONS,
        websockets=False,
        log_access=False,
        respawn_failed_workers=True,
        # A worker that was told to stop while it was starting would never hear of it.
        workers_kill_timeout=STOP_SECONDS,
    ).serve()
