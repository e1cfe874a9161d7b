"""Whole export files: kind, encoding, header and rows, good and bad."""

from pathlib import Path

import pytest

from aftersales.adapters.importers.detect import Export, UnreadableFile, open_export
from aftersales.adapters.importers.rejects import RejectsFile, rejects_path
from aftersales.domain.orders import (
    EventKind,
    Order,
    OrderStatus,
    Parcel,
    ParcelEvents,
    PriceClass,
    Product,
    Promotion,
    Refund,
)
from aftersales.use_cases.import_orders import OrderLines, Record, RejectedRow, SourceRow

EXPORTS = Path(__file__).parents[1] / "data" / "exports"

HEADER = "订单编号,买家会员名,买家实际支付金额,订单状态,订单创建时间"
GOOD = '="39900000000000001",青瓷,10.00元,交易成功,2026-11-11 00:03:21'


def write(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def records(export: Export) -> list[Record]:
    return [row.record for row in export.rows if isinstance(row, SourceRow)]


def rejected(export: Export) -> list[RejectedRow]:
    return [row for row in export.rows if isinstance(row, RejectedRow)]


def orders(name: str, platform: str) -> list[Order]:
    return [record for record in records(open_export(EXPORTS / name, platform)) if isinstance(record, Order)]


def test_a_taobao_order_list_in_gb18030_is_read_whole() -> None:
    export = open_export(EXPORTS / "ExportOrderList202611.csv", "taobao")
    found = [record for record in records(export) if isinstance(record, Order)]
    assert [order.status for order in found] == [
        OrderStatus.SHIPPED,
        OrderStatus.PAID,
        OrderStatus.PENDING_PAYMENT,
        OrderStatus.COMPLETED,
        OrderStatus.CLOSED,
    ]
    first = found[0]
    assert (first.order_no, first.buyer_id, first.paid_fen) == ("3990000000000000011", "青瓷小筑", 12900)
    assert (first.phone, first.note) == ("13800009911", "送茶匙一把")
    assert first.parcels == (Parcel("yto", "YT8800000000011"),)
    assert len(found[3].parcels) == 2
    assert export.unknown == {"预计发货": 1}


def test_an_old_order_list_with_a_bom_and_slashed_times_is_read() -> None:
    (order,) = orders("ExportOrderList201605.csv", "taobao")
    assert order.created_at.isoformat() == "2016-05-23T22:02:00+08:00"
    assert order.parcels[0].carrier == "ems"


def test_taobao_lines_carry_their_order_number_code_and_refund() -> None:
    export = open_export(EXPORTS / "ExportOrderDetailList202611.csv", "taobao")
    found = [record for record in records(export) if isinstance(record, OrderLines)]
    assert [record.order_no[-2:] for record in found] == ["11", "11", "12", "14", "15"]
    assert found[0].lines[0].sku == "TEA-BLC125"
    assert found[4].lines[0].sku == "菊花茶 50g"
    assert found[0].refunds == ()
    assert found[2].refunds == (Refund("refund_only", "applied", 129900),)
    assert found[4].refunds == (Refund("refund_only", "succeeded", 8800),)


@pytest.mark.parametrize(
    ("status", "kind", "state"),
    [
        ("卖家已经同意退款，等待买家退货", "return_refund", "approved"),
        ("买家已经退货，等待卖家确认收货", "return_refund", "approved"),
        ("卖家拒绝退款", "refund_only", "rejected"),
        ("退款关闭", "refund_only", "closed"),
    ],
)
def test_refund_wordings_are_told_apart(tmp_path: Path, status: str, kind: str, state: str) -> None:
    row = f"39900000000000001,绿茶,5,1,{status},5.00"
    path = write(tmp_path / "lines.csv", "订单编号,标题,价格,购买数量,退款状态,退款金额", row)
    (record,) = records(open_export(path, "taobao"))
    assert isinstance(record, OrderLines)
    assert record.refunds == (Refund(kind, state, 500),)
    assert [parcel.state for parcel in record.returns] == (["sent"] if "已经退货" in status else [])


def test_a_refund_wording_nobody_knows_is_rejected_and_not_taken_for_no_refund(tmp_path: Path) -> None:
    header = "订单编号,标题,价格,购买数量,退款状态,退款金额"
    path = write(tmp_path / "lines.csv", header, "39900000000000001,绿茶,5,1,平台介入,5.00")
    (row,) = rejected(open_export(path, "taobao"))
    assert "退款状态: '平台介入' is not known" in row.reason


def test_a_jd_file_has_one_row_per_line() -> None:
    first, second = orders("jd_orders.csv", "jd")
    assert first.order_no == second.order_no == "288000000031"
    assert (first.buyer_id, first.platform, first.paid_fen) == ("jd_qinghe", "jd", 195800)
    assert [order.lines[0].sku for order in (first, second)] == ["LOCK-Q7", "100002"]


def test_the_documented_generic_csv_is_read() -> None:
    first, second = orders("generic_orders.csv", "generic")
    assert (first.order_no, first.platform, first.lines[0].qty) == ("QH-2026-0041", "own", 2)
    assert second.parcels[0].waybill == "YT8800000000042"


def test_a_neutral_file_carries_products_orders_and_promotions_and_counts_unknown_keys() -> None:
    export = open_export(EXPORTS / "neutral.json", "generic")
    product, order, promotion = records(export)
    assert isinstance(product, Product)
    assert isinstance(order, Order)
    assert isinstance(promotion, Promotion)
    assert product.price_class is PriceClass.NEW
    assert order.parcels[0].events[1].kind is EventKind.SIGNED
    assert order.paid_at is not None
    assert order.paid_at.utcoffset() is not None
    assert export.unknown == {"products.colour": 1, "orders.lines.colour": 1}


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ('{"order_no": "12345"}', "orders[0].platform: is missing"),
        ('"text"', "orders[0]: is not an object"),
        ('{"order_no": "1.2E+18"}', "rounded by a spreadsheet"),
    ],
)
def test_a_bad_neutral_order_is_rejected_with_its_place(tmp_path: Path, order: str, reason: str) -> None:
    path = tmp_path / "shop.json"
    path.write_text(f'{{"orders": [{order}]}}', encoding="utf-8")
    (row,) = rejected(open_export(path, "generic"))
    assert row.place == "orders[0]"
    assert reason in row.reason


