from typing import Any

import pytest

from lessons.article import read_article
from lessons.article_lines import Line
from lessons.timestamps import clock_time, find_timestamps, read_time
from sources.places import Place

HEAD = "---\ntitle: A\nvideoId: -RdOwhmqP5s\n---\n"


def time(data: str, label: str | None = None) -> str:
    return f'<a class="yt-timestamp" data-t="{data}">[{data if label is None else label}]</a>'


def read(body: str, head: str = HEAD) -> Any:
    article = read_article(head + body, "a/article.md")
    text = "\n".join(line.text for line in article.lines)
    problems = [problem for problem in article.problems if not problem.code.startswith("wikilink")]
    return text, problems


def link(second: int, label: str) -> str:
    href = f"https://www.youtube.com/watch?v=-RdOwhmqP5s&amp;t={second}s"
    return f'<a class="yt-timestamp" href="{href}" data-t="{second}">{label}</a>'


@pytest.mark.parametrize(
    ("data", "second", "label"),
    [("00:07:14", 434, "7:14"), ("00:00:09", 9, "0:09"), ("01:02:03", 3723, "1:02:03"), ("1:27:10", 5230, "1:27:10")],
)
def test_a_time_becomes_a_link_to_its_second(data: str, second: int, label: str) -> None:
    text, problems = read(f"Words {time(data)}.")

    assert text == f"Words {link(second, label)}."
    assert problems == []


@pytest.mark.parametrize(
    "data",
    [
        "41:50",
        "0:51:00",
        "01:00:17:51",
        "00:18:58]",
        "05:4:00",
        "HH:00:00",
        "2241",
        "https://example.org",
        "",
        "٠٠:٠٧:١٤",
    ],
)
def test_a_malformed_time_stays_plain_text_and_is_reported(data: str) -> None:
    text, problems = read(f"One.\n\nWords {time(data, 'label')}.")

    assert text.endswith('Words <span class="yt-time">label</span>.')
    assert [(problem.code, problem.place) for problem in problems] == [("time-malformed", Place("a/article.md", 7, 7))]


@pytest.mark.parametrize("data", ["00:60:00", "00:07:61", "12:00:01", "99:00:01"])
def test_a_time_out_of_range_stays_plain_text(data: str) -> None:
    text, problems = read(f"Words {time(data)}.")

    assert text == f'Words <span class="yt-time">{data}</span>.'
    assert [problem.code for problem in problems] == ["time-out-of-range"]


def test_minutes_in_the_hours_place_are_seen_from_the_whole_article() -> None:
    text, problems = read(" ".join(time(data) for data in ("18:11:00", "1:26:00", "1:27:10", "00:05:07", "00:05:08")))

    assert text == " ".join(
        [
            '<span class="yt-time">18:11:00</span>',
            '<span class="yt-time">1:26:00</span>',
            link(5230, "1:27:10"),
            link(307, "5:07"),
            link(308, "5:08"),
        ]
    )
    assert [problem.code for problem in problems] == ["time-in-wrong-slot"] * 2


def test_where_most_times_are_shifted_the_early_round_ones_are_not_linked_either() -> None:
    text, problems = read(" ".join(time(data) for data in ("02:19:00", "04:16:00", "00:24:00", "02:16:18", "00:05:07")))

    assert text.count("<span") == 4
    assert link(307, "5:07") in text
    assert len(problems) == 4


def test_one_round_hour_is_chance() -> None:
    text, problems = read(" ".join(time(data) for data in ("01:10:00", "01:12:03", "00:05:00", "00:06:10")))

    assert text.count("<a ") == 4
    assert problems == []


def test_labels_that_say_something_else_are_reported() -> None:
    text, problems = read(f"{time('00:07:14', '00:07:15')} {time('00:07:14', '')} {time('00:07:14', '7:14')}")

    assert text == " ".join([link(434, "7:14")] * 3)
    assert [problem.code for problem in problems] == ["time-label-differs", "time-label-empty"]


def test_code_is_left_alone() -> None:
    body = f"`{time('00:07:14')}`\n\n```\n{time('00:07:14')}\n```"

    assert read(body) == (body, [])


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (
            '<a class="yt-timestamp" data-t="00:07:14>[00:07:14]</a>. More "words".',
            link(434, "7:14") + '. More "words".',
        ),
        ('<a class="yt-timestamp" data-t="00:07:14">[00:07:14]. More.', link(434, "7:14") + ". More."),
        ('<a class="yt-timestamp" data-30:50:00>[30:50:00]</a>.', '<span class="yt-time">30:50:00</span>.'),
        ('<a class="yt-timestamp" data-t="00:07:14" More words', " More words"),
        ("<a class='yt-timestamp' data-t='00:07:14'>[00:07:14]</a>", link(434, "7:14")),
    ],
)
def test_broken_tags_swallow_no_words(body: str, shown: str) -> None:
    text, _ = read(body)

    assert text.strip() == shown.strip()


def test_without_a_video_every_time_is_plain_text() -> None:
    text, problems = read(time("00:07:14"), head="---\ntitle: A\n---\n")

    assert text == '<span class="yt-time">00:07:14</span>'
    assert [problem.code for problem in problems] == ["video-missing"]


def test_a_video_id_of_another_shape_is_no_address() -> None:
    text, problems = read(time("00:07:14"), head='---\nvideoId: "x&list=1"\n---\n')

    assert "<a" not in text
    assert [problem.code for problem in problems] == ["video-malformed"]


def test_occurrences_know_where_they_are() -> None:
    (stamp,) = find_timestamps([Line(1, "no"), Line(2, f"Words {time('00:07:14')}.")])

    assert (stamp.index, stamp.start, stamp.data, stamp.label) == (1, 6, "00:07:14", "00:07:14")


@pytest.mark.parametrize(
    ("data", "second"), [("11:59:59", 43_199), ("00:00:00", 0), ("7:14", None), ("12:00:00", None)]
)
def test_read_time(data: str, second: int | None) -> None:
    assert read_time(data) == second


@pytest.mark.parametrize(("second", "shown"), [(0, "0:00"), (3599, "59:59"), (3600, "1:00:00")])
def test_clock_time(second: int, shown: str) -> None:
    assert clock_time(second) == shown
