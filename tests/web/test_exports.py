"""Downloads: everything that consent allows and nothing else, in files that no spreadsheet runs."""

import io
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from course.people.cohorts import CohortCard
from tests.fixtures.people import School
from tests.material.garden import RIGHT
from tests.visitor import Visitor
from web.sheets.cells import Cell, read_csv
from web.sheets.files import Table, csv_pieces, told_pieces, xlsx_pieces

Writer = Callable[[Table], Iterator[bytes]]
CANARY = "canary-of-my-salary"
SHARED = "shared-with-ines"
FORMULA = '=HYPERLINK("http://evil.example";"Water")'
NAMES = ("progress", "responses", "questions")
FILES = [f"{name}.{form}" for name in ("export", "responses", "questions") for form in ("csv", "xlsx")]


def content(visitor: Visitor, cohort: CohortCard, file: str) -> bytes:
    reply = visitor.request("GET", f"/teach/{cohort.public_id}/{file}")
    assert reply.status_code == 200
    assert reply.headers["Content-Disposition"].startswith("attachment")
    data: bytes = reply.data
    return data


def cells(data: bytes, file: str) -> list[list[object]]:
    if file.endswith(".csv"):
        return [list(row) for row in read_csv(data)]
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def column(table: list[list[object]], name: str) -> list[object]:
    return [row[table[0].index(name)] for row in table[1:]]


@pytest.mark.parametrize("file", FILES)
def test_no_download_has_what_was_not_shared(
    school: School, ada: int, max_: int, cohort: CohortCard, ines_here: Visitor, file: str
) -> None:
    other = school.member("Other")
    autumn = school.cohort(max_, other, name="Autumn")
    school.share(other, school.write(other, "my-earth", {"text": f"{CANARY} for Max"}), autumn)
    school.write(ada, "my-earth", {"text": CANARY})
    school.share(ada, school.write(ada, "my-water", {"text": SHARED}), cohort)
    school.write(ada, "my-water", {"text": f"{CANARY}, which is newer"}, base=1)

    shown = "\n".join(str(cell) for row in cells(content(ines_here, cohort, file), file) for cell in row)

    assert CANARY not in shown
    assert "Other" not in shown
    assert (SHARED in shown) == file.startswith("export")
    assert ("written, 1 word" in shown) == file.startswith("export")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_was_typed_is_inert_and_comes_back(
    school: School, ada: int, cohort: CohortCard, ines_here: Visitor, form: str
) -> None:
    school.answer(ada, "nitrogen-crop", (FORMULA,))
    school.answer(ada, "nitrogen-crop", RIGHT["nitrogen-crop"])

    data = content(ines_here, cohort, f"responses.{form}")
    table = cells(data, f"responses.{form}")

    assert column(table, "Answer") == [FORMULA if form == "csv" else f"'{FORMULA}", "clover"]
    assert column(table, "Try") == (["1", "2"] if form == "csv" else [1, 2])
    assert column(table, "Counts as") == ["wrong", "right"]
    if form == "csv":
        assert data.startswith(b"\xef\xbb\xbf")
        assert b"\"'=HYPERLINK(" in data


def test_names_of_every_script_are_kept(school: School, cohort: CohortCard, ines_here: Visitor) -> None:
    names = ["Ζωή", "さくら", "عمر", "Zoë"]
    school.join(cohort, *(school.member(name) for name in names))

    for form in ("csv", "xlsx"):
        table = cells(content(ines_here, cohort, f"export.{form}"), f"export.{form}")
        assert {"Ada", *names} == set(column(table, "Learner"))


def test_silent_figures_are_empty_cells(school: School, ada: int, cohort: CohortCard, ines_here: Visitor) -> None:
    school.answer(ada, "holds-water", RIGHT["holds-water"])

    table = cells(content(ines_here, cohort, "questions.csv"), "questions.csv")

    row = next(row for row in table if "holds-water" in row)
    assert row[table[0].index("Answered")] == "1"
    assert row[table[0].index("Credit")] == ""


def test_page_says_what_is_in_each(cohort: CohortCard, ines_here: Visitor) -> None:
    ines_here.get(f"/teach/{cohort.public_id}/exports")

    found = {link.href.rpartition("/")[2] for link in ines_here.page.links}
    assert found >= set(FILES)
    ines_here.get(f"/teach/{cohort.public_id}/export.ods", status=404)


