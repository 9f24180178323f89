"""My plan: what was written in the lessons, put together; as a page, as Markdown, as PDF."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Response, abort, render_template, request
from markupsafe import Markup

from course.reflecting.check_ins import open_check_ins
from course.reflecting.texts import texts
from web.access import for_person
from web.database import session
from web.identity import person
from web.language import day, today
from web.learner.blueprint import blueprint
from web.learner.finding import find_plan
from web.learner.lesson_page import NO_REFUSALS, view_prompts
from web.learner.plan_files import markdown_of, pdf_values
from web.learner.plan_place import PlanPlace
from web.learner.plan_view import PlanView, view_plan
from web.learner.prompt_view import show_prompt
from web.learner.views import Refusal
from web.pdf import HAS_PDF, pdf_of


@blueprint.get("/plan")
@for_person
def show_plan(course: str) -> str:
    place = find_plan(course, person())
    edited = request.args.get("edit", "")
    if edited and edited not in {prompt.id for prompt in place.prompts}:
        abort(404)
    return show_plan_page(place, edited=edited)


@blueprint.get("/plan.md")
@for_person
def download_markdown(course: str) -> Response:
    plan = _view(find_plan(course, person()))
    text = markdown_of(plan, name=person().name, written_on=day(today()))
    return _file(text.encode(), "text/markdown; charset=utf-8", f"{course}-plan.md")


@blueprint.get("/plan.pdf")
@for_person
def download_pdf(course: str) -> Response:
    plan = _view(find_plan(course, person()))
    if not HAS_PDF:
        abort(404)
    values = pdf_values(plan, name=person().name, written_on=day(today()))
    return _file(pdf_of("plan", values), "application/pdf", f"{course}-plan.pdf")


def show_plan_page(place: PlanPlace, *, edited: str = "", refusals: Mapping[str, Refusal] = NO_REFUSALS) -> str:
    """The page; what is being edited, and what was refused, has its form."""
    ids = [each for each in (edited, *refusals) if each]
    plan = _view(place)
    cards = {
        view.id: show_prompt(replace(view, places=_places(plan, place, view.id)))
        for prompt_id in ids
        for view in view_prompts(place, person(), only=prompt_id, refusals=refusals)
    }
    return render_template("learner/show_plan.html", page=_view(place, cards), is_editing=bool(cards))


def _places(plan: PlanView, place: PlanPlace, prompt_id: str) -> tuple[tuple[str, str], ...]:
    """After what an own piece may stand: what the course asked in its section."""
    into = next(prompt.into for prompt in place.prompts if prompt.id == prompt_id)
    pieces = [piece for section in plan.sections if section.id == into for piece in section.pieces]
    return tuple((piece.id, piece.question) for piece in pieces if piece.place_title)


def _view(place: PlanPlace, cards: Mapping[str, Markup] | None = None) -> PlanView:
    who = person().id
    written = texts(session(), who, place.published, [prompt.id for prompt in place.prompts])
    check_ins = open_check_ins(session(), who)
    return view_plan(place, written, check_ins, cards=cards or {}, has_pdf=HAS_PDF)


def _file(content: bytes, content_type: str, name: str) -> Response:
    response = Response(content, content_type=content_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
