"""The log of what was done with power over others: read here, and changed nowhere."""

from collections.abc import Mapping

from flask import render_template, request

from course.records.acts import ACTS_ON_A_PAGE, ActFilter, ActLine, Deed, Party, acts_page
from web.access import for_admin
from web.admin.people import blueprint, number_in
from web.database import session
from web.language import _

TITLES: Mapping[Deed, str] = {
    Deed.INSTRUCTOR_MADE: _("Instructor made"),
    Deed.INSTRUCTOR_ENDED: _("Instructor’s rights taken"),
    Deed.ADMIN_MADE: _("Admin made"),
    Deed.ADMIN_ENDED: _("Admin’s rights taken"),
    Deed.SUSPENDED: _("Suspended"),
    Deed.SUSPENSION_ENDED: _("Suspension ended"),
    Deed.SESSIONS_ENDED: _("Signed out everywhere"),
    Deed.SIGN_IN_LINK_MADE: _("Sign-in link made"),
    Deed.SECOND_FACTOR_RESET: _("Second factor taken away"),
    Deed.LESSON_OPENED: _("Lesson opened"),
    Deed.LEARNER_REMOVED: _("Learner taken out"),
    Deed.LEARNER_PUT_BACK: _("Learner put back"),
    Deed.LEARNER_MOVED: _("Learner moved"),
    Deed.COHORT_CHANGED: _("Cohort’s name or days changed"),
    Deed.COHORT_ARCHIVED: _("Cohort put into the archive"),
    Deed.COHORT_BROUGHT_BACK: _("Cohort brought back"),
    Deed.CODE_RENEWED: _("Join link renewed"),
    Deed.JOINING_CLOSED: _("Join link closed"),
    Deed.JOINING_OPENED: _("Join link opened"),
    Deed.TEACHER_ADDED: _("Instructor added to a cohort"),
    Deed.TEACHER_REMOVED: _("Instructor removed from a cohort"),
    Deed.INVITED: _("People invited"),
    Deed.INVITATION_TAKEN_BACK: _("Invitation taken back"),
    Deed.EXPORTED: _("Downloaded"),
    Deed.TOKEN_MADE: _("Token made"),
    Deed.TOKEN_REVOKED: _("Token revoked"),
    Deed.ACCOUNT_ERASED: _("Account deleted"),
    Deed.GUESTS_EXPIRED: _("Guests expired"),
    Deed.PUBLISHED: _("Course published"),
}


_TITLES = {deed.value: title for deed, title in TITLES.items()}


@blueprint.get("/acts")
@for_admin
def show_acts() -> str:
    wanted = ActFilter(
        kind=_known(request.args.get("kind", "")),
        person=request.args.get("person", "")[:16].replace("\0", ""),
        cohort=request.args.get("cohort", "")[:16].replace("\0", ""),
        before=number_in(request.args.get("before", "")),
    )
    found = acts_page(session(), wanted)
    shown = found[:ACTS_ON_A_PAGE]
    return render_template(
        "admin/show_acts.html",
        lines=[_line(each) for each in shown],
        wanted=wanted,
        titles=list(_TITLES.items()),
        before=shown[-1].id if len(found) > ACTS_ON_A_PAGE else 0,
    )


def _known(kind: str) -> str:
    return kind if kind in _TITLES else ""


def _line(act: ActLine) -> dict[str, object]:
    """A line in words; of the erased a random name stays."""
    return {
        "at_utc": act.at_utc,
        "title": _TITLES.get(act.kind, act.kind),
        "by": _words(act.by) if act.by else _("command line"),
        "by_href": _href(act.by),
        "on": "" if act.on is None or act.on == act.by else _words(act.on),
        "on_href": _href(act.on),
        "cohort": act.cohort_name,
        "cohort_href": f"/admin/cohorts/{act.cohort}" if act.cohort else "",
        "about": act.about,
        "reason": act.reason,
    }


def _words(party: Party) -> str:
    return party.name or _("erased (%(pseudonym)s)") % {"pseudonym": party.pseudonym}


def _href(party: Party | None) -> str:
    return f"/admin/people/{party.public_id}" if party and party.public_id else ""