def test_file_of_a_cohort_with_a_broken_name_has_a_name(school: School, ines: int, ines_here: Visitor) -> None:
    cohort = school.cohort(ines, name="Spring\n\r\u2028 /Garden\x7f")

    reply = ines_here.request("GET", f"/teach/{cohort.public_id}/export.csv")

    assert reply.status_code == 200
    assert "Spring" in reply.headers["Content-Disposition"]
    assert reply.headers["Content-Disposition"].isprintable()


# ------------------------------------------------------------------------------------------------ whatever people type

TYPED = st.text(alphabet=st.characters(exclude_categories=["Cs"])).map(lambda text: text.replace("\0", ""))
FORMULAS = st.builds(
    lambda before, sign, rest: before + sign + rest,
    st.sampled_from(["", "'", "''"]),
    st.sampled_from(["=", "+", "-", "@", "\t", "\r"]),
    TYPED,
)


@given(st.lists(st.lists(TYPED | FORMULAS, min_size=2, max_size=2), max_size=5))
def test_whatever_is_typed_is_inert_and_comes_back_as_typed(rows: list[list[str]]) -> None:
    written = b"".join(csv_pieces(Table("Typed", ("a", "b"), [tuple(row) for row in rows])))

    assert list(read_csv(written)) == [["a", "b"], *rows]
    for cell in first_characters(written):
        assert cell not in "=+-@\t\r"


def first_characters(written: bytes) -> Iterator[str]:
    """What a spreadsheet sees first in each cell."""
    text = written.decode("utf-8-sig")
    position = 0
    while position < len(text):
        assert text[position] == '"'
        end = position + 1
        while text[end] != '"' or text[end : end + 2] == '""':
            end += 2 if text[end] == '"' else 1
        yield text[position + 1]
        position = end + (3 if text[end + 1 : end + 3] == "\r\n" else 2)


def test_numbers_stay_numbers() -> None:
    rows: list[tuple[Cell, ...]] = [(-0.25, 3)]

    assert b'"-0.25","3"' in b"".join(csv_pieces(Table("Numbers", ("r", "n"), rows)))
    book = load_workbook(io.BytesIO(b"".join(xlsx_pieces(Table("Numbers", ("r", "n"), rows)))))
    assert [cell.value for cell in book.worksheets[0][2]] == [-0.25, 3]


def test_table_leaves_while_its_rows_are_read() -> None:
    read = []

    def rows() -> Iterator[tuple[Cell, ...]]:
        for number in range(100_000):
            read.append(number)
            yield (number,)

    pieces = csv_pieces(Table("Long", ("n",), rows()))

    next(pieces)
    assert len(read) < 1000


@pytest.mark.parametrize("write", [csv_pieces, xlsx_pieces])
def test_file_whose_progress_is_told_is_the_same_file(write: Writer) -> None:
    rows: list[tuple[Cell, ...]] = [(number,) for number in range(1000)]
    told = b"".join(told_pieces(write, Table("Told", ("n",), rows)))
    written, pieces = [], []

    while told != b"end\n":
        line, _, told = told.partition(b"\n")
        number, length = map(int, line.split())
        written.append(number)
        pieces.append(told[:length])
        told = told[length:]

    assert len(written) > 4
    assert written == sorted(written)
    assert written[-1] == 1000
    assert read_rows(write, b"".join(pieces)) == [["n"], *([str(number)] for number in range(1000))]


def read_rows(write: Writer, file: bytes) -> list[list[str]]:
    if write is csv_pieces:
        return [list(row) for row in read_csv(file)]
    return [[str(cell.value) for cell in row] for row in load_workbook(io.BytesIO(file)).worksheets[0].rows]


def test_text_that_no_cell_takes_is_cut_in_workbooks_only() -> None:
    table = Table("Long", ("text",), [("x" * 40_000,)])

    book = load_workbook(io.BytesIO(b"".join(xlsx_pieces(table))))

    assert len(str(book.worksheets[0]["A2"].value)) == 32_767
    assert [len(row[0]) for row in read_csv(b"".join(csv_pieces(table)))][1] == 40_000
