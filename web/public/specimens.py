"""Made-up values for the page that shows every component in each of its states."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from types import MappingProxyType

from markupsafe import Markup

from course.learning.responses import LastResponse
from course.people.cohorts import CohortCard
from course.reflecting.reflections import Body
from course.reflecting.sharing import SharedWith
from course.reflecting.texts import Text
from lessons.lesson import Prompt
from lessons.lesson_file import read_lesson_file
from lessons.prompt_kinds import KINDS as PROMPT_KINDS
from quizzes.examples import EXAMPLES
from quizzes.grading import grade, key
from quizzes.kinds import AnyQuestion
from quizzes.kinds.kind import Answer
from quizzes.parsing import parse_quiz
from web.forms.questions import field_of
from web.learner.prepared import PreparedQuestion, authors_html
from web.learner.prompt_view import Work, show_prompt, view_prompt
from web.learner.question_view import show_question
from web.learner.views import NOT_REFUSED, Refusal

AT = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
ADDRESS = "/design"
SECRET = b"nothing here is anybody's"
COHORT = CohortCard(
    0, "spring", 0, "garden", "Spring", "spring", takes_in=True, is_archived=False, instructors=("Ines",)
)

# By kind: an answer that is right and one that is not, which a question without a right answer lacks.
ANSWERS: Mapping[str, tuple[Answer, ...]] = MappingProxyType(
    {
        "single": (("second",), ("first",)),
        "multiple": (("first", "third"), ("first", "second")),
        "truefalse": (("true",), ("false",)),
        "short": (("word",), ("another thing",)),
        "numeric": (("15 km",), ("51 km",)),
        "matching": (("first=one", "second=other"), ("first=one", "second=none")),
        "ordering": (("first=1", "second=2", "third=3"), ("first=2", "second=1", "third=3")),
        "cloze": (("first=a word", "second=one more"), ("first=a word", "second=nothing")),
        "scale": (("3",),),
    }
)
WRITTEN = "What one writes stands here, and stays as it was written."


@dataclass(frozen=True, slots=True)
class Specimen:
    """A component in one state."""

    state: str
    html: Markup


def questions() -> Iterator[Specimen]:
    """Every kind of question, before and after an answer."""
    numbers = count(1)
    for kind in EXAMPLES:
        yield Specimen(f"{kind}, not answered", _show(_prepare(kind, "new", next(numbers)), None))
        for state, answer in zip(("answered", "not right yet"), ANSWERS[kind], strict=False):
            prepared = _prepare(kind, state.replace(" ", "-"), next(numbers))
            credit = grade(prepared.question, answer).credit or 0.0
            yield Specimen(f"{kind}, {state}", _show(prepared, LastResponse(answer, credit, 1)))
    refusal = Refusal("Choose an answer first.")
    yield Specimen("sent without an answer", _show(_prepare("single", "blank", next(numbers)), None, refusal))


def _show(prepared: PreparedQuestion, last: LastResponse | None, refusal: Refusal = NOT_REFUSED) -> Markup:
    return show_question(prepared, "specimen", last, refusal=refusal)


def _prepare(kind: str, state: str, number: int) -> PreparedQuestion:
    own = EXAMPLES[kind].replace("name-of-the-question", f"{kind}-{state}")
    (question,) = parse_quiz(f"---\nlesson: specimen\n---\n{own}", "specimen.md").quiz.questions
    field = field_of(kind, question, SECRET)
    return PreparedQuestion(
        question=question,
        number=number,
        kind=kind,
        stem=authors_html(question.stem),
        explanation=authors_html(question.explanation),
        unit=getattr(question, "unit", ""),
        anchor="",
        field=field,
        action=ADDRESS,
        revision=1,
        video_href="",
        video_time="",
        key=_key(question, shows_key=field.shows_key),
        points=0,
    )


def _key(question: AnyQuestion, *, shows_key: bool) -> tuple[str, ...]:
    return () if shows_key else key(question)


def prompts() -> Iterator[Specimen]:
    """Every kind of prompt as it is met, and one in each state that saving and sharing bring about."""
    for kind in PROMPT_KINDS:
        yield Specimen(f"{kind}, nothing written", _show_prompt(_prompt(kind, "new")))
    reflect = _prompt("reflect", "draft")
    body = {field.name: WRITTEN for field in reflect.fields}
    saved = Text(body, base=1, saved_at_utc=AT, is_draft=False)
    yield Specimen("a draft", _show_prompt(reflect, replace(saved, is_draft=True)))
    yield Specimen("saved, and may be shared", _show_prompt(_prompt("reflect", "saved"), saved))
    shared = _prompt("reflect", "shared")
    share = SharedWith(shared.id, 1, COHORT.public_id, COHORT.name, COHORT.instructors)
    yield Specimen("shared", _show_prompt(shared, saved, shares=(share,)))
    yield Specimen("two versions", _show_prompt(_prompt("reflect", "two"), replace(saved, other=_other(body))))
    refusal = Refusal("Write something first, then save it.")
    yield Specimen("sent without a word", _show_prompt(_prompt("reflect", "blank"), refusal=refusal))


def _other(body: Body) -> Body:
    return dict.fromkeys(body, "What the other tab had.")


def _prompt(kind: str, state: str) -> Prompt:
    again = " again=_end" if PROMPT_KINDS[kind].is_asked_again else ""
    lines = "\n".join(PROMPT_KINDS[kind].example)
    block = f"```{kind} {{#{kind}-{state}{again}}}\n{lines}\n```\n"
    file = read_lesson_file(f"---\nlesson: specimen\nobjective: You see them.\n---\n\n{block}", "specimen.md")
    (prompt,) = file.prompts
    return prompt


def _show_prompt(
    prompt: Prompt,
    text: Text | None = None,
    *,
    shares: tuple[SharedWith, ...] = (),
    refusal: Refusal = NOT_REFUSED,
) -> Markup:
    view = view_prompt(
        prompt,
        # Its name in words: no two regions of a page may be called the same.
        Markup("<p>{} ({})</p>").format(prompt.question_text, prompt.id),
        ADDRESS,
        Work(text, shares=shares, cohorts=(COHORT,), refusal=refusal),
    )
    # Forms here lead back here, whatever they would be sent for elsewhere.
    addresses = dict.fromkeys(("action", "draft_action", "share_action", "take_back_action", "history_href"), ADDRESS)
    return show_prompt(replace(view, **addresses))  # type: ignore[arg-type]
