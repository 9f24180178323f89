"""What `flask doctor` looks at, each by itself: one that fails does not keep the others from being looked at."""

import stat
from collections.abc import Callable, Iterator

from commands import clock
from commands.findings import Finding, care, fine, wrong
from config import Settings
from course.database import Database
from course.files import free_bytes
from course.leaving.ledger import Ledger, LedgerDamaged
from course.material.catalog import Catalog
from course.material.folders import compile_folders
from course.people.accounts import has_instructor
from course.people.provider import Provider, ProviderFails
from course.records.soundness import find_damage_quickly
from course.records.waiting import waiting_mails
from course.schema import OldSchema, check_schema
from course.sqlite import sqlite_file, sqlite_version, writes_ahead
from sources.places import MaterialError

Look = Callable[[Settings, Database], Iterator[Finding]]
LITTLE_ROOM = 500_000_000
_FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def look_at_settings(settings: Settings, _database: Database) -> Iterator[Finding]:
    if settings.in_development:
        yield care("RUNWAY_ENV is development: cookies go over plain HTTP.", "Where others use it: production.")
        return
    yield fine("RUNWAY_ENV is production.")
    if not settings.public_url.startswith("https://"):
        yield wrong(
            "PUBLIC_URL is not an address with https://, and cookies go over HTTPS only.",
            "Set PUBLIC_URL to where people reach the site.",
        )
    if not settings.trusted_proxies:
        yield care(
            "TRUSTED_PROXIES is 0: behind a proxy, all people would seem to come from one address.",
            "Set it to how many proxies stand before the server.",
        )


def look_at_schema(_settings: Settings, database: Database) -> Iterator[Finding]:
    try:
        check_schema(database)
    except OldSchema as error:
        yield wrong(str(error).partition(" Run:")[0], "Run: flask database migrate")
    else:
        yield fine("The database has this version’s tables.")


def look_at_file(settings: Settings, database: Database) -> Iterator[Finding]:
    path = sqlite_file(settings.database_url)
    if path is None:
        return
    mode = "a write-ahead log" if writes_ahead() else "a rollback journal, since this release has the WAL-reset bug"
    yield fine(f"SQLite {sqlite_version()} with {mode}.")
    with database.reading() as session:
        damage = list(find_damage_quickly(session))
    for line in damage:
        yield wrong(f"The database is damaged. {line}", "Stop the server and restore the newest backup that is whole.")
    if not damage:
        yield fine("The database file holds together.")
    if path.stat().st_mode & _FOR_OTHERS:
        yield care(f"Other people of this machine can open {path}.", f"Run: chmod 600 {path}")


def look_at_room(settings: Settings, _database: Database) -> Iterator[Finding]:
    path = sqlite_file(settings.database_url) or settings.ledger_path
    room = free_bytes(path)
    said = f"{room // 1_000_000} MB are free where {path} is."
    yield fine(said) if room > LITTLE_ROOM else care(said, "Make room: without any, nothing people do is saved.")


def look_at_ledger(settings: Settings, _database: Database) -> Iterator[Finding]:
    try:
        erased = sum(1 for _ in Ledger(settings.ledger_path).read())
    except LedgerDamaged as error:
        yield wrong(f"The ledger of the erased: {error}", "No backup can be restored before that.")
    except OSError as error:
        yield wrong(f"The ledger of the erased cannot be read: {error}", f"Let the server read {settings.ledger_path}.")
    else:
        yield fine(f"The ledger of the erased can be read; {erased} lines.")


def look_at_courses(settings: Settings, database: Database) -> Iterator[Finding]:
    with database.reading() as session:
        published = {course.slug for course in Catalog().listed(session)}
    try:
        folders = set(compile_folders(settings.content_dir))
    except MaterialError as error:
        yield wrong(f"{len(error.problems)} mistakes in {settings.content_dir}.", "Run: flask course check")
        return
    yield fine(f"Courses that can be taken: {', '.join(sorted(published)) or 'none'}.")
    if waiting := sorted(folders - published):
        yield care(f"Not published: {', '.join(waiting)}.", "Run: flask course publish")


def look_at_people(_settings: Settings, database: Database) -> Iterator[Finding]:
    with database.reading() as session:
        if not has_instructor(session):
            yield care("Nobody is an instructor.", "Run: flask people add EMAIL --instructor")


def look_at_mails(settings: Settings, database: Database) -> Iterator[Finding]:
    if not settings.smtp_url:
        yield care("No mails are sent: who forgets a password needs you.", "Set SMTP_URL and MAIL_FROM.")
        return
    with database.reading() as session:
        waiting = waiting_mails(session, now=clock.now())
    if waiting.failed:
        yield wrong(f"{waiting.failed} mails could not be sent so far.", "Run: flask mail send, and look at SMTP_URL.")
    else:
        yield fine(f"{waiting.due} mails are due.")


def look_at_provider(settings: Settings, _database: Database) -> Iterator[Finding]:
    if not settings.oidc_issuer:
        return
    from course.people.asking_provider import check_provider  # noqa: PLC0415 - loaded where there is one

    try:
        check_provider(Provider(**settings.provider), now=clock.now())
    except ProviderFails as failure:
        yield wrong(f"Nobody can sign in through {settings.oidc_name}: {failure}", "Look at OIDC_ISSUER, and ask them.")
    else:
        yield fine(f"People can sign in through {settings.oidc_name}.")


LOOKS: tuple[Look, ...] = (
    look_at_settings,
    look_at_schema,
    look_at_file,
    look_at_room,
    look_at_ledger,
    look_at_courses,
    look_at_people,
    look_at_mails,
    look_at_provider,
)
