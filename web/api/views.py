"""The addresses of version 1, all of them read."""

from collections.abc import Mapping

from flask import Blueprint, Response, request

from course.material.catalog import Published
from course.people.api_tokens import Reader
from course.teaching.cohort_people import learners_after, progress_of
from course.teaching.response_rows import ResponseReader
from course.teaching.written import written_by
from web import clock
from web.access import for_token
from web.api import figures, people
from web.api.answers import answer
from web.api.bearer import reader, reader_of
from web.api.schema import Cohort, Cohorts, ProgressPage, ResponsesPage
from web.database import catalog, session
from web.instructor.analyses import analyses
from web.instructor.counting import sizes_of

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
LEARNERS_A_PAGE = 100
LONGEST_ID = 16


@blueprint.get("/cohorts")
@for_token
def show_cohorts() -> Response:
    return answer(Cohorts([_cohort(reader())]))


@blueprint.get("/cohorts/<cohort>")
@for_token
def show_cohort(cohort: str) -> Response:
    return answer(_cohort(reader_of(cohort)))


@blueprint.get("/cohorts/<cohort>/progress")
@for_token
def show_progress(cohort: str) -> Response:
    found = reader_of(cohort)
    page = _page(found)
    learners = progress_of(session(), found.cohort_id, list(page))
    # For no reader: then no text is selected, shared or not.
    written = written_by(session(), found.course_id, list(page), reader_id=None)
    shown = [people.learner(each, written.get(each.person_id, {})) for each in learners]
    return answer(ProgressPage(shown, _next(page)))


@blueprint.get("/cohorts/<cohort>/responses")
@for_token
def show_responses(cohort: str) -> Response:
    found = reader_of(cohort)
    page = _page(found)
    rows = ResponseReader(found.cohort_id, found.course_id).read(session(), list(page))
    return answer(ResponsesPage([people.response(row) for row in rows], _next(page)))


@blueprint.get("/cohorts/<cohort>/questions")
@for_token
def show_questions(cohort: str) -> Response:
    found = reader_of(cohort)
    analysis = analyses().find(session(), found.cohort_id, _published(found), now=clock.now())
    return answer(figures.questions(analysis.statistics))


def _cohort(found: Reader) -> Cohort:
    published = _published(found)
    return Cohort(
        id=found.cohort,
        name=found.cohort_name,
        course=published.slug,
        course_title=published.course.title,
        version=published.number,
        learners=sizes_of([found.cohort_id])[found.cohort_id].learners,
    )


def _published(found: Reader) -> Published:
    return catalog().find_by_id(session(), found.course_id)


def _page(found: Reader) -> dict[int, str]:
    after = request.args.get("after", "")[:LONGEST_ID].replace("\0", "")
    return learners_after(session(), found.cohort_id, after, most=LEARNERS_A_PAGE)


def _next(page: Mapping[int, str]) -> str | None:
    """Where the next page begins; one that is not full is the last."""
    return list(page.values())[-1] if len(page) == LEARNERS_A_PAGE else None
