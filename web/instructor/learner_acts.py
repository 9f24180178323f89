"""What an instructor can do for one learner: open a lesson, take them out of the cohort, put them back."""

from dataclasses import dataclass

from flask import abort, flash, redirect, request
from werkzeug.wrappers import Response

from course.material.catalog import Published
from course.people.cohorts import CohortCard, leave_cohort, put_back
from course.people.moving import cohorts_to_move_to, move_learner
from course.reflecting.sharing import take_back_from_cohort
from course.teaching.roster import CohortLearner, find_learner, find_removed
from web import clock
from web.access import for_instructor
from web.database import session
from web.forms.cohorts import MoveForm
from web.forms.needs import OpeningForm
from web.identity import person
from web.instructor.cohorts import blueprint, find_cohort
from web.language import _


@dataclass(frozen=True, slots=True)
class ActsView:
    """The forms of a learner's page; without a form where no lesson is closed."""

    open_action: str
    form: OpeningForm | None
    remove_action: str
    sign_in_link_action: str
    move_action: str
    move_form: MoveForm | None


def view_acts(card: CohortCard, row: CohortLearner, published: Published, form: OpeningForm) -> ActsView:
    address = f"/teach/{card.public_id}/learners/{row.public_id}"
    form.lesson.choices = closed_lessons(published, row)
    move_form = MoveForm(formdata=None)
    move_form.to.choices = cohorts_to_move_to(session(), person().id, card.id)
    return ActsView(
        open_action=f"{address}/open-lesson",
        form=form if form.lesson.choices else None,
        remove_action=f"{address}/remove",
        sign_in_link_action=f"{address}/sign-in-link",
        move_action=f"{address}/move",
        move_form=move_form if move_form.to.choices else None,
    )


def closed_lessons(published: Published, row: CohortLearner) -> list[tuple[str, str]]:
    titles = {each.id: each.lesson.title for each in published.course.lessons}
    closed = (each.lesson_id for each in row.standing.lessons if each.state == "closed")
    return [(lesson_id, titles[lesson_id]) for lesson_id in closed if lesson_id in titles]


@blueprint.post("/<cohort>/learners/<learner>/remove")
@for_instructor
def remove_learner(cohort: str, learner: str) -> Response:
    """Twice is once: who is out already was taken out by the first click."""
    card, now = find_cohort(cohort), clock.now()
    row = find_learner(session(), card.id, learner)
    if row is not None:
        # As when they leave themselves: a share names who reads it for as long as both are in the cohort.
        take_back_from_cohort(session(), row.person_id, card.id, now=now)
        leave_cohort(session(), row.person_id, card.id, now=now, removed_by_id=person().id)
    elif not find_removed(session(), card.id, learner):
        abort(404)
    flash(_("Taken out of the cohort. At the end of this page you can put them back."))
    return redirect(f"/teach/{card.public_id}", 303)


@blueprint.post("/<cohort>/learners/<learner>/put-back")
@for_instructor
def put_learner_back(cohort: str, learner: str) -> Response:
    card = find_cohort(cohort)
    if (
        not put_back(session(), card.id, learner, by=person().id, now=clock.now())
        and find_learner(session(), card.id, learner) is None
    ):
        abort(404)
    flash(_("Back in the cohort. What they had shared stays taken back until they share it again."))
    return redirect(f"/teach/{card.public_id}/learners/{learner}", 303)


@blueprint.post("/<cohort>/learners/<learner>/move")
@for_instructor
def submit_move(cohort: str, learner: str) -> Response:
    """What they shared is taken back: it was shared with this cohort, and they share it anew, or not."""
    card, now = find_cohort(cohort), clock.now()
    row = find_learner(session(), card.id, learner) or abort(404)
    name = move_learner(session(), row.person_id, card.id, request.form.get("to", ""), by=person().id, now=now)
    if name is None:
        flash(_("They cannot be moved there. Choose a cohort of this course that you and nobody new teach."))
        return redirect(f"/teach/{card.public_id}/learners/{learner}", 303)
    take_back_from_cohort(session(), row.person_id, card.id, now=now)
    flash(_("%(learner)s is now in “%(cohort)s”.") % {"learner": row.name, "cohort": name})
    return redirect(f"/teach/{card.public_id}", 303)
