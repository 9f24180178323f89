"""A plan as Markdown, and as the values that its PDF is made of."""

from collections.abc import Iterator

from web.language import _, day
from web.learner.plan_view import PlanPiece, PlanView


def markdown_of(plan: PlanView, *, name: str, written_on: str) -> str:
    """The plan in Markdown; what was typed is quoted, so that no line of it is taken for a heading or a list."""
    return "\n".join(_lines(plan, name, written_on)) + "\n"


def pdf_values(plan: PlanView, *, name: str, written_on: str) -> dict[str, object]:
    """The plan for `templates/pdf/plan.typ`: texts, and nothing that is markup."""
    return {
        "language": plan.language,
        "title": _title(plan),
        "about": _about(name, written_on),
        "sections": [
            {"title": section.title, "pieces": [_values(piece) for piece in section.pieces if piece.words]}
            for section in plan.sections
            if any(piece.words for piece in section.pieces)
        ],
        "wins_title": _("Wins"),
        "wins": [_values(piece) for piece in plan.wins if piece.words],
    }


def _lines(plan: PlanView, name: str, written_on: str) -> Iterator[str]:
    yield f"# {_title(plan)}"
    yield ""
    yield _about(name, written_on)
    for section in plan.sections:
        written = [piece for piece in section.pieces if piece.words]
        if written:
            yield ""
            yield f"## {section.title}"
        for piece in written:
            yield from _piece_lines(piece)
    if any(piece.words for piece in plan.wins):
        yield ""
        yield f"## {_('Wins')}"
        for piece in plan.wins:
            yield from _quoted(piece.words)


def _piece_lines(piece: PlanPiece) -> Iterator[str]:
    if piece.place_title:
        yield ""
        yield f"### {' '.join(piece.question.split())}"
    yield from _quoted(piece.words)
    if piece.due_on:
        yield ""
        yield _check_in_on(piece)


def _quoted(words: str) -> Iterator[str]:
    yield ""
    for line in words.splitlines():
        yield f"> {line}".rstrip()


def _values(piece: PlanPiece) -> dict[str, object]:
    return {
        "question": piece.question if piece.place_title else "",
        "lines": piece.words.splitlines(),
        "due": _check_in_on(piece) if piece.due_on else "",
    }


def _check_in_on(piece: PlanPiece) -> str:
    return _("Check-in on %(day)s") % {"day": day(piece.due_on)} if piece.due_on else ""


def _title(plan: PlanView) -> str:
    return _("My plan: %(course)s") % {"course": plan.course_title}


def _about(name: str, written_on: str) -> str:
    return f"{name}, {written_on}" if name else written_on
