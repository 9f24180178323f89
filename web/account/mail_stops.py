"""Stopping mails by the link in them, without signing in; and asking for them again."""

from flask import abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from course.records.mail_kinds import KINDS, MailKind
from course.records.outbox import allow_mails, find_stop, is_stopped, stop_mails
from web import clock
from web.access import for_person, public
from web.account.accounts import blueprint
from web.database import session
from web.identity import person
from web.language import _
from web.mails import title_of


@blueprint.get("/mail/stop/<token>")
@public
def show_stop_mail(token: str) -> str:
    return _page(token, *_find(token))


@blueprint.post("/mail/stop/<token>")
@public
def stop_mail(token: str) -> str:
    """No redirect: mailbox providers, who post here for their user, follow none (RFC 8058)."""
    person_id, kind, address = _find(token)
    stop_mails(session(), person_id, kind, address, now=clock.now())
    return _page(token, person_id, kind, address)


@blueprint.post("/account/mails/allow")
@for_person
def allow_mail() -> Response:
    kind = KINDS.get(request.form.get("kind", "")) or abort(404)
    allow_mails(session(), person().id, kind, now=clock.now())
    flash(_("You will get these mails."))
    return redirect("/account", 303)


def _find(token: str) -> tuple[int, MailKind, str]:
    return find_stop(session(), token) or abort(404)


def _page(token: str, person_id: int, kind: MailKind, address: str) -> str:
    stopped, action = is_stopped(session(), person_id, kind, address), f"/mail/stop/{token}"
    return render_template("account/stop_mail.html", title=title_of(kind), stopped=stopped, action=action)
