"""The answers to the verification standard: every requirement of levels 1 and 2 once, and no test that is not there."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from config import ROOT

TEXT = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| (?P<first>\d+\.\d+\.\d+)(?:–(?P<last>\d+\.\d+\.\d+))? \| (?P<gist>[^|]+) \| (?P<answer>[^|]+) \|$",
    re.MULTILINE,
)
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
ANSWERS = ("yes", "partly", "no", "not here", "operator")

LAST_OF: Mapping[str, int] = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3,
    "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4,
    "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip
"""The last requirement of levels 1 and 2 in each section of ASVS 5.0.0; those of level 3 come after them."""


def numbers() -> Iterator[str]:
    for row in ROW.finditer(TEXT):
        section, _, first = row["first"].rpartition(".")
        last = (row["last"] or row["first"]).rpartition(".")[2]
        yield from (f"{section}.{number}" for number in range(int(first), int(last) + 1))


def test_every_requirement_of_levels_one_and_two_is_answered_once() -> None:
    wanted = Counter(f"{section}.{number}" for section, last in LAST_OF.items() for number in range(1, last + 1))

    assert wanted.total() == 253
    assert Counter(numbers()) == wanted


def test_every_answer_begins_with_one_of_five_words() -> None:
    assert [row["first"] for row in ROW.finditer(TEXT) if not row["answer"].startswith(ANSWERS)] == []


def test_every_test_that_is_named_exists() -> None:
    named = NAMED.findall(TEXT)
    missing = [
        f"{path}::{test}"
        for path, test in named
        if not (ROOT / path).exists() or (test and f"def {test}(" not in (ROOT / path).read_text(encoding="utf-8"))
    ]

    assert len(named) > 100
    assert missing == []
