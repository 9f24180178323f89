"""Addresses as people paste them, or as a spreadsheet writes them: read line by line, and nothing is guessed."""

import csv
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parseaddr

LONGEST_EMAIL = 254
LONGEST_LINE = 50_000
HEADINGS = frozenset({"email", "e-mail", "mail", "email address", "e-mail address"})
DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class AddressLine:
    """An address and the number of its line; without an address, what stood there instead."""

    number: int
    address: str
    text: str = ""


def read_addresses(text: str) -> tuple[AddressLine, ...]:
    """Give every address of a text, and every line without one; blank lines and a first line of headings are none."""
    lines = text.removeprefix("\ufeff").splitlines()
    return tuple(
        read for number, line in enumerate(lines, start=1) if line.strip() for read in _read_line(number, line)
    )


def _read_line(number: int, line: str) -> Iterator[AddressLine]:
    """A line is taken apart by whichever delimiter shows most addresses."""
    ways = [_cells(line, delimiter) for delimiter in DELIMITERS]
    found = max(([each for cell in cells if (each := _address(cell))] for cells in ways), key=len)
    if found:
        yield from (AddressLine(number, address) for address in found)
    elif number > 1 or all(HEADINGS.isdisjoint(cell.casefold() for cell in cells) for cells in ways):
        yield AddressLine(number, "", line.strip()[:LONGEST_EMAIL])


def _cells(line: str, delimiter: str) -> list[str]:
    row = next(csv.reader([line[:LONGEST_LINE]], delimiter=delimiter, skipinitialspace=True), [])
    return [cell.strip() for cell in row]


def _address(cell: str) -> str:
    """The address of `name@example.org` or `Name <name@example.org>`, "" for all else."""
    address = parseaddr(cell)[1] if cell.endswith(">") else cell.removeprefix("mailto:")
    name, at, domain = address.partition("@")
    looks_right = bool(name and at and domain) and "@" not in domain and address.isprintable()
    folded = unicodedata.normalize("NFC", address).casefold()
    is_short = max(len(address), len(folded)) <= LONGEST_EMAIL
    return address if looks_right and is_short and not any(each in address for each in " <>\"'(),;") else ""
