"""Find out what kind of export a file is from its content, and open it row by row."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from aftersales.adapters.importers.cells import BadCell, clean
from aftersales.adapters.importers.csv_files import read_csv
from aftersales.adapters.importers.generic_csv import GENERIC_CSV
from aftersales.adapters.importers.jd_orders import JD_ORDERS
from aftersales.adapters.importers.layouts import Layout, TableRows
from aftersales.adapters.importers.neutral_json import open_neutral
from aftersales.adapters.importers.parcel_events import PARCEL_EVENTS
from aftersales.adapters.importers.taobao_lines import TAOBAO_LINES
from aftersales.adapters.importers.taobao_orders import TAOBAO_ORDERS
from aftersales.adapters.importers.xlsx_files import read_xlsx
from aftersales.use_cases.import_orders import RejectedRow, SourceRow

LAYOUTS: Sequence[Layout] = (TAOBAO_ORDERS, TAOBAO_LINES, JD_ORDERS, GENERIC_CSV, PARCEL_EVENTS)
PLATFORMS = ("taobao", "jd", "generic")


class UnreadableFile(ValueError):
    """A file that cannot be imported at all; the text names the file, what is wrong and what to do."""


@dataclass(frozen=True)
class Export:
    """An opened file: its kind in words, its column names (none for JSON), its rows, and how often it has columns or
    keys that nobody reads (complete once the rows have been read)."""

    kind: str
    header: tuple[str, ...]
    rows: Iterable[SourceRow | RejectedRow]
    unknown: Counter[str]


def open_export(path: Path, platform: str) -> Export:
    """Open a file of one platform (`taobao`, `jd`, `generic`; the neutral JSON counts as generic).

    UnreadableFile when it is of no known kind, of another platform, or lacks required columns (named).
    """
    start = _first_bytes(path)
    if start.startswith(b"\xd0\xcf"):
        raise UnreadableFile(f"{path.name}: is an old .xls workbook; save it as .xlsx or “CSV UTF-8” and import that")
    try:
        export = _open_json(path) if start.lstrip().startswith((b"{", b"[")) else _open_table(path, platform)
    except BadCell as problem:
        raise UnreadableFile(f"{path.name}: {problem}") from None
    return export


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(64).removeprefix(b"\xef\xbb\xbf")
    except OSError as problem:
        raise UnreadableFile(f"{path.name}: cannot be opened ({problem.strerror})") from None


def _open_json(path: Path) -> Export:
    rows = open_neutral(path)
    return Export("neutral JSON", (), rows, rows.unknown)


def _open_table(path: Path, platform: str) -> Export:
    source = read_xlsx(path) if _first_bytes(path).startswith(b"PK") else read_csv(path)
    first = next(source, None)
    if first is None:
        raise BadCell("is empty")
    if first.problem:
        raise BadCell(f"its header {first.problem}")
    header = tuple(clean(cell) for cell in first.cells)
    rows = TableRows(_layout(header, platform), header, source)
    return Export(rows.layout.kind, header, rows, rows.unknown)


def _layout(header: tuple[str, ...], platform: str) -> Layout:
    """The layout with the fewest missing required columns, known columns deciding between equals."""

    def fit(layout: Layout) -> tuple[bool, int, int]:
        missing = len(layout.missing(header))
        return missing == 0, len(layout.required) - missing, len(layout.columns & set(header))

    best = max(LAYOUTS, key=fit)
    if not best.columns & set(header):
        kinds = ", ".join(layout.kind for layout in LAYOUTS)
        raise BadCell(f"its first row is the header of no export we know ({kinds})")
    if missing := best.missing(header):
        raise BadCell(
            f"looks like {best.kind} but has no column {', '.join(missing)}; export it again with all columns"
        )
    if best.platform != platform:
        raise BadCell(f"is {best.kind}; import it with --platform {best.platform}")
    return best
