"""P-PRICE-01 walked: classes, days, budget and limits, each at its boundary."""

from dataclasses import replace
from typing import Any

import pytest

from aftersales.domain.order_facts import OrderView
from aftersales.domain.orders import Compensation, OrderStatus, PriceClass, Promotion, Refund
from tests.unit.orders import NOW, ago, classed, line, order, product, signed_parcel, view
from tests.unit.procedures import walk

AUTUMN = (Promotion("秋茶节", ago(days=4), ago(days=-6)),)


def bought(days: float, price_class: PriceClass = PriceClass.REGULAR, drop_fen: int = 1000, **more: Any) -> OrderView:
    of = order(OrderStatus.SIGNED, paid_at=ago(days=days))
    more = {"promotions": AUTUMN, "budget_left_fen": 200000, **more}
    return view(of, classed(price_class, 16800 - drop_fen), **more)


def jd(signed_days: int, price_class: PriceClass = PriceClass.REGULAR) -> OrderView:
    parcels = (signed_parcel(ago(days=signed_days)),)
    of = order(OrderStatus.COMPLETED, platform="jd", paid_at=ago(days=signed_days + 3), parcels=parcels)
    return view(of, classed(price_class, 15800))


def row(seen: OrderView) -> str:
    return walk("price_protection", seen).row.removeprefix("price_protection.")


def test_regular_goods_are_refunded_until_the_day_before_the_limit() -> None:
    assert row(bought(14)) == "small"
    assert row(bought(15)) == "too_old"


def test_the_limit_counts_shanghai_dates() -> None:
    early = replace(bought(14), now=NOW.replace(hour=0, minute=1))
    assert row(early) == "small"
    assert row(replace(early, order=replace(early.order, paid_at=ago(days=14, hours=12, minutes=1)))) == "too_old"


@pytest.mark.parametrize("price_class", [PriceClass.NEW, PriceClass.PROMOTED, PriceClass.SALE])
def test_other_classes_go_by_the_budget_and_not_by_days(price_class: PriceClass) -> None:
    assert row(bought(40, price_class)) == "small"
    assert row(bought(40, price_class, budget_left_fen=1000)) == "small"
    over = walk("price_protection", bought(40, price_class, budget_left_fen=999))
    assert over.row == "price_protection.over_budget"
    assert over.tasks == [("refund_price_diff", "finance"), ("order_flag", "backoffice")]


def test_regular_goods_do_not_use_the_budget() -> None:
    assert row(bought(3, budget_left_fen=0)) == "small"


def test_a_small_amount_is_refunded_at_once_and_a_larger_one_by_finance() -> None:
    assert walk("price_protection", bought(3)).tasks == [("refund_price_diff", "backoffice")]
    large = walk("price_protection", bought(3, drop_fen=1001))
    assert large.row == "price_protection.large"
    assert large.tasks == [("refund_price_diff", "finance")]


@pytest.mark.parametrize("drop_fen", [0, -500])
def test_without_a_drop_the_truth_is_told(drop_fen: int) -> None:
    assert row(bought(3, drop_fen=drop_fen)) == "no_drop"


def test_the_differences_of_the_lines_add_up() -> None:
    lines = [line("A", 2, 1000), line("B", 1, 5000), line("C", 1, 3000)]
    of = order(OrderStatus.SIGNED, lines)
    seen = view(of, classed(PriceClass.NEW, 800, "A"), product("B", 4400), product("C", 3500))
    found = walk("price_protection", seen)
    assert found.row == "price_protection.small"
    dearer = view(of, classed(PriceClass.NEW, 800, "A"), product("B", 4399), product("C", 3500))
    assert row(dearer) == "large"


def test_jd_protection_ends_thirty_days_after_signing() -> None:
    assert row(jd(30)) == "platform"
    assert row(jd(31)) == "too_old"
    assert row(jd(31, PriceClass.SALE)) == "small"


def test_an_unsigned_jd_order_is_protected_however_old() -> None:
    of = order(OrderStatus.SHIPPED, platform="jd", paid_at=ago(days=60))
    assert row(view(of, product(current_fen=15800))) == "platform"
    assert row(view(replace(of, platform="taobao"), product(current_fen=15800))) == "too_old"


@pytest.mark.parametrize(
    ("status", "expected"), [(OrderStatus.PENDING_PAYMENT, "unpaid"), (OrderStatus.CLOSED, "closed")]
)
def test_unpaid_and_closed_orders_have_no_difference(status: OrderStatus, expected: str) -> None:
    found = walk("price_protection", view(order(status), product(current_fen=100)))
    assert found.row == f"price_protection.{expected}"
    assert found.tasks == []


def test_a_difference_is_not_paid_twice() -> None:
    assert row(bought(3, ordered_tasks=("refund_price_diff",))) == "again"
    seen = bought(3)
    paid = replace(seen.order, compensations=(Compensation(1000, ago(days=1), "退差价"),))
    assert row(replace(seen, order=paid)) == "no_drop"
    other = replace(seen.order, compensations=(Compensation(1000, ago(days=1), "外盒压痕"),))
    assert row(replace(seen, order=other)) == "small"


def test_a_running_refund_goes_before_the_difference() -> None:
    seen = bought(3)
    refunding = replace(seen.order, refunds=(Refund("return_refund", "processing", 16800),))
    assert row(replace(seen, order=refunding)) == "refund_running"


def test_an_unknown_price_goes_to_a_person() -> None:
    seen = view(order(OrderStatus.SIGNED), product(current_fen=None))
    assert walk("price_protection", seen).handoff == "backoffice"
