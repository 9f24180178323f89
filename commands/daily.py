"""`flask daily`: what has to be done once a day, and does no harm when it is done twice."""

from collections.abc import Callable

import click
from flask import Flask

from commands import clock
from commands.counting import count_weak_questions
from commands.mail_commands import send_mails
from commands.reminding import remind_of_check_ins
from config import Settings
from course.database import Database
from course.leaving.guests import expire_guests
from course.leaving.ledger import Ledger
from course.people.invitations import forget_old_invitations
from course.people.sessions import forget_expired_sessions
from course.records.outbox import forget_old_mails
from course.records.soundness import refuse_damage


def register(app: Flask, settings: Settings, database: Database) -> None:
    @app.cli.command("daily")
    def daily() -> None:
        """Do the work of a day, from cron or systemd: check the file, erase old guests, remind, mail, tidy, count."""
        for line in do_daily_work(settings, database):
            click.echo(line)


def do_daily_work(settings: Settings, database: Database) -> list[str]:
    """Do each piece of work; gives a line for each that had something to do. Nothing is written to a damaged file."""
    with database.reading() as session:
        refuse_damage(session)
    return [line for work in WORK if (line := work(settings, database))]


def expire_all_guests(settings: Settings, database: Database) -> str:
    """Erase guests who have not been here for 180 days, some at a time."""
    ledger, total, expired = Ledger(settings.ledger_path), 0, -1
    while expired:
        with database.writing() as session:
            expired = expire_guests(session, ledger, now=clock.now())
        total += expired
    return f"Guests who had not been here for 180 days, now erased: {total}." if total else ""


def _send(settings: Settings, database: Database) -> str:
    sent, waiting = send_mails(settings, database) if settings.smtp_url else (0, 0)
    return f"Mails sent: {sent}; to be tried again: {waiting}." if sent or waiting else ""


def _forget(_settings: Settings, database: Database) -> str:
    with database.writing() as session:
        forget_expired_sessions(session, now=clock.now())
        forget_old_mails(session, now=clock.now())
        forget_old_invitations(session, now=clock.now())
    return ""


WORK: tuple[Callable[[Settings, Database], str], ...] = (
    expire_all_guests,
    remind_of_check_ins,
    _send,
    _forget,
    count_weak_questions,
)
