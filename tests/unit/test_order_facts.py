"""What is read from the record: each fact at its boundary, and absent when the record is silent."""

from dataclasses import replace
from datetime import datetime

import pytest

from aftersales.domain.calendar import SHANGHAI
from aftersales.domain.cases import Value
from aftersales.domain.order_facts import (
    CONVERSATION_FACTS,
    ORDER_FACTS,
    OrderView,
    order_fact_title,
    read_order_facts,
    refundable_fen,
)
from aftersales.domain.order_view import line_paid_fen
from aftersales.domain.orders import Compensation, EventKind, OrderStatus, Parcel, PriceClass, Product, Refund
from aftersales.domain.parcel_facts import expected_days, percentile_80
from aftersales.domain.shipping_facts import late_payout_fen
from tests.unit.orders import NOW, ago, classed, event, line, order, parcel, product, signed_parcel, view
from tests.unit.procedures import release

REMOTE = "新疆维吾尔自治区乌鲁木齐市天山区1号"


def read(seen: OrderView, name: str) -> Value | None:
    return read_order_facts(seen).get(name)


def test_every_fact_read_is_listed_for_trainers() -> None:
    of = order(OrderStatus.SHIPPED, parcels=(parcel(event(ago(days=1), EventKind.TRANSIT)),))
    assert read_order_facts(view(of)).keys() <= ORDER_FACTS.keys() - CONVERSATION_FACTS.keys()


@pytest.mark.parametrize("name", ORDER_FACTS)
def test_a_fact_of_the_record_has_a_short_title_of_its_own(name: str) -> None:
    title = order_fact_title(name)
    assert ORDER_FACTS[name].startswith(f"{title}：")
    assert len(title) <= 12
    assert [order_fact_title(other) for other in ORDER_FACTS].count(title) == 1


def test_a_silent_record_gives_no_facts_about_goods_stock_or_parcels() -> None:
    bare = OrderView(order(paid_at=None, lines=[line("X")]), {}, release().shop, NOW)
    silent = {"in_stock", "parcel_count", "pickup_scan", "last_event", "amount_fen", "ship_late", "signed_days"}
    assert not silent & read_order_facts(bare).keys()


@pytest.mark.parametrize(
    ("paid_fen", "payout"), [(9999, 500), (10000, 500), (10010, 501), (33600, 1680), (200000, 10000), (200001, 10000)]
)
def test_the_late_payout_keeps_within_its_bounds(paid_fen: int, payout: int) -> None:
    assert late_payout_fen(paid_fen, release().shop) == payout


def test_a_big_sale_gives_the_courier_a_day_more() -> None:
    sent = (parcel(shipped=ago(hours=72)),)
    usual = order(OrderStatus.SHIPPED, parcels=sent)
    sale = replace(usual, paid_at=datetime(2026, 11, 11, 0, 30, tzinfo=SHANGHAI))
    assert read(view(usual), "pickup_overdue") is True
    assert read(view(sale), "pickup_overdue") is False
    later = replace(sale, parcels=(parcel(shipped=ago(hours=72, minutes=1)),))
    assert read(view(later), "pickup_overdue") is True


@pytest.mark.parametrize(("hours", "stalled"), [(95, False), (96, True)])
def test_a_remote_province_stalls_later(hours: int, stalled: bool) -> None:
    of = order(OrderStatus.SHIPPED, parcels=(parcel(event(ago(hours=hours), EventKind.TRANSIT)),), address=REMOTE)
    assert read(view(of), "stalled") is stalled


def test_a_parcel_that_arrived_never_stalls() -> None:
    of = order(OrderStatus.SIGNED, parcels=(signed_parcel(ago(days=9)),))
    assert read(view(of), "stalled") is False


def test_several_parcels_are_signed_only_together() -> None:
    one = order(OrderStatus.SHIPPED, parcels=(signed_parcel(ago(days=2)), parcel(shipped=ago(hours=2), waybill="YT2")))
    assert (read(view(one), "all_signed"), read(view(one), "signed_days")) == (False, None)
    assert read(view(one), "other_parcels_in_transit") == 1
    both = replace(one, parcels=(signed_parcel(ago(days=2)), signed_parcel(ago(days=1), "YT2")))
    assert (read(view(both), "all_signed"), read(view(both), "signed_days")) == (True, 1)
    assert read(view(both), "other_parcels_in_transit") == 0


