"""Lines sorted into questions; a line that nobody knows is a problem and is never shown."""

import re
from collections.abc import Iterable

from quizzes.body import Named, NumberedLine, OptionLines, QuestionBody
from quizzes.named_lines import is_named, read_named
from quizzes.quiz_lines import Line
from sources.places import Problem

_ITEM = re.compile(r"- *\[([^\]]*)\](?= |\Z)")
_ANSWER = re.compile(r"=(?!=)")
_STEP = re.compile(r"([0-9]{1,2})\.(?: |\Z)")
_LEVEL = re.compile(r"([0-9]{1,2}):(?: |\Z)")
_PAIR = re.compile(r"- *(?!-)(?=::(?: |\Z)|[^ ].* ::(?: |\Z))")
_BLANK = "{{"
_BOX = {"x": True, "X": True, " ": False}
# What would be a block in Markdown does not go on an explanation, whatever its indentation.
_BLOCK = re.compile(r"(?:[-+*]|\d{1,2}[.)])(?: |\Z)|#|[-*_]{3}|- *\[|```|~~~|\||:::|<!--")


def cut_questions(lines: Iterable[Line], problems: list[Problem]) -> tuple[QuestionBody, ...]:
    """Return the questions of a file; each begins at its `##` and takes the lines up to the next."""
    drafts: list[_Draft] = []
    for line in lines:
        if line.text.startswith("## ") and not line.indented:
            drafts.append(_Draft(line.part(3), problems))
        elif drafts:
            drafts[-1].take(line)
        else:
            mend = "Begin each question with `## ` and its stem."
            problems.append(_refusal(line, "before-first-question", "This stands before the first question", mend))
    return tuple(draft.finished() for draft in drafts)


class _Draft:
    """A question that is still taking lines; `reasons` and `explaining` say what the next line may go on."""

    def __init__(self, stem: Line, problems: list[Problem]) -> None:
        self.stem = stem
        self.problems = problems
        self.options: list[tuple[bool, Line, list[Line]]] = []
        self.answers: list[Line] = []
        self.named: dict[str, Named] = {}
        self.pairs: list[Line] = []
        self.steps: list[NumberedLine] = []
        self.levels: list[NumberedLine] = []
        self.texts: list[Line] = []
        self.explanation: list[Line] = []
        self.reasons: list[Line] | None = None
        self.explaining = False

    def finished(self) -> QuestionBody:
        named = self.named
        if "explain" in named:
            named = {**named, "explain": Named(named["explain"].name, tuple(self.explanation))}
        options = tuple(OptionLines(ticked, label, tuple(reasons)) for ticked, label, reasons in self.options)
        return QuestionBody(
            self.stem,
            options,
            tuple(self.answers),
            named,
            pairs=tuple(self.pairs),
            steps=tuple(self.steps),
            levels=tuple(self.levels),
            texts=tuple(self.texts),
        )

    def take(self, line: Line) -> None:
        if line.text.startswith(">"):
            self._take_reason(line)
        elif self.explaining and line.indented and _goes_on(line):
            self.explanation.append(line)
        else:
            self.reasons, self.explaining = None, False
            self._take_beginning(line)

    def _take_beginning(self, line: Line) -> None:
        if item := _ITEM.match(line.text):
            self._take_option(line, item)
        elif _ANSWER.match(line.text):
            self.answers.append(line.part(1))
        elif is_named(line):
            self._take_named(line)
        elif step := _STEP.match(line.text):
            self.steps.append(NumberedLine(int(step[1]), line.place, line.part(step.end())))
        elif level := _LEVEL.match(line.text):
            self.levels.append(NumberedLine(int(level[1]), line.place, line.part(level.end())))
        elif pair := _PAIR.match(line.text):
            self.pairs.append(line.part(pair.end()))
        elif _BLANK in line.text:
            self.texts.append(line)
        else:
            self.problems.append(_unknown(line))

    def _take_option(self, line: Line, item: re.Match[str]) -> None:
        if item[1] not in _BOX:
            mend = "Write `- [ ]`, or `- [x]` for a right option."
            self.problems.append(_refusal(line, "unknown-box", "This box is neither empty nor ticked", mend))
        self.reasons = []
        self.options.append((_BOX.get(item[1], False), line.part(item.end()), self.reasons))

    def _take_reason(self, line: Line) -> None:
        if self.reasons is None:
            mend = "Put it right under the option that it is the reason for."
            self.problems.append(_refusal(line, "reason-without-option", "This reason stands under no option", mend))
        else:
            self.reasons.append(line.part(1))

    def _take_named(self, line: Line) -> None:
        for named in read_named(line, self.problems):
            name = named.name.text
            if name in self.named:
                message = f"`{name}:` stands twice in one question, first in line {self.named[name].name.place.line}."
                self.problems.append(Problem(named.name.place, "name-twice", message, "Keep one of them."))
            elif name == "explain":
                self.explanation = list(named.value)
                self.explaining = True
            self.named.setdefault(name, named)


def _goes_on(line: Line) -> bool:
    begins = line.text.startswith("=") or is_named(line) or _BLOCK.match(line.text) or _LEVEL.match(line.text)
    return not begins and _BLANK not in line.text


def _unknown(line: Line) -> Problem:
    text = line.text
    if text.startswith("#"):
        mend = "Begin a question with `## ` at the beginning of the line; a quiz has no other headings."
    elif text.startswith(("-", "*", "+")):
        mend = "Write an option as `- [ ] words {#id}`, a right one as `- [x] words {#id}`, "
        mend += "a pair as `- left {#a} :: right {#b}`."
    elif text.startswith(("```", "~~~")):
        mend = "A quiz holds no code fences; write short code between single backticks."
    else:
        mend = "Write a stem or an option on one line; only an explanation goes on, over indented lines right below it."
    return _refusal(line, "unknown-line", "This line is not known in a quiz", mend)


def _refusal(line: Line, code: str, message: str, mend: str) -> Problem:
    words = line.text if len(line.text) <= 60 else f"{line.text[:60]}…"
    return Problem(line.place, code, f"{message}: {words!r}.", mend)
