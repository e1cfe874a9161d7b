"""Match a file's header to the columns a reader knows and turn its rows into records."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from aftersales.adapters.importers.cells import BadCell, Row, clean
from aftersales.adapters.importers.csv_files import CsvRow
from aftersales.use_cases.import_orders import Record, RejectedRow, SourceRow


@dataclass(frozen=True)
class Layout:
    """One kind of CSV file. `required` columns (each a tuple of equal names) must stand in the header, `optional` ones
    are read when there, `unused` ones are known to be there and say nothing we need."""

    kind: str
    platform: str
    required: tuple[tuple[str, ...], ...]
    optional: frozenset[str]
    unused: frozenset[str]
    read: Callable[[Row], Record]

    @property
    def columns(self) -> frozenset[str]:
        return self.optional | self.unused | {name for names in self.required for name in names}

    def missing(self, header: tuple[str, ...]) -> tuple[str, ...]:
        """Names of required columns the header does not have."""
        return tuple(" or ".join(names) for names in self.required if not set(names) & set(header))


def columns(names: str) -> frozenset[str]:
    """Column names written with blanks between them."""
    return frozenset(names.split())


@dataclass
class TableRows:
    """The rows below a header, read one by one; `unknown` counts columns the reader does not know."""

    layout: Layout
    header: tuple[str, ...]
    source: Iterator[CsvRow]
    unknown: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.unknown.update(name for name in self.header if name and name not in self.layout.columns)

    def __iter__(self) -> Iterator[SourceRow | RejectedRow]:
        for row in self.source:
            yield self._read(row)

    def _read(self, row: CsvRow) -> SourceRow | RejectedRow:
        place = str(row.number)
        if row.problem:
            return RejectedRow(place, row.cells, row.problem)
        if any(cell.strip() for cell in row.cells[len(self.header) :]):
            reason = (
                f"has {len(row.cells)} cells for {len(self.header)} columns: a text with a comma needs quotation marks"
            )
            return RejectedRow(place, row.cells, reason)
        # strict=False: spreadsheet programs drop empty cells at the end of a row
        cells = {name: clean(cell) for name, cell in zip(self.header, row.cells, strict=False)}
        try:
            return SourceRow(place, row.cells, self.layout.read(Row(cells)))
        except BadCell as problem:
            return RejectedRow(place, row.cells, str(problem))
