"""The zip of a take-out: `everything.json` for programs, a Markdown file of each section for people."""

import io
from collections.abc import Iterator
from datetime import datetime
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec

from course.leaving.take_out import SECTIONS
from course.leaving.take_out.section import Section, Taking, markdown_of

FORMAT, VERSION = "runway take-out", 1
"""The version rises when a name in `everything.json` goes or changes its meaning; new names may come at any time."""
READ_ME = """# Everything of yours

Taken out on {now:%Y-%m-%d %H:%M} UTC. `everything.json` is for programs, the other files are to be read.

{files}
"""


def write_take_out(taking: Taking, file: IO[bytes], *, now: datetime) -> None:
    """Write the zip to a file, one entry after the other; no more than a few rows are in memory."""
    with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        files = "\n".join(f"- [{section.title}]({_file(section)})" for section in SECTIONS)
        zipped.writestr("README.md", READ_ME.format(now=now, files=files))
        with zipped.open("everything.json", "w", force_zip64=True) as entry:
            entry.writelines(_json(taking, now))
        for section in SECTIONS:
            with zipped.open(_file(section), "w", force_zip64=True) as entry, io.TextIOWrapper(entry, "utf-8") as text:
                text.writelines(f"{line}\n" for line in markdown_of(section, section.rows(taking)))


def _file(section: Section) -> str:
    return f"{section.name.replace('_', '-')}.md"


def _json(taking: Taking, now: datetime) -> Iterator[bytes]:
    yield b'{\n"format": %b,\n"version": %d,\n' % (msgspec.json.encode(FORMAT), VERSION)
    yield b'"taken_at": %b' % msgspec.json.encode(now)
    for section in SECTIONS:
        yield b",\n%b: [" % msgspec.json.encode(section.name)
        for number, row in enumerate(section.rows(taking)):
            yield (b",\n" if number else b"\n") + msgspec.json.encode(row)
        yield b"\n]"
    yield b"\n}\n"
