"""An example of each kind of question, as new quiz files bring them along in a comment."""

from collections.abc import Mapping
from types import MappingProxyType

_CHOICE = """\
## A situation in which somebody has to decide. What fits best? {#name-of-the-question}
source: "words of the lesson"   at: 00:00:00

- [ ] What many would do {#first mis=name-of-the-belief}
  > Why it does not fit.
- [x] What the lesson shows {#second}
  > Why it fits.
- [ ] Something else that sounds right {#third}
  > Why it does not fit.

explain: Why the right answer is right.
"""
_MULTIPLE = """\
## Which of these belong to it? {#name-of-the-question}
kind: multiple
source: "words of the lesson"   at: 00:00:00

- [x] One part of it {#first}
  > Where the lesson says so.
- [ ] Something that is often taken for a part {#second}
  > Why it is none.
- [x] Another part of it {#third}
  > Where the lesson says so.

explain: What the right ones have in common.
"""
_TRUEFALSE = """\
## A statement that can be judged by what the lesson says. {#name-of-the-question}
kind: truefalse
source: "words of the lesson"   at: 00:00:00
= true
explain: Why it is true.
"""
_SHORT = """\
## By which word is it known? {#name-of-the-question}
kind: short
source: "words of the lesson"   at: 00:00:00
= word
= * word
explain: What the word means here.
"""
_NUMERIC = """\
## How many kilometres is it? {#name-of-the-question}
kind: numeric
source: "words of the lesson"   at: 00:00:00
= 15 ± 1 km
explain: Where the number comes from.
"""
_MATCHING = """\
## What does each of these belong to? {#name-of-the-question}
kind: matching
source: "words of the lesson"   at: 00:00:00

- A case of the one thing {#first} :: The one thing {#one}
- A case of the other thing {#second} :: The other thing {#other}
- :: Something that none of them belongs to {#none}

explain: How the two are told apart.
"""
_ORDERING = """\
## In which order are these steps taken? {#name-of-the-question}
kind: ordering
source: "words of the lesson"   at: 00:00:00

1. What comes first {#first}
2. What follows from it {#second}
3. What is left for the end {#third}

explain: Why each step needs the one before it.
"""
_CLOZE = """\
## Which words are missing from this sentence? {#name-of-the-question}
kind: cloze
source: "words of the lesson"   at: 00:00:00

A sentence with {{a word|another spelling #first}} and {{one more #second}} left out.

explain: What the two words have to do with each other.
"""
_SCALE = """\
## How well can you do this today? {#name-of-the-question}
kind: scale

1: Not yet
2:
3:
4:
5: As well as I want to

explain: There is no right answer; the lesson shows a next step for each.
"""

EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "single": _CHOICE,
        "multiple": _MULTIPLE,
        "truefalse": _TRUEFALSE,
        "short": _SHORT,
        "numeric": _NUMERIC,
        "matching": _MATCHING,
        "ordering": _ORDERING,
        "cloze": _CLOZE,
        "scale": _SCALE,
    }
)
