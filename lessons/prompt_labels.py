"""The author's words before a field, and what was written behind them read as a sentence."""

import re
from collections.abc import Mapping

from lessons.lesson import Field, Prompt

# `When I next … (a hint)`: the words before the gap are the label, those in brackets after it the hint.
GAP = re.compile(r"(?P<label>.*?)\s*(?:…|\.\.\.)\s*(?:\((?P<hint>.*)\))?\s*$")


def read_field(name: str, words: str) -> Field:
    """Return a field with the label, and the hint if there is one, that an author wrote as `label … (hint)`."""
    match = GAP.match(words)
    return Field(name=name, label=words.strip()) if match is None else Field(name, match["label"], match["hint"] or "")


def clause(field: Field, value: str) -> str:
    """Join label and value; whoever typed the label again does not read it twice."""
    words = " ".join(value.split()).rstrip(".,;:")
    if words.casefold().startswith(field.label.casefold()):
        words = words[len(field.label) :].lstrip(" …")
    return f"{field.label} {words}".strip()


def sentences(prompt: Prompt, values: Mapping[str, str]) -> str:
    """Return what was written in each field as a sentence of its own, those left empty passed over."""
    written = [(field, values.get(field.name, "")) for field in prompt.fields]
    return " ".join(f"{clause(field, text)}." for field, text in written if text.strip())
