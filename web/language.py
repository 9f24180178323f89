"""Words and dates as people see them: one translations object a locale, one function for local time."""

from datetime import datetime
from gettext import NullTranslations
from zoneinfo import ZoneInfo

from flask import Flask, request

from web.identity import viewer

_english = NullTranslations()
_ = _english.gettext
ngettext = _english.ngettext


def install(app: Flask) -> None:
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.install_gettext_translations(_english, newstyle=False)  # type: ignore[attr-defined]
    app.jinja_env.filters["when"] = when
    app.jinja_env.filters["iso"] = datetime.isoformat
    app.context_processor(lambda: {"language": "en", "request_path": request.path})


def local(instant: datetime) -> datetime:
    """An instant in the zone of the person who looks."""
    person = viewer()
    return instant.astimezone(ZoneInfo(person.time_zone if person else "UTC"))


def when(instant: datetime) -> str:
    shown = local(instant)
    return f"{shown.day} {shown:%b %Y, %H:%M}"
