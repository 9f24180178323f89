"""A one-time link for a learner who cannot sign in: to be handed over by their instructor."""

from flask import abort, flash, redirect
from werkzeug.wrappers import Response

from course.people.personal_links import NoSignInLink, make_sign_in_link
from course.teaching.roster import find_learner
from web import clock
from web.access import for_instructor
from web.database import session
from web.identity import person
from web.instructor.cohorts import blueprint, find_cohort
from web.language import _
from web.site import site


@blueprint.post("/<cohort>/learners/<learner>/sign-in-link")
@for_instructor
def make_link(cohort: str, learner: str) -> Response:
    card = find_cohort(cohort)
    row = find_learner(session(), card.id, learner) or abort(404)
    flash(_words(row.person_id, row.name, has_email=row.email is not None))
    return redirect(f"/teach/{card.public_id}/learners/{row.public_id}", 303)


def _words(learner_id: int, name: str, *, has_email: bool) -> str:
    """The link, in the words that say what it does; where mails are sent, nobody but its owner shall have one."""
    if has_email and site().has_mail:
        return _("They can have a link mailed to them: “Forgot your password?” stands on the page to sign in.")
    try:
        token = make_sign_in_link(session(), person().id, learner_id, now=clock.now())
    except NoSignInLink:
        return _("Whoever teaches here gets a link from whoever runs this site.")
    words = _("Give this link to %(name)s and to nobody else. It works once, within a day, and they are told: %(link)s")
    return words % {"name": name, "link": f"{site().address}/sign-in/{token}"}
