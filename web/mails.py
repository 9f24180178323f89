"""Mails as text: a template's first line is the subject, the rest the body."""

from datetime import datetime, timedelta

from flask import render_template

from course.records.mail_kinds import CHECK_IN, COMMENT, INVITATION, LINK, MailKind
from course.records.outbox import count_queued_since, queue_mail
from web.database import session
from web.language import _
from web.site import site

MOST_AN_HOUR = 3
"""Of one kind to one person: nobody's mailbox is filled by pressing a button."""


def title_of(kind: MailKind) -> str:
    """What mails that can be stopped are called on pages."""
    titles = {
        CHECK_IN: _("Reminders of what you set out to do"),
        COMMENT: _("That an instructor wrote to you about something you shared"),
        INVITATION: _("Invitations to cohorts"),
    }
    return titles.get(kind, kind.name)


def send_mail(kind: MailKind, person_id: int, *, now: datetime, address: str = "", **words: str) -> None:
    """Queue a mail where mails can be sent; `address` is where it goes, if not to the person's email."""
    if not site().has_mail:
        return
    if count_queued_since(session(), person_id, kind, now - timedelta(hours=1)) >= MOST_AN_HOUR:
        return
    queue_words(kind, person_id, now=now, address=address, **words)


def queue_words(kind: MailKind, person_id: int, *, now: datetime, address: str = "", **words: str) -> None:
    """Queue a mail, however many there were; for what bounds them itself."""
    text = render_template(f"mail/{kind.name}.txt", link=LINK, site=site().address, **words)
    subject, _, body = text.partition("\n")
    queue_mail(session(), person_id, kind, subject=subject, body=body.strip() + "\n", now=now, address=address)
