"""The rejects file beside an imported file: every row that was not used, with the reason, ready to be corrected."""

import csv
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from aftersales.use_cases.import_orders import RejectedRow


def rejects_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.rejects.csv")


class RejectsFile:
    """Writes `FILE.rejects.csv`: row number, reason, then the original cells under their own header, so that the
    corrected file can itself be imported. Without a reject no file is written; that of an earlier run is removed."""

    def __init__(self, path: Path, header: tuple[str, ...]) -> None:
        self.path = rejects_path(path)
        self._header = ("row", "reason", *header)
        self._open = ExitStack()
        self._write: Callable[[tuple[str, ...]], object] | None = None

    def __enter__(self) -> "RejectsFile":
        self.path.unlink(missing_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def add(self, row: RejectedRow) -> None:
        if self._write is None:
            # The BOM makes spreadsheet programs read the Chinese as UTF-8.
            file = self._open.enter_context(self.path.open("w", encoding="utf-8-sig", newline=""))
            self._write = csv.writer(file).writerow
            self._write(self._header)
        self._write((row.place, row.reason, *row.cells))
