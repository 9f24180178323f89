"""Of a take-out: what was said about what one shared, and what one said oneself."""

from collections.abc import Iterator

from sqlalchemy import or_, select

from course.leaving.take_out.section import Row, Section, Taking, in_line, quoted
from course.models import (
    Cohort,
    Comment,
    CommentDraft,
    CommentRead,
    CommentRevision,
    Person,
    ReflectionRevision,
    SavedPhrase,
    Share,
)


def words(taking: Taking) -> Iterator[Row]:
    """Yield every version of every word about one's own texts, and of one's own words about others', not whose."""
    me = taking.person_id
    rows = select(
        ReflectionRevision.course_id,
        ReflectionRevision.prompt_key,
        ReflectionRevision.prompt,
        Cohort.name,
        Comment.person_id == me,
        Person.name,
        CommentRevision.number,
        CommentRevision.body,
        CommentRevision.written_at_utc,
        CommentRead.read_at_utc,
    )
    about = (
        rows.join(Comment, Comment.id == CommentRevision.comment_id)
        .join(Share, Share.id == Comment.share_id)
        .join(ReflectionRevision, ReflectionRevision.id == Share.reflection_revision_id)
        .join(Cohort, Cohort.id == Share.cohort_id)
        .join(Person, Person.id == Comment.person_id)
        .outerjoin(CommentRead, (CommentRead.comment_id == Comment.id) & (CommentRead.person_id == me))
        .where(or_(ReflectionRevision.person_id == me, Comment.person_id == me))
        .order_by(ReflectionRevision.course_id, Comment.id, CommentRevision.number)
    )
    for course_id, prompt_id, asked, cohort, is_mine, name, number, body, written_at_utc, read_at_utc in taking.stream(
        about
    ):
        yield {
            **taking.of_course(course_id),
            "prompt": prompt_id,
            "asked": asked,
            "cohort": cohort,
            "by": "me" if is_mine else name,
            "version": number,
            "written_at": written_at_utc,
            "read_at": read_at_utc,
            "text": body,
        }


def drafts(taking: Taking) -> Iterator[Row]:
    """Yield what stands in a field below a shared text."""
    mine = (
        select(
            ReflectionRevision.course_id, ReflectionRevision.prompt_key, CommentDraft.saved_at_utc, CommentDraft.body
        )
        .join(Share, Share.id == CommentDraft.share_id)
        .join(ReflectionRevision, ReflectionRevision.id == Share.reflection_revision_id)
        .where(CommentDraft.person_id == taking.person_id)
        .order_by(ReflectionRevision.course_id, CommentDraft.saved_at_utc)
    )
    for course_id, prompt_id, saved_at_utc, body in taking.stream(mine):
        yield {**taking.of_course(course_id), "prompt": prompt_id, "saved_at": saved_at_utc, "text": body}


def phrases(taking: Taking) -> Iterator[Row]:
    """Yield the phrases that one keeps."""
    mine = select(SavedPhrase.words, SavedPhrase.saved_at_utc).where(SavedPhrase.person_id == taking.person_id)
    for phrase, saved_at_utc in taking.session.execute(mine.order_by(SavedPhrase.id)):
        yield {"words": phrase, "saved_at": saved_at_utc}


def _show_word(row: Row) -> Iterator[str]:
    yield ""
    if row["version"] == 1:
        yield f"### {in_line(row['asked'])}"
        yield ""
    edited = "" if row["version"] == 1 else f", version {row['version']}"
    yield f"{in_line(row['by'])}, {in_line(row['written_at'])}{edited}:"
    yield ""
    yield from quoted(str(row["text"]))


def _show_draft(row: Row) -> Iterator[str]:
    yield ""
    yield f"### {row['prompt']}, {in_line(row['saved_at'])}"
    yield ""
    yield from quoted(str(row["text"]))


SECTIONS = (
    Section("words", "What was said about what you shared", ("comment.person_id",), words, _show_word),
    Section("words_unsent", "What you began to say", ("comment_draft.person_id",), drafts, _show_draft),
    Section("phrases", "Phrases you saved", ("saved_phrase.person_id",), phrases),
)
