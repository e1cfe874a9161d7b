"""Orders: read as they were written, updated without losing what a newer export does not tell."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from aftersales.domain.orders import (
    EventKind,
    Order,
    OrderLine,
    OrderStatus,
    Parcel,
    Part,
    PriceClass,
    Product,
    Promotion,
    Refund,
    TrackingEvent,
)
from aftersales.use_cases.ports import UnitOfWork
from tests.contract.samples import DAY, HOUR, NOW, SECOND, exported, order, parcel

LOCK = Product(
    sku="LOCK-A1",
    title="指纹锁 A1",
    category="smart_lock",
    price_class=PriceClass.NEW,
    current_price_fen=79900,
    stock=0,
    replenish_days=5,
    warranty_months=12,
    seven_day_return=False,
    oversize=True,
    weight_g=3200,
    shelf_life_days=365,
    batch="B2611",
    production_date=date(2026, 9, 1),
    guide_url="guide/lock",
    parts=(Part("螺丝包", 8, 500),),
    service_points=(("杭州", "文三路"), ("上海", "南京路")),
)


def test_an_order_comes_back_as_it_was_stored(uow: UnitOfWork) -> None:
    bare = exported("2")
    uow.orders.put_orders([order("1"), bare])
    assert uow.orders.get("1") == order("1")
    assert uow.orders.get("2") == bare
    assert uow.orders.get("3") is None


def test_storing_twice_changes_nothing(uow: UnitOfWork) -> None:
    for _ in range(2):
        uow.orders.put_orders([order("1"), order("2")])
    assert uow.orders.count() == 2
    assert uow.orders.get("1") == order("1")


def test_what_a_newer_export_does_not_tell_stays(uow: UnitOfWork) -> None:
    uow.orders.put_orders([order("1")])
    uow.orders.put_orders([exported("1", paid_fen=100)])
    assert uow.orders.get("1") == order("1", status=OrderStatus.COMPLETED, paid_fen=100, postage_fen=0)


def test_what_it_tells_replaces_the_stored_as_a_whole(uow: UnitOfWork) -> None:
    uow.orders.put_orders([order("1")])
    told = {
        "lines": (OrderLine("X", "新", 1, 1),),
        "refunds": (Refund("refund_only", "succeeded", 1000),),
        "parcels": (parcel("YT9", NOW),),
        "coupons": ("满1减1",),
        "free_postage": True,
        "note": "新备注",
    }
    uow.orders.put_orders([order("1", **told)])
    assert uow.orders.get("1") == order("1", **told)


def test_a_parcel_without_events_keeps_those_known(uow: UnitOfWork) -> None:
    uow.orders.put_orders([order("1", parcels=(parcel("YT1", NOW - DAY), parcel("YT2", NOW)))])
    uow.orders.put_orders([exported("1", parcels=(Parcel("yto", "YT3"), Parcel("yto", "YT1")))])
    stored = uow.orders.get("1")
    assert stored is not None
    assert stored.parcels == (Parcel("yto", "YT3"), parcel("YT1", NOW - DAY))


def test_one_order_twice_in_one_call_is_one_order(uow: UnitOfWork) -> None:
    uow.orders.put_orders([order("1"), exported("1", note="后来的")])
    assert uow.orders.get("1") == order("1", status=OrderStatus.COMPLETED, postage_fen=0, note="后来的")
    assert uow.orders.count() == 1


def test_more_orders_than_one_statement_takes(uow: UnitOfWork) -> None:
    uow.orders.put_orders([order(str(number)) for number in range(501)])
    assert uow.orders.count() == 501
    assert uow.orders.get("500") == order("500")


def test_no_orders_is_no_work(uow: UnitOfWork) -> None:
    uow.orders.put_orders([])
    uow.orders.put_products([])
    uow.orders.put_promotions([])
    assert uow.orders.count() == 0


def test_the_orders_of_a_buyer_are_newest_first(uow: UnitOfWork) -> None:
    uow.orders.put_orders([exported(str(n), created_at=NOW + n * HOUR) for n in (2, 3, 1)])
    uow.orders.put_orders([exported("9", buyer_id="b2")])
    assert [found.order_no for found in uow.orders.of_buyer("b1")] == ["3", "2", "1"]
    assert [found.order_no for found in uow.orders.of_buyer("b1", limit=2)] == ["3", "2"]
    assert uow.orders.of_buyer("nobody") == []


def test_a_waybill_leads_to_its_newest_order(uow: UnitOfWork) -> None:
    old, new = (exported(n, created_at=NOW + int(n) * DAY, parcels=(Parcel("yto", "YT1"),)) for n in ("1", "2"))
    uow.orders.put_orders([new, old])
    assert uow.orders.by_waybill("YT1") == new
    assert uow.orders.by_waybill("YT2") is None


def test_a_product_comes_back_as_it_was_stored(uow: UnitOfWork) -> None:
    bare = Product("BELL", "门铃")
    uow.orders.put_products([LOCK, bare])
    assert uow.orders.products(["LOCK-A1", "BELL", "NONE"]) == {"LOCK-A1": LOCK, "BELL": bare}
    assert uow.orders.products([]) == {}


def test_a_product_keeps_what_a_newer_list_does_not_tell(uow: UnitOfWork) -> None:
    uow.orders.put_products([LOCK])
    uow.orders.put_products([Product("LOCK-A1", "指纹锁 A1 升级", price_class=PriceClass.SALE, stock=3)])
    told = replace(LOCK, title="指纹锁 A1 升级", price_class=PriceClass.SALE, stock=3, oversize=False)
    assert uow.orders.products(["LOCK-A1"]) == {"LOCK-A1": told}


def test_product_names_are_of_the_catalogue_and_of_order_lines(uow: UnitOfWork) -> None:
    uow.orders.put_products([LOCK])
    uow.orders.put_orders([order("1", lines=(OrderLine("B", "门铃", 1, 0), OrderLine("", "", 1, 0))), order("2")])
    assert uow.orders.product_names() == sorted({"指纹锁 A1", "门铃"})


def test_a_promotion_runs_from_its_first_to_before_its_last_moment(uow: UnitOfWork) -> None:
    sale = Promotion("双11", NOW, NOW + DAY, "满300减50", 100, ("1", "2"))
    uow.orders.put_promotions([replace(sale, rules="旧"), sale])
    assert uow.orders.promotions(NOW - SECOND) == []
    assert uow.orders.promotions(NOW) == [sale]
    assert uow.orders.promotions(NOW + DAY) == []


@pytest.mark.parametrize("province", ["浙江", "浙江省"])
def test_delivery_days_run_from_pickup_to_signing(uow: UnitOfWork, province: str) -> None:
    def sent(number: int, address: str = "浙江省杭州市", carrier: str = "yto", **times: object) -> None:
        signed = NOW if times.get("signed", True) else None
        arrived = parcel(f"YT{number}", NOW - 1.5 * DAY, signed, carrier)
        uow.orders.put_orders([exported(str(number), address=address, parcels=(arrived,))])

    sent(1)
    sent(2, address="浙江 宁波市")
    sent(3, address="江苏省南京市")
    sent(4, carrier="sf")
    sent(5, signed=False)
    assert uow.orders.delivery_days(province, "yto", NOW) == [1.5, 1.5]
    assert uow.orders.delivery_days(province, "yto", NOW + SECOND) == []


def test_a_parcel_signed_before_its_pickup_tells_no_days(uow: UnitOfWork) -> None:
    uow.orders.put_orders([order("1", parcels=(parcel("YT1", NOW, NOW - HOUR),))])
    assert uow.orders.delivery_days("浙江", "yto", NOW - DAY) == []


def test_a_parcel_that_its_sender_signed_for_tells_no_days(uow: UnitOfWork) -> None:
    arrived = parcel("YT1", NOW - 4 * DAY, NOW)
    back = TrackingEvent(NOW - DAY, EventKind.REFUSED)
    uow.orders.put_orders([order("1", parcels=(replace(arrived, events=(*arrived.events, back)),))])
    assert uow.orders.delivery_days("浙江", "yto", NOW - DAY) == []
    later = replace(back, at=NOW + HOUR, kind=EventKind.RETURNING)
    uow.orders.put_orders([order("1", parcels=(replace(arrived, events=(*arrived.events, later)),))])
    assert uow.orders.delivery_days("浙江", "yto", NOW - DAY) == [4.0]


def test_orders_to_ship_are_found_by_their_deadline(uow: UnitOfWork) -> None:
    def waiting(order_no: str, promised: datetime | None, **changes: Any) -> Order:
        return exported(order_no, status=OrderStatus.PAID, promised_ship_at=promised, **changes)

    uow.orders.put_orders(
        [
            waiting("1", NOW),
            waiting("2", NOW + HOUR),
            waiting("3", None, paid_at=NOW - HOUR),
            waiting("4", None, paid_at=NOW - 2 * HOUR),
            waiting("5", NOW + SECOND + HOUR),
            exported("6", status=OrderStatus.SHIPPED, promised_ship_at=NOW + HOUR),
        ]
    )
    assert uow.orders.to_ship_between(NOW, NOW + HOUR, 2) == ["2", "3"]


def test_orders_whose_goods_became_cheaper_are_found_by_payment(uow: UnitOfWork) -> None:
    def bought(order_no: str, sku: str, days: int, **changes: Any) -> Order:
        return exported(order_no, paid_at=NOW - days * DAY, lines=(OrderLine(sku, "锁", 1, 10000),), **changes)

    uow.orders.put_products(
        [
            Product("NEW", "新品", price_class=PriceClass.NEW, current_price_fen=9999),
            Product("SAME", "没降", price_class=PriceClass.NEW, current_price_fen=10000),
            Product("REGULAR", "常规", price_class=PriceClass.REGULAR, current_price_fen=5000),
            Product("UNKNOWN", "没价", price_class=PriceClass.SALE),
        ]
    )
    uow.orders.put_orders(
        [
            bought("1", "NEW", 1),
            bought("2", "NEW", 3),
            bought("3", "NEW", 4),
            bought("4", "SAME", 1),
            bought("5", "REGULAR", 1),
            bought("6", "UNKNOWN", 1),
            bought("7", "NEW", 1, status=OrderStatus.CLOSED),
        ]
    )
    assert uow.orders.cheaper_now(NOW - 3 * DAY) == ["2", "1"]