def test_a_parcel_imported_without_tracking_is_not_called_unscanned() -> None:
    assert read(view(order(OrderStatus.SHIPPED, parcels=(Parcel("yto", "YT1"),))), "pickup_scan") is None


def test_the_expected_days_are_the_median_and_the_fourth_fifth() -> None:
    days = [1.0] * 4 + [2.0] * 10 + [4.0] * 6
    of = order(OrderStatus.SHIPPED, parcels=(parcel(event(ago(days=1), EventKind.PICKUP)),))
    found = expected_days(view(of, delivery_days=days))
    assert found is not None
    assert [day.day for day in found] == [26, 28]
    assert percentile_80([5, 1, 2, 3, 4]) == 4


def test_a_median_day_gone_by_becomes_today() -> None:
    of = order(OrderStatus.SHIPPED, parcels=(parcel(event(ago(days=3), EventKind.PICKUP)),))
    found = expected_days(view(of, delivery_days=[1.0] * 12 + [4.0] * 8))
    assert found is not None
    assert [day.day for day in found] == [25, 26]


def test_a_coupon_lowers_what_a_line_cost() -> None:
    of = order(lines=[line("A", 2, 10000), line("B", 1, 10000)], paid_fen=28000, postage_fen=1000)
    assert line_paid_fen(of, of.lines[0]) == 18000
    assert line_paid_fen(replace(of, paid_fen=31000), of.lines[0]) == 20000


def test_a_drop_below_the_list_price_but_not_below_the_paid_one_is_no_difference() -> None:
    of = order(lines=[line(price_fen=10000)], paid_fen=9000)
    assert read(view(of, product(current_fen=9000)), "price_difference_fen") == 0
    assert read(view(of, product(current_fen=8000)), "price_difference_fen") == 1000


def test_old_regular_goods_are_left_out_of_the_amount() -> None:
    of = order(lines=[line("A", 1, 1000), line("B", 1, 1000)], paid_at=ago(days=15))
    seen = view(of, product("A", 900), classed(PriceClass.SALE, 700, "B"), budget_left_fen=300)
    assert (read(seen, "price_difference_fen"), read(seen, "amount_fen")) == (400, 300)
    assert (read(seen, "own_difference_fen"), read(seen, "within_budget")) == (300, True)


def test_one_unknown_price_hides_a_missing_drop_but_not_a_real_one() -> None:
    of = order(lines=[line("A", 1, 1000), line("B", 1, 1000)])
    assert read(view(of, product("A", 900), product("B", None)), "amount_fen") == 100
    assert read(view(of, product("A", 1000), product("B", None)), "amount_fen") is None


def test_the_missing_goods_are_valued_by_what_the_buyer_lacks() -> None:
    of = order(OrderStatus.SIGNED, [line("TEA", 3, 19800)])
    assert read(view(of), "missing_value_fen") == 19800
    two = view(of, product(stock=1), case_facts={"missing_qty": "2"})
    assert (read(two, "missing_value_fen"), read(two, "missing_in_stock")) == (39600, False)
    assert read(view(of, case_facts={"missing_qty": "9"}), "missing_qty") == 3


def test_of_several_lines_the_chosen_one_is_missing() -> None:
    of = order(OrderStatus.SIGNED, [line("A", 1, 1000), line("B", 1, 5000)])
    products: tuple[Product, ...] = (product("A"), product("B"))
    assert read(view(of, *products), "missing_value_fen") is None
    assert read(view(of, *products, case_facts={"missing_sku": "B"}), "missing_value_fen") == 5000


def test_what_was_given_back_lowers_the_refund() -> None:
    given = order(compensations=(Compensation(800, ago(days=1), "外盒压痕"),))
    assert refundable_fen(given) == 16000
    assert refundable_fen(replace(given, refunds=(Refund("refund_only", "succeeded", 16800),))) == 0
    assert refundable_fen(replace(given, refunds=(Refund("refund_only", "applied", 16800),))) == 16000


def test_our_own_refund_of_an_unsent_order_counts_as_a_running_refund() -> None:
    assert read(view(order(), ordered_tasks=("refund", "stop_shipping")), "refund_open") is True
    assert read(view(order(), ordered_tasks=("refund",)), "refund_open") is False
