"""What is said about a shared text, as pages show it and browsers send it: instructors and learners alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from course.reflecting.comments import LONGEST_COMMENT, CommentText
from course.reflecting.dialogues import Said
from web.forms.work import read_fields
from web.language import _


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


def read_comment() -> str:
    return read_fields(["text"])["text"].replace("\0", "")


def refusal_of(text: str) -> str:
    """Why a comment is not taken, in a sentence; nothing for one that is."""
    if not text.strip():
        return _("Write something first; a few words will do.")
    return _("Write at most 5,000 characters.") if len(text.strip()) > LONGEST_COMMENT else ""
