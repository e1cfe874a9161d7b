"""Read the rows of an Excel workbook's first sheet as the texts a CSV export of it would hold."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from aftersales.adapters.importers.cells import BadCell
from aftersales.adapters.importers.csv_files import CsvRow

EXACT_DIGITS = 15
"""Excel keeps no more digits of a number: a longer id that was not stored as text has lost its end."""


def read_xlsx(path: Path) -> Iterator[CsvRow]:
    """All rows, the header first, read one by one; empty rows are counted and left out. BadCell: no workbook.

    A formula is given as written: exports wrap ids as `="1234"`, and a file no Excel has opened holds no result of it.
    """
    try:
        book = load_workbook(path, read_only=True)
    except (BadZipFile, InvalidFileException, KeyError, OSError) as problem:
        raise BadCell(f"is no readable .xlsx workbook ({problem}); export it again or save it as “CSV UTF-8”") from None
    try:
        for number, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
            texts = tuple(_text(cell) for cell in cells)
            if any(text.strip() for text in texts):
                yield CsvRow(number, texts, next((_lost(cell) for cell in cells if _lost(cell)), ""))
    finally:
        book.close()


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell)


def _lost(cell: object) -> str:
    """What is wrong with a number that is too long to be exact; empty when it is fine."""
    if isinstance(cell, bool) or not isinstance(cell, int | float) or abs(cell) < 10**EXACT_DIGITS:
        return ""
    return f"holds the number {_text(cell)}, whose last digits Excel does not keep: export the ids as text"
