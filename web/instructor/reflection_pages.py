"""The prompts of a cohort with what waits there, and all shared answers to one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import abort, render_template, request

from course.material.catalog import Published
from course.people.cohorts import CohortCard
from course.revising.differences import prompts_of
from course.teaching.phrases import LONGEST_PHRASE, phrases_of
from course.teaching.review import COUNTED_UP_TO, PromptShares, Wished, entries_of, shares_by_prompt
from lessons.lesson import END, WELCOME
from web.access import for_instructor
from web.database import catalog, session
from web.identity import person
from web.instructor.cohorts import blueprint, find_cohort
from web.instructor.entries import NOT_REFUSED, view_entries
from web.language import _

LONGEST_ID = 80


@dataclass(frozen=True, slots=True)
class PromptLine:
    """A prompt with how many answers this instructor was given, and how many wait for a word."""

    href: str
    question: str
    shared: int
    waiting: int


@dataclass(frozen=True, slots=True)
class LessonPrompts:
    """The prompts of one lesson."""

    title: str
    prompts: tuple[PromptLine, ...]


@blueprint.get("/<cohort>/reflections")
@for_instructor
def show_prompts(cohort: str) -> str:
    card = find_cohort(cohort)
    published = catalog().find_by_id(session(), card.course_id)
    shares = {each.prompt_id: each for each in shares_by_prompt(session(), card.id, person().id)}
    return render_template(
        "instructor/show_prompts.html",
        cohort={"name": card.name, "href": f"/teach/{card.public_id}"},
        counted_up_to=COUNTED_UP_TO,
        waiting=sum(min(each.waiting, COUNTED_UP_TO) for each in shares.values()),
        more_wait=any(each.waiting > COUNTED_UP_TO for each in shares.values()),
        lessons=_lessons(card, published, shares),
    )


@blueprint.get("/<cohort>/reflections/<prompt>")
@for_instructor
def show_shared(cohort: str, prompt: str) -> str:
    return answers_page(find_cohort(cohort), prompt)


def answers_page(card: CohortCard, prompt: str, refused: Mapping[str, tuple[str, str]] = NOT_REFUSED) -> str:
    published = catalog().find_by_id(session(), card.course_id)
    _place, asked = prompts_of(published.course).get(prompt, ("", None))
    wished = _wished(prompt, next(iter(refused), ""))
    entries, has_more = entries_of(session(), card.id, person().id, wished)
    if asked is None and not entries:
        abort(404)
    href = f"/teach/{card.public_id}/reflections"
    return render_template(
        "instructor/show_shared.html",
        cohort={"name": card.name, "href": f"/teach/{card.public_id}"},
        question=asked.question_text if asked else entries[0].question,
        entries=view_entries(card, published, prompt, entries, around(), refused),
        shows_all=wished.all,
        here=f"{href}/{prompt}",
        prompts_href=href,
        next_href=_next(f"{href}/{prompt}", wished, entries[-1].learner_id) if has_more else "",
        phrases=phrases_of(session(), person().id),
        longest_phrase=LONGEST_PHRASE,
    )


def show_one(card: CohortCard, prompt: str, learner: str, refused: Mapping[str, tuple[str, str]]) -> str:
    """One answer alone, as a script swaps it in."""
    published = catalog().find_by_id(session(), card.course_id)
    entries, _more = entries_of(session(), card.id, person().id, Wished(prompt, only=learner))
    (entry,) = view_entries(card, published, prompt, entries, around(), refused) or abort(404)
    return render_template("instructor/_entry.html", entry=entry, phrases=phrases_of(session(), person().id))


def around(**more: str) -> str:
    """Which answers the page around an entry shows, as the end of an address."""
    kept = {name: value for name in ("show", "after") if (value := request.args.get(name, "")[:16])}
    return f"?{urlencode(kept | more)}" if kept or more else ""


def _wished(prompt: str, refused: str) -> Wished:
    given = request.args
    return Wished(
        prompt_id=prompt[:LONGEST_ID],
        all=given.get("show") == "all",
        after=given.get("after", "")[:16],
        with_learner=refused or given.get("with", "")[:16],
    )


def _next(here: str, wished: Wished, after: str) -> str:
    parts = {"show": "all"} if wished.all else {}
    return f"{here}?{urlencode(parts | {'after': after})}"


def _lessons(card: CohortCard, published: Published, shares: dict[str, PromptShares]) -> tuple[LessonPrompts, ...]:
    """The prompts in the order of the course, then those that it no longer has and somebody answered."""
    titles = {each.id: each.lesson.title for each in published.course.lessons}
    titles |= {WELCOME: _("Before the first lesson"), END: _("After the last lesson")}
    by_place: dict[str, list[PromptLine]] = {}
    for prompt_id, (place, prompt) in prompts_of(published.course).items():
        found = shares.pop(prompt_id, None)
        by_place.setdefault(titles.get(place, place), []).append(_line(card, prompt_id, prompt.question_text, found))
    for prompt_id, gone in shares.items():
        line = _line(card, prompt_id, gone.question, gone)
        by_place.setdefault(_("No longer in the course"), []).append(line)
    return tuple(LessonPrompts(title, tuple(lines)) for title, lines in by_place.items())


def _line(card: CohortCard, prompt_id: str, question: str, found: PromptShares | None) -> PromptLine:
    href = f"/teach/{card.public_id}/reflections/{prompt_id}"
    return PromptLine(href, question, found.shared if found else 0, found.waiting if found else 0)
