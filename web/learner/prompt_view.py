"""One prompt with what one learner wrote, as its template wants it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from course.people.cohorts import CohortCard
from course.reflecting.sharing import SharedWith
from course.reflecting.texts import Text
from lessons.lesson import Prompt
from lessons.own_pieces import OWN_KINDS
from lessons.prompts import count_words, in_words, is_blank, propose, sentence
from web.kept import Kept, keep, render_part
from web.language import today
from web.learner.views import NOT_REFUSED, DialogueView, FieldView, PromptView, ReaderView, Refusal

KEPT_PER_PROCESS = 1024


@dataclass(frozen=True, slots=True)
class Work:
    """What one learner did with one prompt."""

    text: Text | None = None
    earlier: Text | None = None
    """What they wrote when the same was asked for the first time."""
    shares: tuple[SharedWith, ...] = ()
    shares_made: int = 0
    cohorts: tuple[CohortCard, ...] = ()
    refusal: Refusal = NOT_REFUSED
    dialogues: tuple[DialogueView, ...] = ()


UNTOUCHED = Work()


def view_prompt(prompt: Prompt, question: Markup, lesson_address: str, work: Work) -> PromptView:
    """View a prompt with a learner's work; where there is none, the same view serves many."""
    proposed = {} if work.text or prompt.due_days is None else propose(prompt, today())
    if work == UNTOUCHED and not proposed:
        return _view_untouched(prompt, question, lesson_address)
    return _view(prompt, question, lesson_address, work, proposed)


@lru_cache(maxsize=KEPT_PER_PROCESS)
def _view_untouched(prompt: Prompt, question: Markup, lesson_address: str) -> PromptView:
    return _view(prompt, question, lesson_address, UNTOUCHED, {})


def _view(prompt: Prompt, question: Markup, lesson_address: str, work: Work, proposed: Mapping[str, str]) -> PromptView:
    text, earlier, refusal = work.text, work.earlier, work.refusal
    address = f"{lesson_address}/prompts/{prompt.id}"
    body = text.body if text else proposed
    base = text.base if text else 0
    was_rated = earlier is not None and not is_blank(prompt, earlier.body)
    return PromptView(
        id=prompt.id,
        kind=prompt.kind,
        question=question,
        fields=view_fields(prompt, refusal.fields or body),
        required=prompt.required,
        action=address,
        draft_action=f"{address}/draft",
        share_action=f"{address}/share",
        take_back_action=f"{address}/take-back",
        history_href=address,
        # It counts revisions and shares: what is sent again from the same state has no second effect.
        submission_key=f"{prompt.id}.{base}.{work.shares_made}",
        base=base,
        goes_on_from=text.digest if text and text.is_draft else "",
        saved_at_utc=text.saved_at_utc if text else None,
        is_draft=text.is_draft if text else False,
        words=count_words(prompt, body),
        revisions=base,
        shared_with=tuple(ReaderView(share.cohort, share.cohort_name, share.instructors) for share in work.shares),
        shared_is_current=any(share.revision == base for share in work.shares),
        # What nobody asked for is shown to nobody: there is no page where they would look for it.
        may_share_with=()
        if prompt.kind in OWN_KINDS
        else tuple(ReaderView(card.public_id, card.name, card.instructors) for card in work.cohorts),
        sentence=sentence(prompt, body) if text else "",
        levels=prompt.levels,
        is_asked_again=bool(prompt.first),
        was_rated=was_rated,
        then=earlier.body["level"] if earlier and was_rated and base else "",
        other_version=read_back(prompt, text.other) if text and text.other else "",
        error=refusal.sentence,
        dialogues=work.dialogues,
    )


def show_prompt(prompt: PromptView) -> Markup:
    """A prompt's HTML; what nobody has written in yet is the same for many, and rendered once."""
    if prompt.saved_at_utc or prompt.error:
        return Markup(render_part(_template(prompt), prompt=prompt))
    return _untouched(prompt).with_token()


@lru_cache(maxsize=KEPT_PER_PROCESS)
def _untouched(prompt: PromptView) -> Kept:
    return keep(_template(prompt), prompt=prompt)


def _template(prompt: PromptView) -> str:
    """Each kind's own, which extends the card that all have in common."""
    return f"learner/prompts/{prompt.kind}.html"


def view_fields(prompt: Prompt, body: Mapping[str, str]) -> tuple[FieldView, ...]:
    return tuple(FieldView(each.name, each.label, each.hint, body.get(each.name, "")) for each in prompt.fields)


def view_fields_read(prompt: Prompt, body: Mapping[str, str]) -> tuple[FieldView, ...]:
    """The fields of a kept version, to be read and not to be changed."""
    shown = {name: in_words(prompt, name, value) for name, value in body.items()}
    return view_fields(prompt, shown)


def read_back(prompt: Prompt, body: Mapping[str, str]) -> str:
    """What was written as one text: the kind's sentence, or its fields one after the other."""
    return sentence(prompt, body) or "\n\n".join(body.values())
