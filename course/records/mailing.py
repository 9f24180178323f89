"""Letters over SMTP, one after the other, by one process at a time."""

import secrets
import smtplib
import ssl
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

from course.database import Database
from course.records.leases import end_lease, take_lease
from course.records.mail_kinds import LINK
from course.records.outbox import Letter, MakeLink, is_any_due, next_letter, record_error, record_sent

TIMEOUT_SECONDS = 20
WORK = "mail"
LEASE_LASTS = timedelta(minutes=2)
"""Longer than one letter can take, so that a lease runs out only where its holder is gone."""
STOP = "\n\n-- \nTo get no more mails like this one: {address}\n"


@dataclass(frozen=True, slots=True)
class Post:
    """How mails leave: the server's URL, the sender, and the site's address, which links begin with."""

    url: str
    sender: str
    site: str


def send_waiting(
    database: Database, post: Post, make_link: MakeLink, *, clock: Callable[[], datetime]
) -> tuple[int, int]:
    """Send what is due, unless another process is at it; gives how many are out, and how many must wait.

    A process that is killed after a mail left and before that is noted sends it again, under the same Message-ID.
    """
    holder, sent, waiting = secrets.token_hex(8), 0, 0
    while letter := _take(database, holder, make_link, clock):
        error = _send(post, letter, clock())
        with database.writing() as session:
            if error:
                record_error(session, letter.mail_id, error)
                waiting += 1
            else:
                record_sent(session, letter.mail_id, now=clock())
                sent += 1
    if sent or waiting:
        with database.writing() as session:
            end_lease(session, WORK, holder)
    return sent, waiting


def write_message(post: Post, letter: Letter, *, now: datetime) -> EmailMessage:
    """Make the message of a letter, with a header to stop its kind where that can be."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = post.sender, letter.address, letter.subject
    message["Date"] = now
    message["Message-ID"] = f"<{letter.message_id}@{post.sender.rpartition('@')[2].rstrip('>')}>"
    message["Auto-Submitted"] = "auto-generated"
    body = letter.body.replace(LINK, post.site + letter.link)
    if letter.stop_token:
        address = f"{post.site}/mail/stop/{letter.stop_token}"
        message["List-Unsubscribe"] = f"<{address}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        body = body.rstrip() + STOP.format(address=address)
    message.set_content(body)
    return message


def _take(database: Database, holder: str, make_link: MakeLink, clock: Callable[[], datetime]) -> Letter | None:
    now = clock()
    with database.reading() as session:
        if not is_any_due(session, now=now):
            return None  # most of the time; a look takes nobody's turn to write
    with database.writing() as session:
        if not take_lease(session, WORK, holder, lasts=LEASE_LASTS, now=now):
            return None
        return next_letter(session, make_link, now=now)


def _send(post: Post, letter: Letter, now: datetime) -> str:
    """Send a letter; gives the name of what went wrong, without its text: that may name somebody."""
    try:
        with ExitStack() as stack:
            _connect(post.url, stack).send_message(write_message(post, letter, now=now))
    except (OSError, smtplib.SMTPException, ValueError) as error:
        return _name(error)
    return ""


def _connect(url: str, stack: ExitStack) -> smtplib.SMTP:
    parts = urlsplit(url)
    host, tls = parts.hostname or "", tls_of(url)
    if tls == "tls":
        context = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT_SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, parts.port or 587, timeout=TIMEOUT_SECONDS)
    stack.enter_context(server)
    if tls == "starttls":
        server.starttls(context=ssl.create_default_context())
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server


def tls_of(url: str) -> str:
    """Give how a mail server's URL says to encrypt: "starttls" unless it says "tls" or "none"."""
    default = "tls" if url.startswith("smtps:") else "starttls"
    return parse_qs(urlsplit(url).query).get("tls", [default])[0]


def _name(error: Exception) -> str:
    code = getattr(error, "smtp_code", None)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = next((answer[0] for answer in error.recipients.values()), None)
    return f"{type(error).__name__} {code or ''}".strip()
