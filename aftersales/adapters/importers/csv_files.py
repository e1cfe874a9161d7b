"""Read the rows of a CSV file in UTF-8 or GB18030, surviving a quote that is never closed."""

import codecs
import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

MAX_LINES_PER_ROW = 50
"""A cell may hold line breaks, but a row of more lines than this is a quote somebody forgot to close."""


@dataclass(frozen=True)
class CsvRow:
    """`number` counts rows as a spreadsheet shows them, the header being 1; `problem` tells why it cannot be read."""

    number: int
    cells: tuple[str, ...]
    problem: str = ""


def detect_encoding(path: Path) -> str:
    """UTF-8 or GB18030 (the export tools know no others): a BOM or a Chinese header decides, else the whole file."""
    with path.open("rb") as file:
        header = file.readline()
        if header.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        texts: Iterable[bytes] = (header,) if not header.isascii() else file
        return "utf-8" if all(map(is_utf8, texts)) else "gb18030"


def is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def read_csv(path: Path) -> Iterator[CsvRow]:
    """All rows, the header first; empty rows are counted and left out."""
    with path.open(encoding=detect_encoding(path), errors="replace", newline="") as file:
        yield from csv_rows(file)


def csv_rows(source: Iterable[str]) -> Iterator[CsvRow]:
    """The rows of a CSV text given line by line, bytes that could not be read as U+FFFD."""
    lines, again = iter(source), deque[str]()
    number = 0
    while True:
        taken: list[str] = []
        cells, problem = _next_row(chain(_emptied(again), lines), taken)
        if not taken:
            return
        number += 1
        if problem:
            again.extendleft(reversed(taken[1:]))
            yield CsvRow(number, (taken[0].strip(),), problem)
        elif any(cell.strip() for cell in cells):
            yield CsvRow(number, tuple(cells), _unreadable(cells))


def _emptied(lines: deque[str]) -> Iterator[str]:
    while lines:
        yield lines.popleft()


def _next_row(lines: Iterator[str], taken: list[str]) -> tuple[list[str], str]:
    def bounded() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line
            if len(taken) == MAX_LINES_PER_ROW:
                return

    try:
        return next(csv.reader(bounded(), strict=True), []), ""
    except csv.Error as error:
        return [], f"is not a CSV row ({error}): check its quotation marks"


def _unreadable(cells: list[str]) -> str:
    if any("\ufffd" in cell or "\0" in cell for cell in cells):
        return "holds bytes that are neither UTF-8 nor GB18030 text"
    return ""
