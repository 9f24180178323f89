"""A question as the rules see it: what it means, and the lines that it was written in."""

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from quizzes.body import QuestionBody
from quizzes.kinds import AnyQuestion, MultipleChoice, SingleChoice
from quizzes.question import Option
from quizzes.quiz_lines import Line
from quizzes.wording import fold
from sources.attributes import split_attributes
from sources.places import Problem, Severity

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|„[^“]*“|«[^»]*»")
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


class Asked(Struct, frozen=True):
    """A question, its lines, and the course's language, such as "en": rules about words know English only."""

    question: AnyQuestion
    body: QuestionBody
    language: str

    @property
    def is_english(self) -> bool:
        """Whether rules that know English words apply."""
        return self.language.partition("-")[0].lower() == "en"

    @property
    def options(self) -> tuple[Option, ...]:
        """The options of a choice; none for other kinds."""
        return self.question.options if isinstance(self.question, SingleChoice | MultipleChoice) else ()

    @property
    def keys(self) -> tuple[Option, ...]:
        """The right options."""
        return tuple(option for option in self.options if option.right)

    @property
    def distractors(self) -> tuple[Option, ...]:
        """The wrong options."""
        return tuple(option for option in self.options if not option.right)

    def line_of(self, option: Option) -> Line:
        """Return the line on which an option stands."""
        return self.body.options[self.options.index(option)].label

    @property
    def stem_as_written(self) -> str:
        """The stem in Markdown, without its id; signs stand where they stand in its line."""
        return split_attributes(self.body.stem.text, self.body.stem.place)[0]

    def about_stem(self, code: str, message: str, mend: str, words: str = "", *, start: int = 0) -> Problem:
        """Return a warning at these words of the stem, the first of them from `start` on."""
        return _warning(self.body.stem, code, message, mend, words, start)

    def about_option(self, option: Option, code: str, message: str, mend: str, words: str = "") -> Problem:
        """Return a warning at these words of an option."""
        return _warning(self.line_of(option), code, message, mend, words)


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded, without punctuation."""
    return _WORD.findall(fold(text))


def unquoted(text: str) -> str:
    """Return the text with quoted words blanked out: what somebody else says is not how the author writes."""
    return _QUOTED.sub(lambda match: " " * len(match[0]), text)


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a stem begin and end."""
    starts = [0, *(match.end() for match in re.finditer(r"(?<=[.!?…:])\s+", text))]
    yield from pairwise([*starts, len(text)])


def _warning(line: Line, code: str, message: str, mend: str, words: str, start: int = 0) -> Problem:
    found, written = _find(line.text, words, start)
    return Problem(line.place_of(found), code, message, mend, Severity.WARNING, written)


def _find(text: str, words: str, start: int) -> tuple[int, str]:
    """Find words as they are written in the file: other capitals, marks of emphasis between them."""
    pattern = r"[\W_]+".join(re.escape(word) for word in _WORD.findall(words))
    match = re.compile(rf"(?<![^\W_]){pattern}(?![^\W_])", re.IGNORECASE).search(text, start) if pattern else None
    return (match.start(), match[0]) if match else (0, "")
