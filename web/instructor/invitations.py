"""Inviting to a cohort by a list of addresses, what became of each line, and taking back."""

from flask import abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from course.people.addresses import read_addresses
from course.people.cohorts import CohortCard
from course.people.invitations import (
    COUNTED_UP_TO,
    MOST_AT_ONCE,
    ON_A_PAGE,
    Line,
    Outcome,
    invite,
    open_invitations,
    take_back_invitation,
)
from course.records.mail_kinds import INVITATION
from web import clock
from web.access import for_instructor
from web.database import KEPT_THOUGH_REFUSED, catalog, session
from web.forms.cohorts import InvitationsForm
from web.identity import person
from web.instructor.cohorts import blueprint, find_cohort
from web.language import _
from web.mails import queue_words
from web.site import site


@blueprint.get("/<cohort>/invitations")
@for_instructor
def show_invitations(cohort: str) -> str:
    return _page(find_cohort(cohort), InvitationsForm(formdata=None))


@blueprint.post("/<cohort>/invitations")
@for_instructor
def submit_invitations(cohort: str) -> str | tuple[str, int]:
    """No redirect: the page says what became of each line, and sending it again invites nobody twice."""
    card, form = find_cohort(cohort), InvitationsForm()
    if card.is_archived:
        form.form_errors.append(_("The cohort is in the archive. Bring it back first."))
        return _page(card, form), KEPT_THOUGH_REFUSED
    if not form.validate_on_submit():
        return _page(card, form), KEPT_THOUGH_REFUSED
    lines = read_addresses(form.text())
    if len(lines) > MOST_AT_ONCE:
        form.addresses.errors = [_("Send at most 500 addresses at once; these are %(n)d") % {"n": len(lines)}]
        return _page(card, form), KEPT_THOUGH_REFUSED
    report = invite(session(), card.id, lines, by=person().id, now=clock.now())
    if site().has_mail:
        _mail(card, report)
    return _page(card, InvitationsForm(formdata=None), report)


@blueprint.post("/<cohort>/invitations/<invitation>/take-back")
@for_instructor
def submit_taking_back(cohort: str, invitation: str) -> Response:
    card = find_cohort(cohort)
    if not take_back_invitation(session(), card.id, invitation, by=person().id, now=clock.now()):
        abort(404)
    flash(_("Taken back. That link leads nowhere now."))
    return redirect(f"/teach/{card.public_id}/invitations", 303)


def _mail(card: CohortCard, report: tuple[Line, ...]) -> None:
    course = catalog().find_by_id(session(), card.course_id).course
    for line in report:
        if line.outcome is Outcome.INVITED:
            queue_words(
                INVITATION,
                person().id,
                now=clock.now(),
                address=line.text,
                instructor=person().name,
                cohort=card.name,
                course=course.title,
                href=_href(line.invitation),
            )


def _page(card: CohortCard, form: InvitationsForm, report: tuple[Line, ...] = ()) -> str:
    after = request.args.get("after", "")[:254]
    waiting, number = open_invitations(session(), card.id, after=after, now=clock.now())
    shown = waiting[:ON_A_PAGE]
    return render_template(
        "instructor/show_invitations.html",
        cohort={"name": card.name, "href": f"/teach/{card.public_id}"},
        form=form,
        report=[(line.number, line.text, line.outcome.name, _href(line.invitation)) for line in report],
        invited=sum(line.outcome is Outcome.INVITED for line in report),
        has_mail=site().has_mail,
        waiting=[(each.public_id, each.email, each.invited_at_utc, _href(each.public_id)) for each in shown],
        number=number,
        counted_up_to=COUNTED_UP_TO,
        next_after=shown[-1].email.casefold() if len(waiting) > ON_A_PAGE else "",
    )


def _href(invitation: str) -> str:
    return f"{site().address}/invitations/{invitation}" if invitation else ""