def test_a_deep_neutral_fault_names_its_whole_path(tmp_path: Path) -> None:
    whole = (EXPORTS / "neutral.json").read_text(encoding="utf-8")
    path = tmp_path / "shop.json"
    path.write_text(whole.replace('"pickup"', '"beamed"'), encoding="utf-8")
    (row,) = rejected(open_export(path, "generic"))
    assert row.reason.startswith("orders[0].parcels[0].events[0].kind: 'beamed', expected one of pickup")


def test_a_time_without_offset_is_rejected(tmp_path: Path) -> None:
    whole = (EXPORTS / "neutral.json").read_text(encoding="utf-8")
    path = tmp_path / "shop.json"
    path.write_text(whole.replace("2026-11-20T02:01:00Z", "2026-11-20T02:01:00"), encoding="utf-8")
    (row,) = rejected(open_export(path, "generic"))
    assert "orders[0].paid_at" in row.reason
    assert "offset" in row.reason


def test_bad_rows_stand_beside_good_ones(tmp_path: Path) -> None:
    bad = ["39900000000000002,,10.00,交易成功,2026-11-11 00:03:21", "39900000000000003,乙,10.00,交易成功,哪天"]
    export = open_export(write(tmp_path / "o.csv", HEADER, GOOD, "", *bad, GOOD), "taobao")
    rows = list(export.rows)
    assert [row.place for row in rows] == ["2", "4", "5", "6"]
    assert [type(row) for row in rows] == [SourceRow, RejectedRow, RejectedRow, SourceRow]


def test_a_quote_never_closed_costs_its_own_row_only(tmp_path: Path) -> None:
    rows = [GOOD, '"39900000000000002,乙,1.00,交易成功,2026-11-11 00:03:21', *[GOOD] * 60]
    export = open_export(write(tmp_path / "o.csv", HEADER, *rows), "taobao")
    found = list(export.rows)
    bad = [row for row in found if isinstance(row, RejectedRow)]
    assert len(found) == len(rows)
    assert [(row.place, row.reason[:17]) for row in bad] == [("3", "is not a CSV row ")]


def test_line_breaks_inside_a_quoted_cell_are_no_new_row(tmp_path: Path) -> None:
    path = write(tmp_path / "o.csv", HEADER + ",订单备注", GOOD + ',"送茶匙\n和茶针"', GOOD + ",")
    first, second = records(open_export(path, "taobao"))
    assert isinstance(first, Order)
    assert isinstance(second, Order)
    assert (first.note, second.note) == ("送茶匙\n和茶针", "")


