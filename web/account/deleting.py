"""Deleting one's account: what goes, the proof that it is meant, and a receipt."""

from collections.abc import Callable
from datetime import datetime

from flask import abort, redirect, render_template
from flask import session as cookie
from werkzeug.wrappers import Response

from course.leaving.erasure import erase_person, find_tombstone
from course.leaving.ledger import Tombstone
from course.people.cohorts import cohorts_taught
from course.people.sessions import SignedIn
from web import clock
from web.access import for_person, for_the_suspended_too, public, slow_first
from web.account.accounts import blueprint
from web.account.proving import is_proven, own_account
from web.database import KEPT_THOUGH_REFUSED, database, session
from web.forms.settings import DeleteForm, DeleteGuestForm
from web.identity import sign_out
from web.language import ngettext
from web.site import site

RECEIPT = "receipt"
"""In the cookie until the browser is closed: the server keeps nothing of who is gone."""


@blueprint.get("/account/delete")
@for_person
@for_the_suspended_too
def show_delete() -> str:
    who = own_account()
    return _page(who, _form(who))


@blueprint.post("/account/delete")
@for_person
@for_the_suspended_too
@slow_first
def delete_account() -> Response | tuple[str, int]:
    who = own_account()
    form = _form(who)
    if not form.validate_on_submit() or (isinstance(form, DeleteForm) and not is_proven(form, who)):
        return _page(who, form), KEPT_THOUGH_REFUSED
    erased = erase_person(session(), who.id, site().ledger, now=clock.now())
    # A second click finds nobody, and is given the receipt of the first.
    receipt = erased or find_tombstone(site().ledger, who.public_id) or abort(404)
    sign_out()
    cookie[RECEIPT] = {
        "id": receipt.id,
        "at": receipt.erased_at_utc.isoformat(),
        "lines": _lines(receipt),
        "person": who.public_id,
    }
    return redirect("/account/deleted", 303)


@blueprint.get("/account/deleted")
@public
def show_receipt() -> str:
    receipt = cookie.get(RECEIPT) or abort(404)
    at_utc = datetime.fromisoformat(receipt["at"])
    return render_template("account/show_receipt.html", receipt=receipt, at_utc=at_utc)


def _form(who: SignedIn) -> DeleteForm | DeleteGuestForm:
    return DeleteGuestForm() if who.is_guest else DeleteForm()


def _page(who: SignedIn, form: DeleteForm | DeleteGuestForm) -> str:
    with database().reading() as reading:
        taught = cohorts_taught(reading, who.id) if who.is_instructor else ()
    left_alone = [card.name for card in taught if len(card.instructors) == 1]
    return render_template("account/show_delete.html", form=form, who=who, left_alone=left_alone)


PHRASES: tuple[tuple[str, Callable[[int], str]], ...] = (
    ("response", lambda n: ngettext("%(n)d answer", "%(n)d answers", n)),
    ("reflection_revision", lambda n: ngettext("%(n)d version of a text", "%(n)d versions of texts", n)),
    ("draft", lambda n: ngettext("%(n)d draft", "%(n)d drafts", n)),
    ("share", lambda n: ngettext("%(n)d share of a text", "%(n)d shares of texts", n)),
    ("enrolment", lambda n: ngettext("%(n)d course begun", "%(n)d courses begun", n)),
    ("completion", lambda n: ngettext("%(n)d completion", "%(n)d completions", n)),
    ("membership", lambda n: ngettext("%(n)d place in a cohort", "%(n)d places in cohorts", n)),
    ("person_session", lambda n: ngettext("%(n)d sign-in", "%(n)d sign-ins", n)),
)


def _lines(receipt: Tombstone) -> list[str]:
    """What was deleted, in words; what people never saw as a thing of its own is counted together."""
    rows = dict(receipt.rows)
    counted = [(rows.pop(table, 0), phrase) for table, phrase in PHRASES]
    lines = [phrase(number) % {"n": number} for number, phrase in counted if number]
    rest = sum(rows.values())
    return [*lines, ngettext("%(n)d other record", "%(n)d other records", rest) % {"n": rest}]
