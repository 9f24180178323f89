"""A course folder becomes one compiled value, or a list of everything that is wrong with it."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from course.material.compiled import CompiledCourse, CompiledLesson, CompiledModule, CompiledQuestion, PlanSection
from lessons.lesson import Lesson, Outline
from lessons.reading import Material, read_material
from quizzes.across import check_ids, check_stems
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


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that could be read of a course, its texts by path among it; no material where that was refused."""

    texts: Mapping[str, str]
    material: Material | None
    quizzes: tuple[ParsedQuiz, ...]
    problems: tuple[Problem, ...]

    @property
    def has_errors(self) -> bool:
        """Whether the course can be published."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def compile_folder(folder: Path) -> Compiled:
    """Compile the course in `folder`; raises MaterialError with every problem found, at least one an error."""
    gathered = gather(folder)
    if gathered.has_errors or gathered.material is None:
        raise MaterialError(*gathered.problems)
    material, quizzes = gathered.material, gathered.quizzes
    return Compiled(assemble(material, quizzes), gathered.problems, _places(material, quizzes))


def gather(folder: Path) -> Gathered:
    """Read the course in `folder`, and tell everything that is wrong with it in the order of the files."""
    problems: list[Problem] = []
    texts = _read_files(folder, problems)
    if problems:  # without all files, everything else would seem to be missing too
        return Gathered(texts, None, (), _in_order(problems))
    material = _read_material(folder.name, texts, problems)
    quizzes = _parse_quizzes(texts, problems)
    if material:
        _check_quizzes(quizzes, material.outline, problems)
        asked = {parsed.quiz.lesson for parsed in quizzes if parsed.quiz.questions} | _refused(texts, quizzes)
        problems.extend(_lessons_without_work(folder.name, material.outline, asked))
    return Gathered(texts, material, tuple(quizzes), _in_order(problems))


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
    problems.extend(_prompt_ids_twice(material))
    return material


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


def _check_quizzes(quizzes: Sequence[ParsedQuiz], outline: Outline, problems: list[Problem]) -> None:
    lessons = {lesson.id: lesson for module in outline.modules for lesson in module.lessons}
    for parsed in quizzes:
        problems.extend(parsed.warnings)
        lesson = lessons.get(parsed.quiz.lesson)
        if lesson is None:
            problems.append(_no_such_lesson(parsed, lessons))
        else:
            problems.extend(prove(parsed, lesson.blocks, lesson.seconds))
    problems.extend(check_ids(quizzes))
    problems.extend(check_stems(quizzes))


def _refused(texts: Mapping[str, str], quizzes: Sequence[ParsedQuiz]) -> set[str]:
    """The lessons whose quiz has errors: that it asks something is not in doubt."""
    read = {parsed.path for parsed in quizzes}
    return {Path(path).stem for path in texts if Path(path).parent.name == "quizzes" and path not in read}


def _lessons_without_work(slug: str, outline: Outline, asked: Container[str]) -> list[Problem]:
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
    names = ", ".join(lessons)
    return Problem(
        Place(parsed.path),
        "quiz-without-lesson",
        f"There is no lesson {parsed.quiz.lesson!r}.",
        f"Name the file after one of: {names}.",
    )


def assemble(material: Material, quizzes: Iterable[ParsedQuiz]) -> CompiledCourse:
    """Put together what was read without an error."""
    by_lesson = {parsed.quiz.lesson: parsed for parsed in quizzes}
    outline, settings = material.outline, material.settings
    return CompiledCourse(
        title=outline.title,
        language=settings.language,
        video=outline.video,
        channel=outline.channel,
        welcome=outline.welcome,
        welcome_aid=material.welcome_aid,
        welcome_prompts=material.welcome_prompts,
        end=material.end,
        end_prompts=material.end_prompts,
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
    return CompiledLesson(lesson, questions, pass_mark=parsed.quiz.pass_mark or pass_mark, draw=parsed.quiz.draw)


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.place))
