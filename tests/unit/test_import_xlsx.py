"""Excel workbooks: the same orders as from the CSV of the same export, and no id that lost its digits."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from aftersales.adapters.importers.csv_files import read_csv
from aftersales.adapters.importers.detect import UnreadableFile, open_export
from aftersales.use_cases.import_orders import RejectedRow, SourceRow

EXPORTS = Path(__file__).parents[1] / "data" / "exports"
HEADER = ["订单编号", "买家会员名", "买家实际支付金额", "订单状态", "订单创建时间"]


def workbook(path: Path, *rows: Sequence[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(path)
    return path


def rows_of(path: Path, platform: str) -> list[SourceRow | RejectedRow]:
    return list(open_export(path, platform).rows)


@pytest.mark.parametrize(
    ("name", "platform"),
    [("ExportOrderList202611.csv", "taobao"), ("ExportOrderDetailList202611.csv", "taobao")],
)
def test_a_workbook_gives_the_same_rows_as_its_csv(name: str, platform: str, tmp_path: Path) -> None:
    cells = [list(row.cells) for row in read_csv(EXPORTS / name)]
    path = workbook(tmp_path / "orders.xlsx", *cells)
    told = [(type(row), getattr(row, "record", None)) for row in rows_of(path, platform)]
    assert told == [(type(row), getattr(row, "record", None)) for row in rows_of(EXPORTS / name, platform)]


def test_numbers_and_times_of_cells_are_read(tmp_path: Path) -> None:
    row: list[object] = ["3990000000000000011", "青瓷", 10.5, "交易成功", datetime(2026, 11, 11, 0, 3, 21)]  # noqa: DTZ001
    (read,) = rows_of(workbook(tmp_path / "orders.xlsx", list(HEADER), row), "taobao")
    assert isinstance(read, SourceRow)
    assert getattr(read.record, "paid_fen", None) == 1050
    whole: list[object] = ["3990000000000000011", "青瓷", 12.0, "交易成功", "2026-11-11 00:03:21"]
    (read,) = rows_of(workbook(tmp_path / "whole.xlsx", list(HEADER), whole), "taobao")
    assert isinstance(read, SourceRow)
    assert getattr(read.record, "paid_fen", None) == 1200


def test_an_id_that_lost_its_digits_is_rejected_and_not_guessed(tmp_path: Path) -> None:
    row: list[object] = [3990000000000000011, "青瓷", 10, "交易成功", date(2026, 11, 11)]
    (read,) = rows_of(workbook(tmp_path / "orders.xlsx", list(HEADER), row), "taobao")
    assert isinstance(read, RejectedRow)
    assert "export the ids as text" in read.reason


def test_empty_rows_are_counted_and_left_out(tmp_path: Path) -> None:
    row: list[object] = ["3990000000000000011", "青瓷", 10, "交易成功", "2026-11-11 00:03:21"]
    (read,) = rows_of(workbook(tmp_path / "orders.xlsx", list(HEADER), [], row), "taobao")
    assert read.place == "3"


def test_a_zip_that_is_no_workbook_is_told(tmp_path: Path) -> None:
    path = tmp_path / "orders.xlsx"
    path.write_bytes(b"PK\x03\x04rest")
    with pytest.raises(UnreadableFile, match=r"orders.xlsx: is no readable .xlsx workbook"):
        open_export(path, "taobao")
