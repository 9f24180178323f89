"""What lessons are made of: the values that everything above reads."""

from msgspec import Struct

from sources.blocks import Block

WELCOME, END, PLAN = "_welcome", "_end", "_plan"
"""The places of a course that are no lessons: its two ends, and the plan, to which learners add unasked."""


class Field(Struct, frozen=True):
    """One thing to fill in of a prompt; the label is what stands before the field, such as "When I next"."""

    name: str
    label: str
    hint: str = ""


class Level(Struct, frozen=True):
    """One step of a self-rating: its number, and its words, which those between the ends may lack."""

    value: int
    label: str


class Prompt(Struct, frozen=True, kw_only=True):
    """A question about the learner's own life; `question` is safe HTML, `due_days` counts from the answer.

    `again` says where a self-rating is asked again; the second asking has an id of its own, and in `first` the id of
    the first one.
    """

    id: str
    kind: str
    question: str
    question_text: str
    fields: tuple[Field, ...]
    required: bool = False
    into: str = ""
    due_days: int | None = None
    levels: tuple[Level, ...] = ()
    again: str = ""
    first: str = ""


class Lesson(Struct, frozen=True, kw_only=True):
    """What is read in one sitting; `seconds` are the video times linked from its prose, in document order."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    seconds: tuple[int, ...]
    words: int
    minutes: int
    objective: str = ""
    aid: str = ""
    prompts: tuple[Prompt, ...] = ()


class Module(Struct, frozen=True, kw_only=True):
    """A group of lessons that stand under one heading of the article."""

    id: str
    title: str
    lessons: tuple[Lesson, ...]


class Outline(Struct, frozen=True, kw_only=True):
    """An article as a course: the welcome's blocks, then modules in the article's order."""

    title: str
    video: str
    channel: str
    welcome: tuple[Block, ...]
    modules: tuple[Module, ...]
