"""What a mixed load adds up to, and what its browsers read."""

from random import Random

import pytest

from bench.markup import Page
from bench.processes import read_memory
from bench.sessions import read_head
from bench.tallies import SHARES, Tally, arrivals, kinds
from bench.visitors import is_picked

QUESTIONS = """
<form action="/c/questions/picked"><input type="radio" name="answer" value="a"></form>
<form action="/c/questions/typed"><input name="answer" value=""></form>
<form action="/logout"><input type="hidden" name="csrf_token" value="t"></form>
"""


def test_refusals_are_neither_served_nor_errors() -> None:
    tally = Tally()
    for status in (200, 303, 503, 500, 0, 404):
        tally.add("read", status, 1.0)

    assert (tally.asked, tally.turned_away, tally.errors, len(tally.waits)) == (6, 1, 3, 2)


def test_refused_share_is_told_for_each_kind() -> None:
    tally = Tally()
    for kind, status in (("read", 200), ("read", 503), ("read", 503), ("read", 200), ("answer", 200)):
        tally.add(kind, status, 0.1)

    assert [tally.refused_share(kind) for kind in ("read", "answer", "teach")] == [0.5, 0, 0]


def test_wait_is_of_the_served_alone() -> None:
    tally = Tally()
    for number in range(100):
        tally.add("read", 200, number / 100)
    tally.add("read", 503, 99)

    assert (tally.wait_at(0.5), tally.wait_at(0.99), Tally().wait_at(0.5)) == (0.5, 0.99, 0)


def test_arrivals_come_at_the_pace_and_in_their_order() -> None:
    times = list(arrivals(Random(1), per_second=100, seconds=50))

    assert times == sorted(times)
    assert times[-1] < 50
    assert len(times) / 50 == pytest.approx(100, rel=0.1)
    assert times == list(arrivals(Random(1), per_second=100, seconds=50))


def test_kinds_come_in_their_shares() -> None:
    asked = [kind for kind, _ in zip(kinds(Random(1)), range(10_000), strict=False)]

    for kind, share in SHARES.items():
        assert asked.count(kind) / len(asked) == pytest.approx(share, abs=0.02)


def test_only_questions_that_are_answered_by_choosing_are_asked() -> None:
    assert [form.action for form in Page(QUESTIONS).forms if is_picked(form)] == ["/c/questions/picked"]


def test_head_of_a_reply_is_read() -> None:
    head = read_head(b"HTTP/1.1 303 See Other\r\nLocation: /a\r\ncontent-length: 12\r\nConnection: close\r\n\r\n")

    assert (head.status, head.length, head.closes, head.lines[0]) == (303, 12, True, "Location: /a")


def test_memory_is_read_where_shared_pages_are_divided() -> None:
    assert read_memory("Rss:    4000 kB\nPss:    1000 kB\nPss_Anon:  1 kB\n") == 1_024_000
