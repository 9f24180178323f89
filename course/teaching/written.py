"""What many learners wrote, as one reader may see it: that it was written, how long, and what was shared with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.models import ReflectionRevision, Share, ShareReader
from course.reflecting.sharing import meant_for, readable


@dataclass(frozen=True, slots=True)
class Written:
    """How many words the newest version has, and the text that its reader was given, None where they were not."""

    words: int
    shared_body: Mapping[str, str] | None


ByPrompt = Mapping[str, Written]


def written_by(
    session: Session, course_id: int, people: Sequence[int], *, reader_id: int | None
) -> dict[int, dict[str, Written]]:
    """Give, by person and prompt, what these people wrote; without a reader no text is selected at all."""
    newest = (
        select(func.max(ReflectionRevision.id))
        .where(ReflectionRevision.person_id.in_(people), ReflectionRevision.course_id == course_id)
        .group_by(ReflectionRevision.person_id, ReflectionRevision.prompt_key)
    )
    shared = {} if reader_id is None else _shared(session, course_id, people, reader_id)
    rows = session.execute(
        select(
            ReflectionRevision.person_id,
            ReflectionRevision.prompt_key,
            ReflectionRevision.words,
            ReflectionRevision.is_written,
        ).where(ReflectionRevision.id.in_(newest))
    )
    found: dict[int, dict[str, Written]] = {}
    for person_id, prompt_id, words, is_written in rows:
        body = shared.get((person_id, prompt_id))
        if is_written or words or body:
            found.setdefault(person_id, {})[prompt_id] = Written(words, body)
    return found


def _shared(
    session: Session, course_id: int, people: Sequence[int], reader_id: int
) -> dict[tuple[int, str], dict[str, str]]:
    rows = session.execute(
        select(ReflectionRevision.person_id, ReflectionRevision.prompt_key, ReflectionRevision.body)
        .join(Share, Share.reflection_revision_id == ReflectionRevision.id)
        .join(ShareReader, ShareReader.share_id == Share.id)
        .where(
            ReflectionRevision.person_id.in_(people),
            ReflectionRevision.course_id == course_id,
            meant_for(reader_id),
            readable(),
        )
        .order_by(Share.id)
    )
    return {
        (person_id, prompt_id): msgspec.json.decode(body, type=dict[str, str]) for person_id, prompt_id, body in rows
    }
