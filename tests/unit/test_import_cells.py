"""Single cells of export files: what is understood and what is refused, in which words."""

from datetime import datetime, timezone

import pytest

from aftersales.adapters.importers.cells import (
    BadCell,
    Row,
    clean,
    parse_count,
    parse_fen,
    parse_order_no,
    parse_time,
)
from aftersales.adapters.importers.couriers import courier_code, split_waybills


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('="2026110000000001"', "2026110000000001"),
        ("'13800001234", "13800001234"),
        ("  圆通速递\t", "圆通速递"),
        ("'null", ""),
        ("-", ""),
        ('=""', ""),
        ("It's", "It's"),
    ],
)
def test_a_cell_loses_its_spreadsheet_armour(cell: str, value: str) -> None:
    assert clean(cell) == value


@pytest.mark.parametrize(
    ("text", "fen"), [("79.90", 7990), ("1,299.00元", 129900), ("￥5", 500), ("0", 0), ("19.9", 1990), ("8 元", 800)]
)
def test_an_amount_becomes_fen(text: str, fen: int) -> None:
    assert parse_fen(text) == fen


@pytest.mark.parametrize("text", ["", "免费", "-5", "1.234", "NaN", "Infinity", "20000000.01", "1e400"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="amount"):
        parse_fen(text)


@pytest.mark.parametrize("text", ["2016-05-23 22:02:00", "2016/5/23 22:02", "2016/05/23 22:02:00", "2016-05-23 22:02"])
def test_export_times_are_beijing_times(text: str) -> None:
    assert parse_time(text) == datetime(2016, 5, 23, 14, 2, tzinfo=timezone.utc)


@pytest.mark.parametrize("text", ["2026-02-30 10:00", "2026-11-11", "昨天", "2026-11-11 24:00", "0000-01-01 00:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a time"):
        parse_time(text)


@pytest.mark.parametrize(("text", "count"), [("1", 1), ("12", 12), ("3.0", 3), ("100000", 100_000)])
def test_pieces_are_counted(text: str, count: int) -> None:
    assert parse_count(text) == count


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "两件", "100001", "²"])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="number of pieces"):
        parse_count(text)


def test_an_order_number_rounded_by_a_spreadsheet_is_refused_with_the_cure() -> None:
    assert parse_order_no("3990000000000000011") == "3990000000000000011"
    with pytest.raises(ValueError, match="rounded by a spreadsheet"):
        parse_order_no("3.99E+18")


def test_a_row_names_the_column_of_a_bad_cell() -> None:
    row = Row({"订单编号": "12345", "价格": "免费", "买家会员名": ""})
    assert row.order_no("主订单编号", "订单编号") == "12345"
    assert row.fen("运费") is None
    with pytest.raises(BadCell, match="价格: '免费' is not an amount"):
        row.required_fen("价格")
    with pytest.raises(BadCell, match="买家会员名: is empty"):
        row.required("买家会员名")


def test_a_fixed_vocabulary_forgives_commas_and_names_its_words() -> None:
    statuses = {"买家已付款，等待卖家发货": 1, "交易成功": 2}
    assert Row({"订单状态": "买家已付款,等待卖家发货 "}).one_of("订单状态", statuses) == 1
    with pytest.raises(BadCell, match=r"订单状态: .不明. is none of .* / 交易成功"):
        Row({"订单状态": "不明"}).one_of("订单状态", statuses)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("圆通速递", "yto"),
        ("中通快递", "zto"),
        ("顺丰速运", "sf"),
        ("EMS经济快递", "ems"),
        ("E邮宝", "epacket"),
        ("邮政国内小包", "ems"),
        ("京东快递", "jd"),
        ("yto", "yto"),
        (" 极兔速递 ", "极兔速递"),
        ("", ""),
    ],
)
def test_courier_names_become_codes_and_unknown_ones_stay(name: str, code: str) -> None:
    assert courier_code(name) == code


def test_a_cell_may_hold_several_waybills() -> None:
    assert split_waybills("No:YT8800000000011") == ("YT8800000000011",)
    assert split_waybills("7388000000014，7388000000015") == ("7388000000014", "7388000000015")
    assert split_waybills("") == ()
