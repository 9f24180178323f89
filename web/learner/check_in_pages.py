"""Check-ins: how it went, what is to come, and how to be reminded."""

from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from course.learning.enrolment import lock_enrolment
from course.people.sessions import SignedIn
from course.records.mail_kinds import CHECK_IN
from course.records.outbox import allow_mails, is_stopped
from course.reflecting.answering import answer_check_in
from course.reflecting.check_ins import (
    CheckInCard,
    answered_check_ins,
    find_check_in,
    open_check_ins,
    split_by_day,
)
from course.reflecting.reflections import LONGEST_FIELD, Writing, write_revision
from course.reflecting.reminders import Reminders, address_made_at, choose_reminders, count_addresses, reminders_of
from lessons.lesson import Prompt
from lessons.prompts import find_problem, is_empty
from web import clock
from web.access import for_person
from web.database import KEPT_THOUGH_REFUSED, session
from web.forms.check_ins import CheckInForm, RemindersForm
from web.forms.work import read_fields
from web.identity import person, renew
from web.language import _, today
from web.learner.check_in_view import find_asked, view_check_ins
from web.learner.prompt_pages import TO_MEND
from web.learner.views import Refusal
from web.site import site

blueprint = Blueprint("check_ins", __name__, url_prefix="/checkins")
MOST_ANSWERED = 50
THANKS = {
    "done": _("Noted: done."),
    "adapted": _("Noted: done differently."),
    "dropped": _("Noted: let go. That is a decision too."),
}


@blueprint.get("")
@for_person
def show_check_ins() -> str:
    return show_page()


@blueprint.post("/<check_in>")
@for_person
def answer(check_in: str) -> Response | tuple[str, int]:
    card = _find_locked(check_in, person())
    published, prompt = find_asked(card)
    form = CheckInForm(request.form)
    given = read_fields(field.name for field in prompt.fields) if prompt else {}
    anew = _anew(prompt, card, given, outcome=form.outcome.data or "") if prompt else None
    if error := _refusal(form, prompt, card, anew):
        refusal = Refusal(error, given=(form.outcome.data or "", form.obstacle.data or ""), fields=given)
        return show_page(refused=card.public_id, refusal=refusal), KEPT_THOUGH_REFUSED
    renew()
    now, key = clock.now(), form.submission_key.data or ""
    outcome = form.outcome.data or ""
    answer_check_in(session(), card.id, outcome, form.obstacle.data or "", key=key, now=now)
    if prompt and anew is not None:
        writing = Writing(card.lesson_id, prompt, anew, base=form.base.data or 0, key=f"check-in.{key}")
        write_revision(session(), person().id, published, writing, now=now)
    flash(THANKS[outcome])
    return redirect("/" if form.at.data == "front" else "/checkins", 303)


@blueprint.post("/reminders")
@for_person
def choose() -> Response:
    form, who = RemindersForm(request.form), person()
    by_mail = bool(form.by_mail.data and can_be_mailed(who))
    chosen = Reminders(by_mail, bool(form.words_in_mail.data), bool(form.words_in_calendar.data))
    choose_reminders(session(), who.id, chosen, now=clock.now())
    if by_mail:
        allow_mails(session(), who.id, CHECK_IN, now=clock.now())
    flash(_("Changed."))
    return redirect("/checkins#reminders", 303)


def can_be_mailed(who: SignedIn) -> bool:
    return site().has_mail and bool(who.email) and not who.is_practice


def show_page(*, refused: str = "", refusal: Refusal | None = None, token: str = "") -> str:
    """The page; `token` is that of a calendar address that was just made, which no other page ever shows."""
    who = person()
    due, coming = split_by_day(open_check_ins(session(), who.id), today())
    answered = answered_check_ins(session(), who.id)
    if refused and refused not in {card.public_id for card in due}:
        coming = tuple(card for card in coming if card.public_id != refused)
        due = (*due, *_only(refused, who))
    reminders = reminders_of(session(), who.id)
    return render_template(
        "learner/show_check_ins.html",
        due=view_check_ins(due, refused=refused, refusal=refusal or Refusal()),
        coming=view_check_ins(coming),
        answered=view_check_ins(answered[:MOST_ANSWERED]),
        reminders=reminders,
        is_mailed=reminders.by_mail and not is_stopped(session(), who.id, CHECK_IN),
        can_be_mailed=can_be_mailed(who),
        has_mail=site().has_mail,
        calendar=_view_calendar(who, token),
    )


def _only(public_id: str, who: SignedIn) -> tuple[CheckInCard, ...]:
    card = find_check_in(session(), who.id, public_id)
    return (card,) if card else ()


def _view_calendar(who: SignedIn, token: str) -> Mapping[str, object]:
    return {
        "made_at_utc": address_made_at(session(), who.id),
        "number": count_addresses(session(), who.id) + 1,
        "address": f"{site().address}/calendar/{token}.ics" if token else "",
    }


def _find_locked(check_in: str, who: SignedIn) -> CheckInCard:
    """A check-in of one's own, with the enrolment locked before anything that counts is read."""
    card = find_check_in(session(), who.id, check_in) or abort(404)
    lock_enrolment(session(), who.id, card.course_id)
    return find_check_in(session(), who.id, check_in) or abort(404)


def _anew(prompt: Prompt, card: CheckInCard, given: dict[str, str], *, outcome: str) -> dict[str, str] | None:
    """The new plan that was written; what was left empty of it stays as it was. None where there is nothing new.

    Who did it differently and names another day has set out anew, even in the old words.
    """
    if is_empty(prompt, given) and not (outcome == "adapted" and any(text.strip() for text in given.values())):
        return None
    body = {name: text if text.strip() else card.body.get(name, "") for name, text in given.items()}
    return None if body == card.body else body


def _refusal(form: CheckInForm, prompt: Prompt | None, card: CheckInCard, anew: dict[str, str] | None) -> str:
    if not form.validate():
        said = form.outcome.errors or form.obstacle.errors
        return str(said[0]) if said else abort(400)
    if prompt is None or anew is None:
        return ""
    if any(len(text) > LONGEST_FIELD for text in anew.values()):
        return _("Write at most 50,000 characters in one field.")
    code = find_problem(prompt, anew, card.body, today())
    return TO_MEND[code] if code else ""