def test_a_row_with_a_comma_too_many_is_rejected_and_a_short_one_is_not(tmp_path: Path) -> None:
    path = write(tmp_path / "o.csv", HEADER + ",订单备注", GOOD + ",送茶,匙", GOOD)
    (row,) = rejected(open_export(path, "taobao"))
    assert "7 cells for 6 columns" in row.reason


def test_broken_bytes_cost_their_own_row_only(tmp_path: Path) -> None:
    path = tmp_path / "o.csv"
    good = GOOD.encode("gb18030")
    path.write_bytes(b"\n".join([HEADER.encode("gb18030"), good, good.replace("青".encode("gb18030"), b"\xff"), good]))
    export = open_export(path, "taobao")
    assert [type(row) for row in export.rows] == [SourceRow, RejectedRow, SourceRow]


def test_an_english_header_leaves_the_encoding_to_the_rows(tmp_path: Path) -> None:
    text = (EXPORTS / "generic_orders.csv").read_text(encoding="utf-8")
    path = tmp_path / "generic.csv"
    path.write_bytes(text.encode("gb18030"))
    (first, _) = records(open_export(path, "generic"))
    assert isinstance(first, Order)
    assert first.buyer_name == "茯苓"


@pytest.mark.parametrize(
    ("content", "platform", "message"),
    [
        (b"", "taobao", "is empty"),
        (b"\xd0\xcf\x11\xe0rest", "taobao", "old .xls workbook; save it as"),
        ("姓名,年龄\n甲,3".encode(), "taobao", "header of no export we know"),
        (HEADER.replace(",买家会员名", "").encode(), "taobao", "has no column 买家会员名"),
        ("主订单编号,标题,价格".encode(), "taobao", "has no column 购买数量"),
        (HEADER.encode(), "jd", "--platform taobao"),
        (b"{not json", "generic", "is not JSON"),
        (b'{"goods": []}', "generic", "none of the keys products, orders, promotions"),
    ],
)
def test_a_file_that_cannot_be_imported_says_why(tmp_path: Path, content: bytes, platform: str, message: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=f"file.csv: .*{message}"):
        open_export(path, platform)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"nowhere.csv: cannot be opened"):
        open_export(tmp_path / "nowhere.csv", "taobao")


def test_the_rejects_file_can_be_corrected_and_imported(tmp_path: Path) -> None:
    path = write(tmp_path / "o.csv", HEADER, "39900000000000003,乙,10.00,交易成功,哪天")
    export = open_export(path, "taobao")
    with RejectsFile(path, export.header) as rejects:
        for row in rejected(export):
            rejects.add(row)
    text = rejects_path(path).read_text(encoding="utf-8-sig")
    assert text.splitlines()[1].startswith("2,订单创建时间: '哪天' is not a time")
    rejects_path(path).write_text(text.replace(",哪天", ",2026-11-11 00:03:21"), encoding="utf-8-sig")
    (record,) = records(open_export(rejects_path(path), "taobao"))
    assert isinstance(record, Order)
    assert record.buyer_id == "乙"


def test_without_rejects_there_is_no_file_and_an_old_one_goes(tmp_path: Path) -> None:
    path = tmp_path / "o.csv"
    rejects_path(path).write_text("old", encoding="utf-8")
    with RejectsFile(path, ()):
        pass
    assert not rejects_path(path).exists()


def test_parcel_events_are_read_row_by_row(tmp_path: Path) -> None:
    path = write(
        tmp_path / "events.csv",
        "waybill,at,kind,place,text,signer",
        "yt8800000000101,2026-11-25 14:30:00,派送,杭州,正在派送,",
        "YT8800000000101,2026-11-25 18:00:00,signed,杭州,已签收,驿站",
        "YT8800000000101,2026-11-25 19:00:00,签到,,,",
        encoding="gb18030",
    )
    export = open_export(path, "generic")
    rows = list(export.rows)
    told = [row.record for row in rows if isinstance(row, SourceRow)]
    assert export.kind == "parcel events CSV"
    assert [record.waybill for record in told if isinstance(record, ParcelEvents)] == ["YT8800000000101"] * 2
    kinds = [event.kind for record in told if isinstance(record, ParcelEvents) for event in record.events]
    assert kinds == [EventKind.DELIVERING, EventKind.SIGNED]
    (bad,) = [row for row in rows if isinstance(row, RejectedRow)]
    assert "签到" in bad.reason
