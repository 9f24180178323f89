"""A plan put together: section by section what was written, the learner's own words between, and the wins."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from course.material.compiled import PlanSection
from course.reflecting.check_ins import CheckInCard
from course.reflecting.texts import Text
from lessons.lesson import END, WELCOME, Prompt
from lessons.own_pieces import FIRST, OWN_KINDS
from lessons.prompts import is_empty, sentence
from web.language import _
from web.learner.plan_place import PlanPlace
from web.learner.prepared import lesson_href

NOTHING = Markup("")
LATEST_DAY = "9999"
"""Where a win without a day stands: last."""


@dataclass(frozen=True, slots=True)
class PlanPiece:
    """One piece: what was asked, what was written, and where; `card` is its form where it is being edited."""

    id: str
    kind: str
    question: str
    words: str
    place_title: str
    place_href: str
    edit_href: str
    due_on: date | None
    is_draft: bool
    after: str
    card: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class PlanSectionView:
    """A section; `waiting` are the lessons that ask for it, for whoever has not written there yet."""

    id: str
    title: str
    pieces: tuple[PlanPiece, ...]
    waiting: tuple[tuple[str, str], ...]
    add_href: str
    adding: Markup


@dataclass(frozen=True, slots=True)
class PlanView:
    """The whole plan, as a page and as files show it."""

    course_title: str
    course_href: str
    href: str
    language: str
    sections: tuple[PlanSectionView, ...]
    wins: tuple[PlanPiece, ...]
    add_win_href: str
    adding_win: Markup
    has_pdf: bool
    is_empty: bool


def view_plan(
    place: PlanPlace,
    texts: Mapping[str, Text],
    check_ins: Sequence[CheckInCard],
    *,
    cards: Mapping[str, Markup],
    has_pdf: bool,
) -> PlanView:
    """Put a plan together; `cards` are the forms of what is being edited, by prompt id."""
    due = {card.prompt_id: card.due_on for card in check_ins if card.course_id == place.published.course_id}
    hidden = _hidden(place, texts)
    pieces = [
        _piece(place, prompt, texts[prompt.id], due.get(prompt.id), cards.get(prompt.id, NOTHING))
        for prompt in place.prompts
        if prompt.id in texts and prompt.id not in hidden
    ]
    shown = [piece for piece in pieces if piece.words or piece.card]
    into = {prompt.id: prompt.into for prompt in place.prompts}
    wins = sorted((piece for piece in shown if piece.kind == "win"), key=lambda win: _day_of(texts[win.id]))
    new_win = place.next_win.id
    return PlanView(
        course_title=place.title,
        course_href=f"/courses/{place.published.slug}",
        href=place.href,
        language=place.published.course.language,
        sections=tuple(
            _section(place, section, [each for each in shown if into[each.id] == section.id], texts, cards)
            for section in place.sections
        ),
        wins=tuple(each for each in wins if each.id != new_win),
        add_win_href=f"{place.href}?edit={new_win}#r-{new_win}",
        adding_win=cards.get(new_win, NOTHING),
        has_pdf=has_pdf,
        is_empty=not any(piece.words for piece in shown),
    )


def _section(
    place: PlanPlace,
    section: PlanSection,
    pieces: Iterable[PlanPiece],
    texts: Mapping[str, Text],
    cards: Mapping[str, Markup],
) -> PlanSectionView:
    new = place.next_addition(section.id).id
    asked = (prompt for _where, prompt in place.asked.values() if prompt.into == section.id and not prompt.first)
    waiting: dict[str, str] = {}
    for title, href in (_place_of(place, prompt) for prompt in asked if prompt.id not in texts):
        waiting.setdefault(title, href)  # one way there is enough for a lesson that asks twice
    return PlanSectionView(
        id=section.id,
        title=section.title,
        pieces=tuple(_in_order([piece for piece in pieces if piece.id != new])),
        waiting=tuple(waiting.items()),
        add_href=f"{place.href}?edit={new}#r-{new}",
        adding=cards.get(new, NOTHING),
    )


def _in_order(pieces: Sequence[PlanPiece]) -> Iterable[PlanPiece]:
    """What the course asked in its order, own words where their writer put them, at the end unless said."""
    asked = [piece for piece in pieces if piece.kind != "addition"]
    own = [piece for piece in pieces if piece.kind == "addition"]
    known = {piece.id for piece in asked}
    yield from (piece for piece in own if piece.after == FIRST)
    for piece in asked:
        yield piece
        yield from (each for each in own if each.after == piece.id)
    yield from (piece for piece in own if piece.after != FIRST and piece.after not in known)


def _piece(place: PlanPlace, prompt: Prompt, text: Text, due_on: date | None, card: Markup) -> PlanPiece:
    title, href = ("", "") if prompt.kind in OWN_KINDS else _place_of(place, prompt)
    return PlanPiece(
        id=prompt.id,
        kind=prompt.kind,
        question=prompt.question_text,
        words=read_back(prompt, text),
        place_title=title,
        place_href=href,
        edit_href=f"{place.href}?edit={prompt.id}#r-{prompt.id}",
        due_on=due_on,
        is_draft=text.is_draft,
        after=text.body.get("after", ""),
        card=card,
    )


def read_back(prompt: Prompt, text: Text) -> str:
    """What was written, as its kind reads it; what is only half written as it stands."""
    if is_empty(prompt, text.body):
        return ""
    return sentence(prompt, text.body) or "\n\n".join(each.strip() for each in text.body.values() if each.strip())


def _place_of(place: PlanPlace, prompt: Prompt) -> tuple[str, str]:
    where, _prompt = place.asked[prompt.id]
    if where in (WELCOME, END):
        return _("the course’s page"), f"/courses/{place.published.slug}#r-{prompt.id}"
    lesson = place.published.course.lesson(where)
    return (lesson.lesson.title if lesson else where), f"{lesson_href(place.published.slug, where)}#r-{prompt.id}"


def _hidden(place: PlanPlace, texts: Mapping[str, Text]) -> set[str]:
    """Ratings that are asked again now: the plan does not tell the earlier one before the new one is in."""
    prompts = [prompt for _where, prompt in place.asked.values() if prompt.first]
    return {each.first for each in prompts if each.id not in texts or not texts[each.id].base}


def _day_of(text: Text) -> str:
    return text.body.get("day", "").strip() or LATEST_DAY
