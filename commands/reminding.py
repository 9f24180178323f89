"""Mails on the day of a check-in, for who asked for them."""

from gettext import NullTranslations

from jinja2 import Environment, FileSystemLoader

from commands import clock
from config import ROOT, Settings
from course.database import Database, Session
from course.material.catalog import Catalog
from course.records.mail_kinds import CHECK_IN
from course.records.outbox import queue_mail
from course.reflecting.check_ins import CheckInCard, say_set_out
from course.reflecting.reminding import Reminder, due_reminders, record_reminded
from course.revising.differences import prompts_of

# At start there is no application yet whose environment could be asked. A mail is plain text: nothing is escaped.
_TEMPLATES = Environment(  # noqa: S701
    loader=FileSystemLoader(ROOT / "templates" / "mail"),
    extensions=["jinja2.ext.i18n"],
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.install_gettext_translations(NullTranslations())  # type: ignore[attr-defined]


def remind_of_check_ins(settings: Settings, database: Database) -> str:
    """Queue a mail for each person whose check-ins are due; nothing where no mails are sent."""
    if not settings.smtp_url:
        return ""
    catalog, now = Catalog(), clock.now()
    with database.writing() as session:
        reminders = due_reminders(session, now=now)
        for reminder in reminders:
            subject, body = _write(session, reminder, catalog, settings.address)
            queue_mail(session, reminder.person_id, CHECK_IN, subject=subject, body=body, now=now)
            record_reminded(session, reminder.cards, now=now)
    return f"Mails about check-ins: {len(reminders)}." if reminders else ""


def _write(session: Session, reminder: Reminder, catalog: Catalog, site: str) -> tuple[str, str]:
    """The subject never says what it is about: it stays in the outbox, and is read over shoulders."""
    words = [_words(session, card, catalog) for card in reminder.cards] if reminder.with_words else []
    template = _TEMPLATES.get_template(f"{CHECK_IN.name}.txt")
    subject, _, body = template.render(count=len(reminder.cards), words=words, site=site).partition("\n")
    return subject, body.strip() + "\n"


def _words(session: Session, card: CheckInCard, catalog: Catalog) -> str:
    _place, prompt = prompts_of(catalog.find_by_id(session, card.course_id).course).get(card.prompt_id, ("", None))
    return say_set_out(card.body, prompt)
