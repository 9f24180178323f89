"""Addresses are read from what people paste and spreadsheets write; what is none is told with its line."""

from hypothesis import given
from hypothesis import strategies as st

from course.people.addresses import read_addresses


def found(text: str) -> list[tuple[int, str, str]]:
    return [(line.number, line.address, line.text) for line in read_addresses(text)]


def test_addresses_are_read_one_a_line_and_several_in_a_line() -> None:
    text = "ada@example.org\n\n Max <max@example.org>, zoe@example.org\nmailto:lin@example.org\n"

    assert [(number, address) for number, address, _ in found(text)] == [
        (1, "ada@example.org"),
        (3, "max@example.org"),
        (3, "zoe@example.org"),
        (4, "lin@example.org"),
    ]


def test_addresses_of_a_spreadsheet_are_found_in_whatever_column_they_stand() -> None:
    text = '\ufeffName;E-mail\r\n"Moreau; Ada";ada@example.org\r\n"Ito, Ines";"ines@example.org"\r\n'

    assert found(text) == [(2, "ada@example.org", ""), (3, "ines@example.org", "")]


def test_line_without_an_address_is_told_with_its_number() -> None:
    text = "ada@example.org\nnobody\n@example.org\nada@\na b@example.org\n" + "x" * 250 + "@example.org"

    assert [(number, address) for number, address, _ in found(text)] == [
        (1, "ada@example.org"),
        (2, ""),
        (3, ""),
        (4, ""),
        (5, ""),
        (6, ""),
    ]
    assert found("nobody")[0] == (1, "", "nobody")


@given(st.text(max_size=400))
def test_any_text_is_read_and_every_address_has_one_at_sign_and_no_space(text: str) -> None:
    for line in read_addresses(text):
        assert line.number >= 1
        assert not line.address or (line.address.count("@") == 1 and " " not in line.address)
