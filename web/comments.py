"""What is said about a shared text, as the pages of instructors and learners show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from course.reflecting.comments import CommentText
from course.reflecting.dialogues import Said


@dataclass(frozen=True, slots=True)
class CommentView:
    """One comment; `correct_action` is empty for whoever did not say it, and where nobody would read a correction."""

    id: str
    by: str
    is_mine: bool
    body: str
    said_at_utc: datetime
    is_edited: bool
    is_new: bool
    correct_action: str


@dataclass(frozen=True, slots=True)
class Field:
    """What stands in the field below, and since when the server has it."""

    text: str = ""
    saved_at_utc: datetime | None = None
    other: str = ""
    error: str = ""


def view_comments(said: Sequence[Said], correct_at: str = "") -> tuple[CommentView, ...]:
    return tuple(
        CommentView(
            id=each.id,
            by=each.by,
            is_mine=each.is_mine,
            body=each.body,
            said_at_utc=each.said_at_utc,
            is_edited=each.revisions > 1,
            is_new=each.is_new,
            correct_action=f"{correct_at}/{each.id}" if each.is_mine and correct_at else "",
        )
        for each in said
    )


def view_field(draft: CommentText | None, refused: str | None = None, error: str = "") -> Field:
    """What was refused stands in the field again; nobody types it twice."""
    if refused is not None:
        return Field(refused, error=error)
    return Field(draft.body, draft.saved_at_utc, draft.other) if draft else Field()
