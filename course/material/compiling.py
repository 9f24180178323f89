"""A course folder becomes one compiled value, or a list of everything that is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from course.material.compiled import CompiledCourse, CompiledLesson, CompiledModule, CompiledQuestion, PlanSection
from lessons.lesson import Lesson, Outline
from lessons.reading import END, WELCOME, Material, read_material
from quizzes.evidence import after_anchor, anchor_of, prove
from quizzes.parsing import ParsedQuiz, parse_quiz
from sources.files import read_text
from sources.places import MaterialError, Place, Problem, Severity


@dataclass(frozen=True, slots=True)
class Compiled:
    """A course that can be published, and what its author may want to look at."""

    course: CompiledCourse
    problems: tuple[Problem, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where each question and prompt stands, by its id."""


def compile_folder(folder: Path) -> Compiled:
    """Compile the course in `folder`; raises MaterialError with every problem found, at least one an error."""
    problems: list[Problem] = []
    files = _read_files(folder, problems)
    _raise_errors(problems)  # without all files, everything else would seem to be missing too
    material = _read_material(folder.name, files, problems)
    quizzes = _parse_quizzes(files, problems)
    if material:
        _check_quizzes(quizzes, material.outline, problems)
        problems.extend(_lessons_without_work(folder.name, material.outline, quizzes))
    _raise_errors(problems)
    if material is None:
        raise MaterialError(*problems)
    by_place = tuple(sorted(problems, key=lambda problem: problem.place))
    return Compiled(_assemble(material, quizzes), by_place, _places(material, quizzes))


def _places(material: Material, quizzes: Iterable[ParsedQuiz]) -> dict[str, Place]:
    prompts = {prompt_id: place for (_lesson_id, prompt_id), place in material.places.items()}
    return prompts | {question_id: place for parsed in quizzes for question_id, place in parsed.places.items()}


def _read_files(folder: Path, problems: list[Problem]) -> dict[str, str]:
    """Read every text of a course, by its path as authors see it: from the course's folder on."""
    paths = [folder / "article.md", *sorted(folder.glob("course.toml")), *_texts_in(folder, "lessons", "quizzes")]
    texts: dict[str, str] = {}
    for path in paths:
        shown_as = path.relative_to(folder.parent).as_posix()
        try:
            texts[shown_as] = read_text(path, shown_as=shown_as)
        except MaterialError as error:
            problems.extend(error.problems)
    return texts


def _texts_in(folder: Path, *names: str) -> list[Path]:
    return [path for name in names for path in sorted((folder / name).glob("*.md"))]


def _read_material(slug: str, files: Mapping[str, str], problems: list[Problem]) -> Material | None:
    lesson_files = {Path(path).stem: text for path, text in files.items() if Path(path).parent.name == "lessons"}
    try:
        material = read_material(slug, files[f"{slug}/article.md"], files.get(f"{slug}/course.toml"), lesson_files)
    except MaterialError as error:
        problems.extend(error.problems)
        return None
    problems.extend(material.problems)
    problems.extend(_prompts_outside_lessons(material))
    problems.extend(_prompt_ids_twice(material))
    return material


def _prompts_outside_lessons(material: Material) -> list[Problem]:
    """The welcome and the end are read; what is answered belongs to a lesson, whose completion it counts for."""
    mend = "Move it to the file of a lesson."
    return [
        Problem(place, "prompt-outside-lesson", f"The prompt {prompt!r} stands in no lesson.", mend)
        for (name, prompt), place in material.places.items()
        if name in (WELCOME, END)
    ]


def _prompt_ids_twice(material: Material) -> list[Problem]:
    """What is written is filed under its prompt's id: two prompts of one id would share their texts."""
    first_places: dict[str, Place] = {}
    problems = []
    for (_lesson_id, prompt_id), place in material.places.items():
        earlier = first_places.setdefault(prompt_id, place)
        if earlier != place:
            message = f"The id {prompt_id!r} stands at {earlier} already."
            problems.append(Problem(place, "prompt-id-twice", message, "Give this prompt an id of its own."))
    return problems


