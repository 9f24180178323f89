"""What every question has, whatever its kind."""

from msgspec import Struct


class Option(Struct, frozen=True, kw_only=True):
    """One choice; `label` and `reason` are safe inline HTML, `misconception` names the belief it stands for."""

    id: str
    label: str
    text: str
    right: bool
    reason: str = ""
    misconception: str = ""


class Question(Struct, frozen=True, kw_only=True, tag_field="kind"):
    """A stem with its explanation (safe HTML) and the words and second of the source that prove it."""

    id: str
    stem: str
    stem_text: str
    explanation: str
    source: str
    at: int | None = None
    after: str = ""
    recall: bool = False
    """Whether the options stay hidden until the learner says that they have an answer."""
    confidence: bool = False
    """Whether the learner is asked how sure they are."""
    weight: int = 1
    """How much it counts towards its lesson's pass mark."""
