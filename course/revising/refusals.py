"""What publishing refuses: ids with people's work that would vanish, and kinds that would change under an id."""

from collections.abc import Iterable, Iterator, Set

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.material.catalog import Published, newest_questions
from course.material.compiled import CompiledCourse, course_from_bytes
from course.material.compiling import Compiled
from course.models import ContentVersion
from course.revising.differences import prompts_of, questions_of
from course.revising.wording import count
from course.revising.work import Amount, Work, read_work
from lessons.lesson import END, WELCOME, Prompt
from quizzes.kinds import kind_of
from sources.places import Place, Problem


class Refused(Exception):
    """An edit that would take something from people who are in the course; carries every problem found."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def refusals(
    session: Session, published: Published, compiled: Compiled, retired: frozenset[str]
) -> tuple[Problem, ...]:
    """Compare a course with its last version and with what people did in it; returns what keeps it from publishing."""
    work = read_work(session, published.course_id)
    found = (
        *_vanished(published, compiled.course, work, retired),
        *_other_kinds_of_questions(session, published, compiled, work),
        *_other_kinds_of_prompts(session, published, compiled, work),
    )
    return tuple(sorted(found, key=lambda problem: problem.place))


def vanished_ids(before: CompiledCourse, after: CompiledCourse) -> frozenset[str]:
    """Give the ids of lessons, questions and prompts that are no more: what can be retired."""
    return _all_ids(before) - _all_ids(after)


def not_to_retire(retired: Iterable[str], vanished: frozenset[str]) -> Problem | None:
    """Give the complaint about an id that cannot be retired, because it is still there or never was."""
    wrong = sorted(set(retired) - vanished)
    if not wrong:
        return None
    names = ", ".join(sorted(vanished)) or "none"
    message = f"No lesson, question or prompt {wrong[0]!r} is gone since the last version."
    return Problem(Place("--retire"), "nothing-to-retire", message, f"Gone are: {names}.")


def _all_ids(course: CompiledCourse) -> frozenset[str]:
    return frozenset((*course.position, *questions_of(course), *prompts_of(course)))


def _vanished(published: Published, after: CompiledCourse, work: Work, retired: frozenset[str]) -> Iterator[Problem]:
    left_questions, left_prompts = questions_of(after), prompts_of(after)
    for compiled in published.course.lessons:
        if compiled.id in retired:
            continue
        questions = {
            placed.question.id: work.responses[placed.question.id]
            for placed in compiled.questions
            if placed.question.id in work.responses.keys() - left_questions.keys() - retired
        }
        prompts = _lost(compiled.lesson.prompts, work, left_prompts.keys() | retired)
        if compiled.id in after.position:
            yield from _gone_alone(published.slug, compiled.id, questions, prompts)
        else:
            finishes = work.finishes.get(compiled.id)
            yield from _gone_with_lesson(published.slug, compiled.id, questions, prompts, finishes)
    for name, asked in ((WELCOME, published.course.welcome_prompts), (END, published.course.end_prompts)):
        yield from _gone_alone(published.slug, name, {}, _lost(asked, work, left_prompts.keys() | retired))


def _lost(prompts: Iterable[Prompt], work: Work, kept: Set[str]) -> dict[str, Amount]:
    """Give what people wrote to those of the prompts that are neither left nor let go."""
    written = work.reflections.keys() - kept
    return {prompt.id: work.reflections[prompt.id] for prompt in prompts if prompt.id in written}


def _gone_alone(
    slug: str, lesson_id: str, questions: dict[str, Amount], prompts: dict[str, Amount]
) -> Iterator[Problem]:
    for question_id, amount in questions.items():
        yield Problem(
            Place(f"{slug}/quizzes/{lesson_id}.md"),
            "question-vanished",
            f"The question {question_id!r} is gone, and {_by(amount, 'answer')} to it.",
            f"Put it back, or retire it by name: --retire {question_id}",
        )
    for prompt_id, amount in prompts.items():
        yield Problem(
            Place(f"{slug}/lessons/{lesson_id}.md"),
            "prompt-vanished",
            f"The prompt {prompt_id!r} is gone, and {_by(amount, 'text')} to it.",
            f"Put it back, or retire it by name: --retire {prompt_id}",
        )


def _gone_with_lesson(
    slug: str, lesson_id: str, questions: dict[str, Amount], prompts: dict[str, Amount], finishes: Amount | None
) -> Iterator[Problem]:
    parts = [f"{_by(amount, 'answer')} to {each}" for each, amount in questions.items()]
    parts += [f"{_by(amount, 'text')} to {each}" for each, amount in prompts.items()]
    parts += [f"{count(finishes.people, 'person has', 'people have')} finished it"] if finishes else []
    if parts:
        yield Problem(
            Place(f"{slug}/article.md"),
            "lesson-vanished",
            f"The lesson {lesson_id!r} is gone, and people have worked in it: {', '.join(parts)}.",
            "Put it back under its id (in course.toml), move its questions and prompts to another lesson, "
            f"or retire it by name: --retire {lesson_id}",
        )


def _by(amount: Amount, one: str) -> str:
    return f"{count(amount.people, 'person', 'people')} gave {count(amount.times, one)}"


def _other_kinds_of_questions(
    session: Session, published: Published, compiled: Compiled, work: Work
) -> Iterator[Problem]:
    known = newest_questions(session, published.course_id)
    for question_id, (lesson_id, placed) in questions_of(compiled.course).items():
        amount = work.responses.get(question_id)
        if amount is None or question_id not in known:
            continue
        before, after = kind_of(known[question_id]).name, kind_of(placed.question).name
        if before != after:
            place = compiled.places.get(question_id, Place(f"{published.slug}/quizzes/{lesson_id}.md"))
            what = f"The question {question_id!r} was {before} and is {after} now, and {_by(amount, 'answer')} to it."
            yield _other_kind(place, what, question_id)


def _other_kinds_of_prompts(
    session: Session, published: Published, compiled: Compiled, work: Work
) -> Iterator[Problem]:
    known = prompts_of(published.course)
    for prompt_id, (lesson_id, prompt) in prompts_of(compiled.course).items():
        amount = work.reflections.get(prompt_id)
        if amount is None:
            continue
        before = known[prompt_id][1] if prompt_id in known else _prompt_once(session, published.course_id, prompt_id)
        if before and before.kind != prompt.kind:
            place = compiled.places.get(prompt_id, Place(f"{published.slug}/lessons/{lesson_id}.md"))
            what = (
                f"The prompt {prompt_id!r} was {before.kind} and is {prompt.kind} now, and {_by(amount, 'text')} to it."
            )
            yield _other_kind(place, what, prompt_id)


def _other_kind(place: Place, what: str, old_id: str) -> Problem:
    mend = f"Give the new one an id of its own, and retire this one by name: --retire {old_id}"
    return Problem(place, "kind-changed", what, mend)


def _prompt_once(session: Session, course_id: int, prompt_id: str) -> Prompt | None:
    """Find a prompt that was retired and comes back: in the newest version that had it."""
    versions = select(ContentVersion.compiled).where(ContentVersion.course_id == course_id)
    for compiled in session.scalars(versions.order_by(ContentVersion.number.desc())):
        found = prompts_of(course_from_bytes(compiled)).get(prompt_id)
        if found:
            return found[1]
    return None
