"""PDF files, where `make pdf` installed what makes them: a template in `templates/pdf/`, and values that it shows."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

try:
    import typst
except ImportError:  # it is for who wants it: see requirements-pdf.in
    typst = None  # type: ignore[assignment]

HAS_PDF = typst is not None
FOLDER = Path(__file__).resolve().parent.parent / "templates" / "pdf"


def pdf_of(template_name: str, values: Mapping[str, object]) -> bytes:
    """Make a PDF; texts among the values are shown as they are, since they reach the template as JSON and as data.

    Only files of the folder can be read by a template. RuntimeError where PDF making is not installed.
    """
    if typst is None:
        raise RuntimeError("Making PDF files needs `make pdf`.")
    made = typst.compile(
        FOLDER / f"{template_name}.typ",
        root=FOLDER,
        format="pdf",
        sys_inputs={"values": msgspec.json.encode(values).decode()},
    )
    return bytes(made)
