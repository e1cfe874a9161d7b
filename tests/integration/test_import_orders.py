"""Order files through the importer into a real database: complete, idempotent, in any order, with their rejects."""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy.engine import Engine

from aftersales.adapters.db.unit_of_work import SqlUnitOfWork
from aftersales.adapters.demo.load import load_demo
from aftersales.adapters.importers.detect import open_export
from aftersales.domain.orders import Order, OrderStatus
from aftersales.use_cases import import_orders as importer
from aftersales.use_cases.import_orders import ImportCounts, RejectedRow, import_orders
from aftersales.use_cases.services import Services

EXPORTS = Path(__file__).parents[1] / "data" / "exports"
ORDER_LIST = EXPORTS / "ExportOrderList202611.csv"
LINES = EXPORTS / "ExportOrderDetailList202611.csv"
NOW = datetime(2026, 11, 25, 4, 0, tzinfo=timezone.utc)


class Clock:
    def __init__(self, now: datetime = NOW) -> None:
        self.at = now

    def now(self) -> datetime:
        return self.at


class Shop:
    """A shop's database with the importer in front of it."""

    def __init__(self, database: Engine) -> None:
        self.clock = Clock()
        unused = cast(Any, None)
        self.services = Services(
            lambda: SqlUnitOfWork(database),
            lambda: SqlUnitOfWork(database, read_only=True),
            self.clock,
            releases=unused,
            voice=unused,
            bot=unused,
            images=unused,
            slips=unused,
        )
        self.rejected: list[RejectedRow] = []

    def take(self, path: Path, platform: str = "taobao") -> ImportCounts:
        return import_orders(self.services, open_export(path, platform).rows, self.rejected.append)

    def order(self, order_no: str) -> Order:
        with self.services.uow() as uow:
            found = uow.orders.get(order_no)
        assert found is not None, order_no
        return found

    def of_buyer(self, buyer_id: str) -> list[Order]:
        with self.services.uow() as uow:
            return list(uow.orders.of_buyer(buyer_id))

    def everything(self, *order_nos: str) -> list[Order]:
        return [self.order(order_no) for order_no in order_nos]


TAOBAO = tuple(f"39900000000000000{tail}" for tail in (11, 12, 13, 14, 15))


@pytest.fixture
def shop(engine: Engine) -> Shop:
    return Shop(engine)


def test_order_list_and_lines_make_whole_orders(shop: Shop) -> None:
    assert shop.take(ORDER_LIST) == ImportCounts(rows=5, orders=5)
    assert shop.take(LINES) == ImportCounts(rows=5, orders=4)
    order = shop.order("3990000000000000011")
    assert (order.buyer_id, order.status, order.paid_fen) == ("青瓷小筑", OrderStatus.SHIPPED, 12900)
    assert [line.sku for line in order.lines] == ["TEA-BLC125", "CUP-GD"]
    assert order.parcels[0].waybill == "YT8800000000011"
    assert shop.order("3990000000000000012").refunds[0].state == "applied"
    assert shop.rejected == []


def test_the_same_files_twice_leave_the_same_orders(shop: Shop) -> None:
    for path in (ORDER_LIST, LINES):
        shop.take(path)
    once = shop.everything(*TAOBAO)
    for path in (ORDER_LIST, LINES, ORDER_LIST):
        shop.take(path)
    assert shop.everything(*TAOBAO) == once


def test_lines_first_end_in_the_same_orders_and_belong_to_nobody_until_then(shop: Shop) -> None:
    shop.take(LINES)
    early = shop.order("3990000000000000011")
    assert early.buyer_id == ""
    assert early.paid_fen == 12900
    assert shop.of_buyer("青瓷小筑") == []
    shop.take(LINES)
    assert shop.order("3990000000000000011") == early
    shop.take(ORDER_LIST)
    order = shop.order("3990000000000000011")
    assert (order.buyer_id, len(order.lines), order.parcels[0].carrier) == ("青瓷小筑", 2, "yto")


def test_lines_of_an_unknown_order_without_its_head_are_rejected_until_the_order_list_came(
    shop: Shop, tmp_path: Path
) -> None:
    path = tmp_path / "lines.csv"
    path.write_text("订单编号,标题,价格,购买数量\n3990000000000000013,绿茶,9.90,1\n", encoding="utf-8")
    assert shop.take(path) == ImportCounts(rows=1, rejected=1)
    assert "import the order list first" in shop.rejected[0].reason
    shop.take(ORDER_LIST)
    assert shop.take(path) == ImportCounts(rows=1, orders=1)
    assert shop.order("3990000000000000013").lines[0].title == "绿茶"


