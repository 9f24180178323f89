"""Random scripts of edits and answers: small courses as compiled values, changed as authors change them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from course.material.compiled import CompiledCourse, CompiledLesson, CompiledModule, CompiledQuestion
from lessons.lesson import Field, Lesson, Prompt
from quizzes.kinds import AnyQuestion, MultipleChoice, Numeric, ShortAnswer, SingleChoice, TrueFalse
from quizzes.question import Option
from tests.material.edits import replace

WORDS = ("clay", "sand", "loam", "peat")
PASS_MARKS = (1, 50, 60, 80, 100)
WEIGHTS = (1, 1, 1, 1, 2, 5)


@dataclass
class Draft:
    """A course as its author has it on the desk: lessons in order, ids that were never used before for what is new."""

    lessons: list[CompiledLesson] = field(default_factory=list)
    retired: set[str] = field(default_factory=set)
    """What was taken out since the last version."""
    _number: int = 0

    def fresh(self, word: str) -> str:
        self._number += 1
        return f"{word}-{self._number}"

    def compiled(self) -> CompiledCourse:
        half = len(self.lessons) // 2
        parts = [("early", self.lessons[:half]), ("late", self.lessons[half:])]
        modules = tuple(CompiledModule(name, name.title(), tuple(lessons)) for name, lessons in parts if lessons)
        return CompiledCourse(title="Earth", language="en", video="", channel="", welcome=(), modules=modules)

    def lesson(self, pick: int) -> int:
        return pick % len(self.lessons)

    def questions(self) -> list[tuple[int, int]]:
        """Where each question stands: number of its lesson, and number in it."""
        return [(at, index) for at, lesson in enumerate(self.lessons) for index in range(len(lesson.questions))]

    def put(self, at: int, index: int, question: AnyQuestion) -> None:
        lesson = self.lessons[at]
        changed = (*lesson.questions[:index], CompiledQuestion(question), *lesson.questions[index + 1 :])
        self.lessons[at] = replace(lesson, questions=changed)


# --------------------------------------------------------------------------------------------------- things to add


def option(option_id: str, *, right: bool = False) -> Option:
    return Option(id=option_id, label=option_id, text=option_id, right=right)


def new_question(question_id: str, pick: int) -> AnyQuestion:
    shared = {
        "id": question_id,
        "stem": f"{question_id}?",
        "stem_text": f"{question_id}?",
        "explanation": "Because.",
        "source": "",
        "weight": WEIGHTS[pick % len(WEIGHTS)],
    }
    key = WORDS[pick % 3]
    options = tuple(option(word, right=word == key) for word in WORDS[:3])
    match pick % 5:
        case 0:
            return SingleChoice(**shared, options=options)  # type: ignore[arg-type]
        case 1:
            return MultipleChoice(**shared, options=options)  # type: ignore[arg-type]
        case 2:
            return TrueFalse(**shared, right=pick % 2 == 0)  # type: ignore[arg-type]
        case 3:
            return ShortAnswer(**shared, accepted=(key,))  # type: ignore[arg-type]
        case _:
            return Numeric(**shared, value=str(pick % 4), tolerance="0", unit="")  # type: ignore[arg-type]


def new_lesson(lesson_id: str, question_ids: list[str], prompt_id: str, pick: int) -> CompiledLesson:
    fields = (Field("text", "Text"),)
    asked = Prompt(
        id=prompt_id, kind="reflect", question="P?", question_text="P?", fields=fields, required=pick % 2 == 0
    )
    prompts = (asked,) if pick % 3 == 0 else ()
    read = Lesson(id=lesson_id, title=lesson_id, blocks=(), seconds=(), words=1, minutes=1, prompts=prompts)
    questions = tuple(CompiledQuestion(new_question(each, pick + at)) for at, each in enumerate(question_ids))
    draw = 1 + pick % len(questions) if len(questions) > 1 and pick % 3 == 1 else None
    return CompiledLesson(read, questions=questions, pass_mark=PASS_MARKS[pick % len(PASS_MARKS)], draw=draw)


# ------------------------------------------------------------------------------------------------------------ edits


def add_lesson(draft: Draft, where: int, pick: int) -> None:
    questions = [draft.fresh("question") for _ in range(pick % 4)]
    made = new_lesson(draft.fresh("lesson"), questions, draft.fresh("prompt"), pick)
    draft.lessons.insert(where % (len(draft.lessons) + 1), made)


def remove_lesson(draft: Draft, where: int, pick: int) -> None:
    if len(draft.lessons) > 1:
        draft.retired.add(draft.lessons.pop(draft.lesson(where)).id)


def move_lesson(draft: Draft, where: int, pick: int) -> None:
    draft.lessons.insert(pick % len(draft.lessons), draft.lessons.pop(draft.lesson(where)))


def merge_lessons(draft: Draft, where: int, pick: int) -> None:
    """The questions and prompts of one go to the one before; its id goes."""
    if len(draft.lessons) < 2:
        return
    gone = draft.lessons.pop(max(1, draft.lesson(where)))
    at = draft.lesson(pick)
    into = draft.lessons[at]
    prompts = (*into.lesson.prompts, *gone.lesson.prompts)
    draft.lessons[at] = replace(
        into, questions=(*into.questions, *gone.questions), lesson=replace(into.lesson, prompts=prompts)
    )
    draft.retired.add(gone.id)


def rename_lesson(draft: Draft, where: int, pick: int) -> None:
    at = draft.lesson(where)
    lesson = draft.lessons[at]
    draft.lessons[at] = replace(lesson, lesson=replace(lesson.lesson, title=f"Title {pick}"))


def change_pass_mark(draft: Draft, where: int, pick: int) -> None:
    at = draft.lesson(where)
    draft.lessons[at] = replace(draft.lessons[at], pass_mark=PASS_MARKS[pick % len(PASS_MARKS)])


def change_draw(draft: Draft, where: int, pick: int) -> None:
    at = draft.lesson(where)
    lesson = draft.lessons[at]
    draft.lessons[at] = replace(lesson, draw=pick % (len(lesson.questions) + 1) or None)


def change_weight(draft: Draft, where: int, pick: int) -> None:
    _change(draft, where, lambda question: replace(question, weight=WEIGHTS[pick % len(WEIGHTS)]))


def add_question(draft: Draft, where: int, pick: int) -> None:
    at = draft.lesson(where)
    lesson = draft.lessons[at]
    made = CompiledQuestion(new_question(draft.fresh("question"), pick))
    index = pick % (len(lesson.questions) + 1)
    draft.lessons[at] = replace(lesson, questions=(*lesson.questions[:index], made, *lesson.questions[index:]))


def remove_question(draft: Draft, where: int, pick: int) -> None:
    if places := draft.questions():
        at, index = places[where % len(places)]
        _take_out(draft, at, index, retire=True)


def move_question(draft: Draft, where: int, pick: int) -> None:
    if places := draft.questions():
        placed = _take_out(draft, *places[where % len(places)])
        at = draft.lesson(pick)
        draft.lessons[at] = replace(draft.lessons[at], questions=(placed, *draft.lessons[at].questions))


def _take_out(draft: Draft, at: int, index: int, *, retire: bool = False) -> CompiledQuestion:
    lesson = draft.lessons[at]
    placed = lesson.questions[index]
    left = (*lesson.questions[:index], *lesson.questions[index + 1 :])
    # More than there are cannot be drawn: the author has to say so, or the checker does.
    draft.lessons[at] = replace(lesson, questions=left, draw=min(lesson.draw or 0, len(left)) or None)
    if retire:
        draft.retired.add(placed.question.id)
    return placed


def reword_question(draft: Draft, where: int, pick: int) -> None:
    _change(draft, where, lambda question: replace(question, explanation=f"Because {pick}."))


def change_key(draft: Draft, where: int, pick: int) -> None:
    _change(draft, where, lambda question: _other_key(question, pick))


def _other_key(question: AnyQuestion, pick: int) -> AnyQuestion:
    if isinstance(question, SingleChoice | MultipleChoice):
        key = question.options[pick % len(question.options)].id
        keys = {key} if isinstance(question, SingleChoice) or pick % 2 else {key, question.options[0].id}
        return replace(question, options=tuple(replace(each, right=each.id in keys) for each in question.options))
    if isinstance(question, TrueFalse):
        return replace(question, right=not question.right)
    if isinstance(question, ShortAnswer):
        return replace(question, accepted=(WORDS[pick % 4], *(question.accepted if pick % 2 else ())))
    return replace(question, value=str(pick % 4))


def add_option(draft: Draft, where: int, pick: int) -> None:
    def more(question: AnyQuestion) -> AnyQuestion:
        if not isinstance(question, SingleChoice | MultipleChoice):
            return question
        return replace(question, options=(option(draft.fresh("option")), *question.options))

    _change(draft, where, more)


def remove_option(draft: Draft, where: int, pick: int) -> None:
    def fewer(question: AnyQuestion) -> AnyQuestion:
        if not isinstance(question, SingleChoice | MultipleChoice) or len(question.options) < 3:
            return question
        gone = question.options[pick % len(question.options)].id
        left = [each for each in question.options if each.id != gone]
        if not any(each.right for each in left):
            left[0] = replace(left[0], right=True)
        return replace(question, options=tuple(left))

    _change(draft, where, fewer)


def reorder_options(draft: Draft, where: int, pick: int) -> None:
    def turned(question: AnyQuestion) -> AnyQuestion:
        if not isinstance(question, SingleChoice | MultipleChoice):
            return question
        return replace(question, options=question.options[::-1])

    _change(draft, where, turned)


def remove_prompt(draft: Draft, where: int, pick: int) -> None:
    at = draft.lesson(where)
    lesson = draft.lessons[at]
    draft.retired |= {prompt.id for prompt in lesson.lesson.prompts}
    draft.lessons[at] = replace(lesson, lesson=replace(lesson.lesson, prompts=()))


def require_prompt(draft: Draft, where: int, pick: int) -> None:
    at = draft.lesson(where)
    lesson = draft.lessons[at]
    prompts = tuple(replace(prompt, required=not prompt.required) for prompt in lesson.lesson.prompts)
    draft.lessons[at] = replace(lesson, lesson=replace(lesson.lesson, prompts=prompts))


def _change(draft: Draft, where: int, change: Callable[[AnyQuestion], AnyQuestion]) -> None:
    if places := draft.questions():
        at, index = places[where % len(places)]
        draft.put(at, index, change(draft.lessons[at].questions[index].question))


EDITS: Mapping[str, Callable[[Draft, int, int], None]] = {
    each.__name__: each
    for each in (
        add_lesson,
        remove_lesson,
        move_lesson,
        merge_lessons,
        rename_lesson,
        change_pass_mark,
        change_draw,
        change_weight,
        add_question,
        remove_question,
        move_question,
        reword_question,
        change_key,
        add_option,
        remove_option,
        reorder_options,
        remove_prompt,
        require_prompt,
    )
}
DELETIONS = frozenset({"remove_lesson", "remove_question", "remove_prompt"})
REDRAWING = frozenset({"merge_lessons", "change_draw", "remove_question", "move_question"})
"""What may bring questions into a draw that were there before."""


# ---------------------------------------------------------------------------------------------------------- answers


def right_answer(question: AnyQuestion) -> tuple[str, ...]:
    if isinstance(question, SingleChoice | MultipleChoice):
        return tuple(each.id for each in question.options if each.right)
    if isinstance(question, TrueFalse):
        return ("true" if question.right else "false",)
    if isinstance(question, ShortAnswer):
        return (question.accepted[0],)
    assert isinstance(question, Numeric), "the scripts ask nothing else"
    return (question.value,)


def some_answer(question: AnyQuestion, pick: int) -> tuple[str, ...]:
    """Right as often as not."""
    if pick % 2:
        return right_answer(question)
    if isinstance(question, SingleChoice | MultipleChoice):
        first = question.options[pick % len(question.options)].id
        more = question.options[(pick // 2) % len(question.options)].id
        return (first,) if isinstance(question, SingleChoice) else (first, more)
    if isinstance(question, TrueFalse):
        return ("true" if pick % 4 else "false",)
    return (WORDS[pick % 4],) if isinstance(question, ShortAnswer) else (str(pick % 4),)
