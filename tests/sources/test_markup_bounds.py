"""Texts that made Markdown hang or overflow: each is rendered in time or refused in a sentence."""

from collections.abc import Callable
from contextlib import suppress
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.markup import MOST_CHARACTERS, to_html, to_inline_html
from sources.places import MaterialError, Place

MANY = 20_000
PATHOLOGICAL = {
    "brackets": "[" * MANY,
    "links": "[a](" * MANY,
    "few links": "[a](" * 1_400,
    "images": "![a](" * MANY,
    "stars": "*a **b " * MANY,
    "few stars": "*a **b " * 700,
    "mixed emphasis": "*a_b*_" * 1_400,
    "underscores": "_a __b " * 450,
    "angles": "<" * MANY,
    "open tags": '<a href="' * 15_000,
    "deep tags": "<div>" * MANY,
    "open bold": "<b>" * MANY,
    "comments": "<!--" * MANY,
    "scripts": "<script>" * 15_000,
    "ticks": "`a" * MANY,
    "fences": "\n".join("`" * (3 + number % 50) + "x" for number in range(MANY)),
    "quotes": ">" * MANY + " a",
    "growing quotes": "\n".join(">" * depth + " a" for depth in range(1, 250)),
    "deep lists": "\n".join("  " * depth + "* a" for depth in range(300)),
    "one line lists": "* " * MANY,
    "list in quote in list": "> * > * > * a\n" * 500,
    "pipes": "|" * MANY,
    "wide table": "a|b\n-|-\n" + "|".join("x" * 5_000),
    "hashes": "#" * MANY,
    "blanks": " " * 100_000 + "a",
    "tabs": "\t" * 50_000 + "a",
    "dollars": "$a" * MANY,
    "backslashes": "\\" * MANY,
    "entities": "&#" * MANY,
    "references": "[a]: http://x\n" * 3_000 + "[a] " * 2_000,
    "footnotes": "".join(f"[^{n}]" for n in range(1_000)) + "\n\n" + "\n".join(f"[^{n}]: a" for n in range(1_000)),
    "repeated footnotes": "[^1]: a\n\n[^1] " * 20_000,
    "thousand references": "[^1] " * 1_900 + "\n\n[^1]: a",
    "callouts": "> [!info] a\n" * 10_000,
    "one long line": "word " * 60_000,
}


@pytest.mark.parametrize("name", PATHOLOGICAL)
@pytest.mark.parametrize("render", [to_html, to_inline_html])
def test_pathological_texts_are_rendered_in_time_or_refused(name: str, render: Callable[..., str]) -> None:
    started = process_time()
    with suppress(MaterialError):
        render(PATHOLOGICAL[name])

    assert process_time() - started < 8  # a machine under load may take several times the usual second


@pytest.mark.parametrize("name", ["brackets", "deep tags", "stars"])
def test_a_refusal_tells_its_place_and_what_to_do(name: str) -> None:
    with pytest.raises(MaterialError) as refusal:
        to_html(PATHOLOGICAL[name], place=Place("a.md", 3))

    (problem,) = refusal.value.problems
    assert problem.place == Place("a.md", 3)
    assert problem.mend


def test_a_text_above_the_bound_is_refused_in_a_sentence() -> None:
    with pytest.raises(MaterialError, match="more than 400,000 characters"):
        to_html("a" * (MOST_CHARACTERS + 1))


@given(st.text(alphabet="ab *_`~<>[]()!|#-+=$\\&;:.0123^\n\t{}\"'\ue000\ue001", max_size=200))
def test_nothing_but_a_refusal_is_raised(text: str) -> None:
    for render in (to_html, to_inline_html):
        with suppress(MaterialError):
            assert isinstance(render(text), str)