def test_a_bad_row_never_loses_the_rest(shop: Shop, tmp_path: Path) -> None:
    lines = ORDER_LIST.read_text(encoding="gb18030").splitlines()
    lines[2] = lines[2].replace("2026-11-23 22:01:00", "yesterday")
    path = tmp_path / "orders.csv"
    path.write_text("\n".join(lines), encoding="gb18030")
    assert shop.take(path) == ImportCounts(rows=5, orders=4, rejected=1)
    assert [(row.place, row.reason.split(":")[0]) for row in shop.rejected] == [("3", "订单创建时间")]
    assert len(shop.everything(*TAOBAO[:1], *TAOBAO[2:])) == 4


def test_rows_of_an_order_add_up_across_chunks(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importer, "CHUNK", 1)
    for _ in range(2):
        shop.take(EXPORTS / "jd_orders.csv", "jd")
        shop.take(EXPORTS / "generic_orders.csv", "generic")
        shop.take(LINES)
    assert [line.sku for line in shop.order("288000000031").lines] == ["LOCK-Q7", "100002"]
    several = shop.order("QH-2026-0041")
    assert [line.sku for line in several.lines] == ["TEA-A", "CUP-B"]
    assert [parcel.waybill for parcel in several.parcels] == ["YT8800000000041", "YT8800000000042"]
    assert len(shop.order("3990000000000000012").refunds) == 1


def test_refunds_of_a_later_line_are_not_doubled_by_importing_again(shop: Shop, tmp_path: Path) -> None:
    header = "订单编号,标题,价格,购买数量,订单状态,订单创建时间,退款状态,退款金额"
    rows = [
        "39900000000000021,绿茶,9.90,1,交易成功,2026-11-20 09:00:00,没有申请退款,",
        "39900000000000021,红茶,8.80,1,交易成功,2026-11-20 09:00:00,退款成功,8.80",
    ]
    path = tmp_path / "lines.csv"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    for _ in range(3):
        shop.take(path)
    assert [refund.amount_fen for refund in shop.order("39900000000000021").refunds] == [880]


def test_a_neutral_line_without_title_takes_the_catalogues(shop: Shop) -> None:
    counts = shop.take(EXPORTS / "neutral.json", "generic")
    assert counts == ImportCounts(rows=3, orders=1, products=1, promotions=1)
    assert shop.order("2026112200010001").lines[0].title == "绿茶"


def test_a_line_of_an_unknown_product_shows_its_code(shop: Shop, tmp_path: Path) -> None:
    document = json.loads((EXPORTS / "neutral.json").read_text(encoding="utf-8"))
    path = tmp_path / "orders.json"
    path.write_text(json.dumps({"orders": document["orders"]}), encoding="utf-8")
    shop.take(path, "generic")
    assert shop.order("2026112200010001").lines[0].title == "TEA-A"


def test_an_export_without_tracking_keeps_the_tracking_that_is_known(shop: Shop, tmp_path: Path) -> None:
    shop.take(EXPORTS / "neutral.json", "generic")
    header = "订单编号,买家会员名,买家实际支付金额,订单状态,订单创建时间,物流单号,物流公司"
    row = "2026112200010001,b1,58.00,交易成功,2026-11-20 10:00:00,YT8800000000051,圆通速递"
    path = tmp_path / "orders.csv"
    path.write_text(f"{header}\n{row}\n", encoding="utf-8")
    shop.take(path)
    order = shop.order("2026112200010001")
    assert order.status is OrderStatus.COMPLETED
    assert len(order.parcels[0].events) == 2
    assert order.lines


def test_thousands_of_rows_are_stored_in_chunks(shop: Shop, tmp_path: Path) -> None:
    header = "订单编号,买家会员名,买家实际支付金额,订单状态,订单创建时间"
    rows = [f"3990000000001{n:04d},买家{n},1.00,交易成功,2026-11-20 10:00:00" for n in range(1201)]
    path = tmp_path / "orders.csv"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    assert shop.take(path) == ImportCounts(rows=1201, orders=1201)
    with shop.services.uow() as uow:
        assert uow.orders.count() == 1201


def test_loading_the_demo_again_moves_its_orders_up_to_the_present(shop: Shop) -> None:
    first = load_demo(shop.services)
    before = shop.order("2026110000000101")
    shop.clock.at = NOW + timedelta(days=2)
    assert load_demo(shop.services) == first
    after = shop.order("2026110000000101")
    assert before.paid_at is not None
    assert after.paid_at == before.paid_at + timedelta(days=2)
    with shop.services.uow() as uow:
        assert uow.orders.count() == first.orders
        assert len(uow.orders.delivery_days("浙江", "yto", NOW - timedelta(days=90))) >= 25
        assert {agent.login for agent in uow.agents.all()} == {"li", "wang", "chen", "zhao", "sun", "lin", "he"}
