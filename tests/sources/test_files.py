from pathlib import Path

import pytest

from sources.files import decode_text, read_text
from sources.places import MaterialError, Place


def test_line_ends_and_byte_order_mark_are_gone(tmp_path: Path) -> None:
    path = tmp_path / "article.md"
    path.write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\n")

    assert read_text(path, shown_as="article.md") == "one\ntwo\nthree\n"


def test_missing_file_is_told_under_the_name_its_author_knows(tmp_path: Path) -> None:
    with pytest.raises(MaterialError) as refusal:
        read_text(tmp_path / "article.md", shown_as="course/article.md")

    assert [(problem.code, problem.place) for problem in refusal.value.problems] == [
        ("file-unreadable", Place("course/article.md"))
    ]


def test_file_above_the_limit_is_refused_and_told_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "article.md"
    path.write_bytes(b"x" * 11)

    with pytest.raises(MaterialError, match="larger than 10 bytes"):
        read_text(path, shown_as="article.md", limit=10)


def test_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "article.md"
    path.write_bytes(b"x" * 10)

    assert read_text(path, shown_as="article.md", limit=10) == "x" * 10


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        (b"one\r\ntw\xff", "file-not-utf8", 2, 3),
        ("äö".encode() + b"\xc3", "file-not-utf8", 1, 3),
        (b"one\n\x00", "file-nul", 2, 1),
    ],
)
def test_bytes_that_are_no_text_are_told_with_their_place(data: bytes, code: str, line: int, column: int) -> None:
    with pytest.raises(MaterialError) as refusal:
        decode_text(data, shown_as="a.md")

    assert [(problem.code, problem.place) for problem in refusal.value.problems] == [
        (code, Place("a.md", line, column))
    ]
