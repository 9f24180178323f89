"""Downloads: what is in each, and the files themselves, which are written while they leave."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import quote

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from course.people.cohorts import CohortCard
from course.records.acts import Deed, record_act
from web import clock
from web.access import for_instructor
from web.database import catalog, database, session
from web.identity import person
from web.instructor.analyses import analysis_of
from web.instructor.cohorts import blueprint, find_cohort
from web.instructor.counting import sizes_of
from web.instructor.export_tables import progress_table, responses_table
from web.instructor.question_table import questions_table
from web.sheets.files import Table, csv_pieces, told_pieces, xlsx_pieces

WRITERS: Mapping[str, tuple[Callable[[Table], Iterator[bytes]], str]] = {
    "csv": (csv_pieces, "text/csv; charset=utf-8"),
    "xlsx": (xlsx_pieces, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@blueprint.get("/<cohort>/exports")
@for_instructor
def show_exports(cohort: str) -> str:
    card = find_cohort(cohort)
    return render_template(
        "instructor/show_exports.html",
        cohort={"name": card.name, "href": f"/teach/{card.public_id}"},
        learners=sizes_of([card.id])[card.id].learners,
    )


@blueprint.get("/<cohort>/export.<form>")
@for_instructor
def download_progress(cohort: str, form: str) -> Response:
    card = find_cohort(cohort)
    published = catalog().find_by_id(session(), card.course_id)
    return _download(card, form, progress_table(database(), card, published, reader_id=person().id))


@blueprint.get("/<cohort>/responses.<form>")
@for_instructor
def download_responses(cohort: str, form: str) -> Response:
    card = find_cohort(cohort)
    published = catalog().find_by_id(session(), card.course_id)
    return _download(card, form, responses_table(database(), card, published))


@blueprint.get("/<cohort>/questions.<form>")
@for_instructor
def download_questions(cohort: str, form: str) -> Response:
    card = find_cohort(cohort)
    published, analysis = analysis_of(card)
    return _download(card, form, questions_table(published, analysis.statistics))


def _download(card: CohortCard, form: str, table: Table) -> Response:
    write, mimetype = WRITERS.get(form) or abort(404)
    if request.method == "GET":
        _note(card, f"{table.name}.{form}")
    is_told = "told" in request.args
    # The request's own transaction ends before the first row is read: each batch of rows has one of its own.
    pieces = told_pieces(write, table) if is_told else filter(None, write(table))
    response = Response(pieces, content_type="application/octet-stream" if is_told else mimetype)
    response.headers.set("Content-Disposition", "attachment", **_names(f"{card.name} – {table.name}.{form}"))
    return response


def _note(card: CohortCard, what: str) -> None:
    """A download is an act, though it is a reading request: noted in a transaction of its own, before it begins."""
    who = person().id
    with database().writing() as writing:
        record_act(writing, Deed.EXPORTED, by=who, cohort_id=card.id, about=what, now=clock.now())


def _names(name: str) -> dict[str, str]:
    """What browsers call the file, in any script, and in the letters that headers were made for."""
    safe = "".join(each if each.isprintable() else " " for each in name.replace("/", "-").replace("\\", "-"))
    plain = unicodedata.normalize("NFKD", safe).encode("ascii", "ignore").decode("ascii").replace('"', "")
    return {"filename": plain, "filename*": f"UTF-8''{quote(safe, safe='')}"}
