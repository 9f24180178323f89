"""What was said about a learner's shared texts, as their pages show it."""

from collections.abc import Collection, Mapping
from textwrap import shorten

from course.learning.standing import Standing
from course.material.catalog import Published
from course.reflecting.comments import comment_drafts
from course.reflecting.dialogues import ALL_READ, NEW, Dialogue, dialogues_of, new_words
from course.reflecting.shared_texts import own_shared
from course.reflecting.sharing import SharedWith, shared_with
from course.revising.differences import prompts_of
from lessons.lesson import END, WELCOME
from web.comments import Field, view_comments, view_field
from web.database import session
from web.language import _
from web.learner.prepared import lesson_href
from web.learner.views import DialogueView, WordView

LONGEST_QUESTION = 90
NOT_REFUSED: Mapping[tuple[str, str], tuple[str, str]] = {}
"""By prompt and cohort: what was not taken, and why."""


def view_dialogues(
    published: Published,
    person_id: int,
    standing: Standing,
    prompt_ids: Collection[str],
    refused: Mapping[tuple[str, str], tuple[str, str]] = NOT_REFUSED,
) -> dict[str, tuple[DialogueView, ...]]:
    """The threads below these prompts; the database is asked only where the progress row says that there are some."""
    if standing.dialogue < ALL_READ:
        return {}
    course_id = published.course_id
    dialogues = dialogues_of(session(), person_id, course_id, prompt_ids)
    shared = own_shared(session(), person_id, course_id, prompt_ids)
    readers = {
        (each.prompt_id, each.cohort): each
        for each in reversed(shared_with(session(), person_id, course_id, prompt_ids))
    }
    drafts = comment_drafts(session(), person_id, [each.share_id for each in shared.values()])
    found: dict[str, list[DialogueView]] = {}
    for dialogue in dialogues:
        which = (dialogue.prompt_id, dialogue.cohort)
        text = shared.get(which)
        field = view_field(drafts.get(text.share_id) if text else None, *refused.get(which, ()))
        found.setdefault(dialogue.prompt_id, []).append(_view(published, dialogue, readers.get(which), field))
    return {prompt_id: tuple(views) for prompt_id, views in found.items()}


def _view(published: Published, dialogue: Dialogue, readers: SharedWith | None, field: Field) -> DialogueView:
    address = f"/courses/{published.slug}/dialogues/{dialogue.prompt_id}"
    action = f"{address}/{dialogue.cohort}"
    return DialogueView(
        id=f"{dialogue.prompt_id}-{dialogue.cohort}",
        cohort_name=dialogue.cohort_name,
        said=view_comments(dialogue.said, f"{action}/comments" if readers else ""),
        has_new=any(each.is_new for each in dialogue.said),
        readers=readers.instructors if readers else (),
        action=action,
        read_action=f"{address}/read",
        # It counts what the learner has said here: what is sent again from the same state is said once.
        submission_key=f"{sum(each.is_mine for each in dialogue.said)}",
        field=field,
    )


def view_words(published: Published, person_id: int, standing: Standing | None) -> tuple[WordView, ...]:
    """Who wrote what was not read yet; asked for only where the progress row says that there is something."""
    if standing is None or standing.dialogue < NEW:
        return ()
    words = new_words(session(), person_id, published.course_id)
    return tuple(
        WordView(
            by=word.by or _("An instructor"),
            question=shorten(word.prompt, LONGEST_QUESTION, placeholder=" …"),
            read_action=f"/courses/{published.slug}/dialogues/{word.prompt_id}/read",
        )
        for word in words
    )


def where_said(published: Published, prompt_id: str) -> str:
    """The place of a thread: below its prompt, or on a page of its own where the course no longer has that."""
    place, _prompt = prompts_of(published.course).get(prompt_id, ("", None))
    if not place:
        return f"/courses/{published.slug}/dialogues#p-{prompt_id}"
    page = f"/courses/{published.slug}" if place in (WELCOME, END) else lesson_href(published.slug, place)
    return f"{page}#r-{prompt_id}"