def _parse_quizzes(files: Mapping[str, str], problems: list[Problem]) -> list[ParsedQuiz]:
    quizzes = []
    for path, text in files.items():
        if Path(path).parent.name == "quizzes":
            try:
                quizzes.append(parse_quiz(text, path))
            except MaterialError as error:
                problems.extend(error.problems)
    return quizzes


def _check_quizzes(quizzes: Iterable[ParsedQuiz], outline: Outline, problems: list[Problem]) -> None:
    lessons = {lesson.id: lesson for module in outline.modules for lesson in module.lessons}
    first_places: dict[str, Place] = {}
    for parsed in quizzes:
        problems.extend(parsed.warnings)
        lesson = lessons.get(parsed.quiz.lesson)
        if lesson is None:
            problems.append(_no_such_lesson(parsed, lessons))
        else:
            problems.extend(prove(parsed, lesson.blocks, lesson.seconds))
        for question_id, place in parsed.places.items():
            earlier = first_places.setdefault(question_id, place)
            if earlier != place:
                problems.append(_id_twice(question_id, place, earlier))


def _lessons_without_work(slug: str, outline: Outline, quizzes: Iterable[ParsedQuiz]) -> list[Problem]:
    asked = {parsed.quiz.lesson for parsed in quizzes}
    return [
        Problem(
            Place(f"{slug}/quizzes/{lesson.id}.md"),
            "lesson-without-work",
            f"The lesson {lesson.title!r} has no question and no required prompt: a button completes it.",
            "Write its questions into this file; people learn by answering.",
            Severity.WARNING,
        )
        for module in outline.modules
        for lesson in module.lessons
        if lesson.id not in asked and not any(prompt.required for prompt in lesson.prompts)
    ]


def _no_such_lesson(parsed: ParsedQuiz, lessons: Mapping[str, Lesson]) -> Problem:
    place = min(parsed.places.values())
    names = ", ".join(lessons)
    return Problem(
        Place(place.path),
        "quiz-without-lesson",
        f"There is no lesson {parsed.quiz.lesson!r}.",
        f"Name the file after one of: {names}.",
    )


def _id_twice(question_id: str, place: Place, earlier: Place) -> Problem:
    message = f"The id {question_id!r} stands at {earlier} already."
    return Problem(place, "question-id-twice", message, "Give this question an id of its own.")


def _assemble(material: Material, quizzes: Iterable[ParsedQuiz]) -> CompiledCourse:
    by_lesson = {parsed.quiz.lesson: parsed for parsed in quizzes}
    outline, settings = material.outline, material.settings
    return CompiledCourse(
        title=outline.title,
        language=settings.language,
        video=outline.video,
        channel=outline.channel,
        welcome=outline.welcome,
        welcome_aid=material.welcome_aid,
        end=material.end,
        modules=tuple(
            CompiledModule(
                module.id,
                module.title,
                tuple(_lesson(lesson, by_lesson.get(lesson.id), settings.pass_mark) for lesson in module.lessons),
            )
            for module in outline.modules
        ),
        plan=tuple(PlanSection(section.id, section.title) for section in settings.plan),
    )


def _lesson(lesson: Lesson, parsed: ParsedQuiz | None, pass_mark: int) -> CompiledLesson:
    if parsed is None:
        return CompiledLesson(lesson, questions=(), pass_mark=pass_mark)
    questions = tuple(
        CompiledQuestion(
            question,
            source_anchor=anchor_of(question, lesson.blocks),
            after_anchor=after_anchor(question, lesson.blocks),
        )
        for question in parsed.quiz.questions
    )
    return CompiledLesson(lesson, questions, pass_mark=parsed.quiz.pass_mark or pass_mark)


def _raise_errors(problems: Iterable[Problem]) -> None:
    """Stop where there is an error, and tell everything found so far in the order of the files."""
    found = sorted(problems, key=lambda problem: problem.place)
    if any(problem.severity is Severity.ERROR for problem in found):
        raise MaterialError(*found)
