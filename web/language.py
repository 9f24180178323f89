"""Words and dates as people see them: one translations object a locale, one function for local time."""

from datetime import date, datetime
from gettext import NullTranslations
from zoneinfo import ZoneInfo

from flask import Flask, request
from jinja2 import nodes
from jinja2.ext import InternationalizationExtension
from jinja2.parser import Parser
from jinja2.visitor import NodeTransformer

from course.people.days import day_in
from web import clock
from web.identity import viewer

_english = NullTranslations()
_ = _english.gettext
ngettext = _english.ngettext


class TranslateOnce(InternationalizationExtension):
    """Looks texts up when a template is compiled, not whenever it is rendered: an environment serves one language."""

    def parse(self, parser: Parser) -> nodes.Node | list[nodes.Node]:
        found = super().parse(parser)
        if isinstance(found, list):
            return [_LookUp().visit(node) for node in found]
        translated: nodes.Node = _LookUp().visit(found)
        return translated


class _LookUp(NodeTransformer):
    """Puts the words where a template would ask for them; those that depend on a number are still asked for."""

    def visit_Call(self, call: nodes.Call) -> nodes.Node:  # noqa: N802 - named after the node
        if isinstance(call.node, nodes.Name) and call.node.name == "gettext":
            (text,) = call.args
            return nodes.Const(_(text.as_const()), lineno=call.lineno)
        return self.generic_visit(call)


def install(app: Flask) -> None:
    app.jinja_env.add_extension(TranslateOnce)
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.install_gettext_translations(_english, newstyle=False)  # type: ignore[attr-defined]
    app.jinja_env.filters["when"] = when
    app.jinja_env.filters["day"] = day
    app.jinja_env.filters["iso"] = _iso
    app.jinja_env.globals["language"] = "en"
    app.context_processor(lambda: {"request_path": request.path})


def viewer_zone() -> ZoneInfo:
    """The zone of the person who looks."""
    person = viewer()
    return ZoneInfo(person.time_zone if person else "UTC")


def local(instant: datetime) -> datetime:
    """An instant in the zone of the person who looks."""
    return instant.astimezone(viewer_zone())


def today() -> date:
    """The day that it is for the person who looks."""
    return day_in(viewer_zone().key, clock.now())


def when(instant: datetime) -> str:
    shown = local(instant)
    return f"{shown.day} {shown:%b %Y, %H:%M}"


def day(shown: date) -> str:
    """An instant's day is that of the person who looks."""
    shown = local(shown) if isinstance(shown, datetime) else shown
    return f"{shown.day} {shown:%b %Y}"


def _iso(shown: date) -> str:
    return shown.isoformat()
