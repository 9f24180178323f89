"""What stands in a learner's fields: the text saved last, and beside it what another tab or device wrote unseen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import BindParameter, Select, String, bindparam, select
from sqlalchemy.orm import Session

from course.material.catalog import Published
from course.models import Draft, ReflectionRevision
from course.reflecting.reflections import REVISION_COLUMNS, Body, Revision, body_of, digest_of, revision_of
from course.statements import read_rows


@dataclass(frozen=True, slots=True)
class Text:
    """What a learner last wrote to a prompt, and what another tab or device saved beside it."""

    body: Body
    base: int
    """The revision this text starts from: the newest one."""
    saved_at_utc: datetime
    is_draft: bool
    other: Body | None = None

    @property
    def digest(self) -> str:
        """What names this text, so that whoever goes on with it can say so."""
        return digest_of(self.body)


def _prompt_ids(prompts: int) -> list[BindParameter[str]]:
    return [bindparam(f"prompt_{number}", type_=String) for number in range(prompts)]


@cache
def _kept(prompts: int) -> Select[str, int, int, int, str, int, datetime]:
    """Every version of what was written to so many prompts; one statement for each number of them."""
    return (
        select(ReflectionRevision.prompt_key, *REVISION_COLUMNS)
        .where(
            ReflectionRevision.person_id == bindparam("person_id"),
            ReflectionRevision.course_id == bindparam("course_id"),
            ReflectionRevision.prompt_key.in_(_prompt_ids(prompts)),
        )
        .order_by(ReflectionRevision.number.desc())
    )


@cache
def _drafts(prompts: int) -> Select[str, str, int, datetime]:
    """What tabs hold for so many prompts."""
    return (
        select(Draft.prompt_key, Draft.body, Draft.base, Draft.saved_at_utc)
        .where(
            Draft.person_id == bindparam("person_id"),
            Draft.course_id == bindparam("course_id"),
            Draft.prompt_key.in_(_prompt_ids(prompts)),
        )
        .order_by(Draft.saved_at_utc.desc())
    )


def texts(session: Session, person_id: int, published: Published, prompt_ids: Iterable[str]) -> dict[str, Text]:
    """Give what a learner last wrote to each of these prompts, by prompt id."""
    ids = {f"prompt_{number}": prompt_id for number, prompt_id in enumerate(prompt_ids)}
    if not ids:
        return {}
    who = {"person_id": person_id, "course_id": published.course_id, **ids}
    kept: dict[str, list[Revision]] = {}
    for row in read_rows(session, _kept(len(ids)), who):
        kept.setdefault(row[0], []).append(revision_of(*row[1:]))
    drafts: dict[str, list[_Unsaved]] = {}
    for prompt_id, body, base, saved_at_utc in read_rows(session, _drafts(len(ids)), who):
        drafts.setdefault(prompt_id, []).append(_Unsaved(body_of(body), base, saved_at_utc))
    written = kept.keys() | drafts.keys()
    return {prompt_id: _text(kept.get(prompt_id, []), drafts.get(prompt_id, [])) for prompt_id in written}


@dataclass(frozen=True, slots=True)
class _Unsaved:
    body: Body
    base: int
    saved_at_utc: datetime


def _text(kept: list[Revision], drafts: list[_Unsaved]) -> Text:
    """Show the text saved last; beside it the newest one that was written without knowing of it."""
    base = kept[0].number if kept else 0
    seen = [revision.body for revision in kept]
    unseen = [draft for draft in drafts if draft.body not in seen]
    newest = unseen[0] if unseen else None
    if newest and (not kept or newest.saved_at_utc > kept[0].written_at_utc):
        other = _other_than(newest, unseen[1:], kept)
        return Text(newest.body, base, newest.saved_at_utc, is_draft=True, other=other)
    other = newest.body if newest else _overtaken(kept)
    return Text(kept[0].body, base, kept[0].written_at_utc, is_draft=False, other=other)


def _other_than(shown: _Unsaved, others: list[_Unsaved], kept: list[Revision]) -> Body | None:
    for other in others:
        if not _says_all_of(shown.body, other.body):
            return other.body
    if kept and shown.base < kept[0].number and not _says_all_of(shown.body, kept[0].body):
        return kept[0].body
    return None


def _overtaken(kept: list[Revision]) -> Body | None:
    """Give the revision that the newest one's writer had not seen, unless the newest says all that it said."""
    if len(kept) < 2 or kept[0].base >= kept[1].number or _says_all_of(kept[0].body, kept[1].body):
        return None
    return kept[1].body


def _says_all_of(newer: Body, older: Body) -> bool:
    # A page that is left while a save is under way sends its text once more, from the same base, and often longer.
    return all(text.strip() in newer.get(name, "") for name, text in older.items())
