"""The first text of a quiz file: what its lesson says, ready to be quoted, and an example of each kind, as comments."""

from collections.abc import Iterable

from quizzes.examples import EXAMPLES
from quizzes.times import write_time
from sources.comments import CLOSING


def quiz_text(lesson_id: str, title: str, sentences: Iterable[tuple[str, tuple[int, ...]]]) -> str:
    """Return a quiz file without questions yet; `sentences` are words of the lesson with the seconds linked in them."""
    material = "\n".join(_quotation(text, seconds) for text, seconds in sentences)
    examples = "\n".join(EXAMPLES.values())
    return f"""\
---
lesson: {lesson_id}
---
<!--
No question is asked yet. Write them below the comments, or take examples out of them; nobody is shown a comment.
In the head above, `draw: 4` would ask each learner four of the questions, drawn for them; `pass: 60` sets another
pass mark. In a question, a line `weight: 2` counts it twice.
What “{_harmless(title)}” says, each sentence ready to stand in a question:

{material}
-->

<!--
One example of each kind of question:

{examples}-->
"""


def _quotation(text: str, seconds: tuple[int, ...]) -> str:
    at = f"   at: {write_time(seconds[0])}" if seconds else ""
    return f'source: "{_harmless(text)}"{at}'


def _harmless(text: str) -> str:
    """Return words that cannot end the comment they stand in."""
    return text.replace(CLOSING, "-- >")
