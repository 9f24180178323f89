"""The calendar of check-ins: a file to download, and a secret address that a calendar program reads."""

from flask import Response, abort, flash, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from course.reflecting.check_ins import CheckInCard, answered_check_ins, open_check_ins, say_set_out
from course.reflecting.reminders import find_calendar, make_address, reminders_of, revoke_address
from web import clock
from web.access import for_person, public
from web.calendar_file import Event, write_calendar
from web.database import session
from web.forms.check_ins import CalendarForm
from web.identity import person
from web.language import _
from web.learner.check_in_pages import blueprint, show_page
from web.learner.check_in_view import find_asked
from web.public.front_page import blueprint as public_blueprint
from web.site import site


@blueprint.get("/calendar.ics")
@for_person
def download_calendar() -> Response:
    response = _calendar_of(person().id)
    response.headers["Content-Disposition"] = 'attachment; filename="check-ins.ics"'
    return response


@public_blueprint.get("/calendar/<token>.ics")
@public
def show_calendar(token: str) -> Response:
    """Whoever has the address reads it: a calendar program signs in nowhere."""
    calendar = find_calendar(session(), token) or abort(404)
    return _calendar_of(calendar.person_id)


@blueprint.post("/calendar")
@for_person
def make_calendar() -> AnyResponse | str:
    form = CalendarForm(request.form)
    if not form.validate():
        abort(400)
    token = make_address(session(), person().id, form.number.data or 0, now=clock.now())
    if token is None:
        flash(_("That address was made already, and is not shown again. If you have not copied it, make another one."))
        return redirect("/checkins#calendar", 303)
    # No redirect: the address must be on no page that can be fetched again, and in no cookie.
    return show_page(token=token)


@blueprint.post("/calendar/revoke")
@for_person
def revoke_calendar() -> AnyResponse:
    revoke_address(session(), person().id, now=clock.now())
    flash(_("The address is revoked. Calendar programs read nothing there any more."))
    return redirect("/checkins#calendar", 303)


def _calendar_of(person_id: int) -> Response:
    """All check-ins; what they are about is told only where the learner said so, since calendars are shared."""
    with_words = reminders_of(session(), person_id).words_in_calendar
    cards = (*answered_check_ins(session(), person_id), *open_check_ins(session(), person_id))
    events = [_event(card, with_words=with_words) for card in sorted(cards, key=lambda card: (card.due_on, card.id))]
    return Response(write_calendar(_("Check-ins"), events), content_type="text/calendar; charset=utf-8")


def _event(card: CheckInCard, *, with_words: bool) -> Event:
    published, prompt = find_asked(card)
    address = f"{site().address}/checkins"
    set_out = say_set_out(card.body, prompt) if with_words else ""
    title = _("Check-in: %(course)s") % {"course": published.course.title}
    return Event(
        uid=f"{card.public_id}@runway",
        day=card.due_on,
        title=set_out or title,
        description=f"{title}\n{address}" if set_out else address,
        url=address,
        stamped_at_utc=card.answered_at_utc or card.set_at_utc,
    )
