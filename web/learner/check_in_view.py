"""Check-ins as their templates want them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from course.material.catalog import Published
from course.reflecting.check_ins import CheckInCard, say_set_out
from course.revising.differences import prompts_of
from lessons.lesson import END, WELCOME, Prompt
from lessons.prompts import propose
from web.database import catalog, session
from web.language import today
from web.learner.prepared import lesson_href
from web.learner.prompt_view import view_fields
from web.learner.views import FieldView, Refusal

NOT_REFUSED = Refusal()


@dataclass(frozen=True, slots=True)
class CheckInView:
    """A check-in; `outcome` is empty until it is answered, `fields` are for a new plan."""

    id: str
    action: str
    submission_key: str
    base: int
    question: str
    set_out: str
    course_title: str
    href: str
    due_on: date
    is_today: bool
    fields: tuple[FieldView, ...]
    day_field: str
    outcome: str
    obstacle: str
    answered_at_utc: datetime | None
    error: str


def view_check_ins(
    cards: Iterable[CheckInCard], *, refused: str = "", refusal: Refusal = NOT_REFUSED
) -> tuple[CheckInView, ...]:
    """Each card; `refusal` belongs to the one whose public id is `refused`."""
    return tuple(_view(card, refusal if card.public_id == refused else NOT_REFUSED) for card in cards)


def find_asked(card: CheckInCard) -> tuple[Published, Prompt | None]:
    """The course of a check-in, and its prompt, None where the course asks it no more."""
    published = catalog().find_by_id(session(), card.course_id)
    _place, prompt = prompts_of(published.course).get(card.prompt_id, ("", None))
    return published, prompt


def _view(card: CheckInCard, refusal: Refusal) -> CheckInView:
    published, prompt = find_asked(card)
    proposed = refusal.fields or (propose(prompt, today()) if prompt else {})
    return CheckInView(
        id=card.public_id,
        action=f"/checkins/{card.public_id}",
        # A new plan makes a further version: what is sent again from the same state has no second effect.
        submission_key=f"{card.public_id}.{card.base}",
        base=card.base,
        question=card.question,
        set_out=say_set_out(card.body, prompt),
        course_title=published.course.title,
        href=_href(published, card),
        due_on=card.due_on,
        is_today=card.due_on == today(),
        fields=view_fields(prompt, proposed) if prompt else (),
        day_field="when" if prompt and prompt.kind == "commit" else "",
        outcome=refusal.given[0] if refusal.given else card.outcome,
        obstacle=refusal.given[1] if refusal.given else card.obstacle,
        answered_at_utc=card.answered_at_utc,
        error=refusal.sentence,
    )


def _href(published: Published, card: CheckInCard) -> str:
    course = f"/courses/{published.slug}"
    if card.lesson_id in (WELCOME, END):
        return f"{course}#r-{card.prompt_id}"
    is_there = published.course.lesson(card.lesson_id) is not None
    return f"{lesson_href(published.slug, card.lesson_id)}#r-{card.prompt_id}" if is_there else course
